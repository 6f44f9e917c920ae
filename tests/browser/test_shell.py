"""Header, dialogs, folding, the phone and the frame, in Chromium."""

import re
from itertools import pairwise
from urllib.parse import quote

from playwright.sync_api import Page, expect


def ready(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-status", "ready")


def test_an_example_opens_with_its_title_and_target(page: Page) -> None:
    page.goto("/")
    ready(page)
    page.get_by_role("button", name="Examples").click()
    dialog = page.get_by_role("dialog", name="Examples")
    dialog.get_by_role("button", name="A convolution and its kernel").click()
    expect(dialog).to_be_hidden()
    ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("A convolution and its kernel")
    expect(page.get_by_label("Upstream gradient [1, 2]")).to_have_value("2")


def test_the_dialogs_leave_with_escape_and_give_the_focus_back(page: Page) -> None:
    page.goto("/")
    ready(page)
    for name in ("Examples", "Export", "Help"):
        button = page.get_by_role("button", name=name)
        button.click()
        expect(page.get_by_role("dialog", name=name)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog", name=name)).to_be_hidden()
        expect(button).to_be_focused()


def test_the_theme_follows_the_button_and_the_address(page: Page) -> None:
    page.goto("/?expr=x*x")
    ready(page)
    page.get_by_role("button", name="Switch to the dark theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_url("**theme=dark**")
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(25, 26, 29)"


def test_panels_fold_to_a_rail_and_a_button_and_open_again(page: Page) -> None:
    page.goto("/?expr=x*x")
    ready(page)
    page.get_by_role("button", name="Fold the program panel").click()
    expect(page.get_by_label("Program text")).to_be_hidden()
    page.get_by_role("button", name="Open the program panel").click()
    expect(page.get_by_label("Program text")).to_be_visible()
    page.get_by_role("button", name="Fold the inspector").click()
    expect(page.locator("#inspector")).to_be_hidden()
    page.get_by_role("button", name="Explain", exact=True).click()
    expect(page.locator("#inspector")).to_be_visible()


def test_narrow_pages_fold_the_program_then_the_inspector(page: Page) -> None:
    page.goto("/?expr=x*x")
    ready(page)
    page.set_viewport_size({"width": 1100, "height": 768})
    expect(page.get_by_role("button", name="Open the program panel")).to_be_visible()
    expect(page.locator("#inspector")).to_be_visible()
    page.set_viewport_size({"width": 800, "height": 768})
    expect(page.locator("#inspector")).to_be_hidden()


def test_nothing_is_wider_than_a_phone_and_its_tabs_change_places(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    expect(page.locator("#transport")).to_be_visible()
    tabs = page.get_by_role("navigation", name="Places")
    for name, place in (("Program", "#program-open"), ("Explain", "#inspector"), ("Table", "#inspector"), ("Graph", "#graph")):
        tabs.get_by_role("button", name=name).click()
        expect(page.locator(place)).to_be_visible()
        expect(page.locator("#transport")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_bad_address_is_answered_with_a_notice_not_a_blank_page(page: Page) -> None:
    page.goto("/?expr=x*x&theme=purple")
    ready(page)
    expect(page.locator("#notices")).to_contain_text("theme=purple")
    page.get_by_role("button", name="Close the notice").click()
    expect(page.locator("#notices")).to_be_hidden()


def test_the_frame_shows_graph_transport_and_narration_and_a_way_out(page: Page) -> None:
    page.goto("/embed?expr=x*x&vars=x:2&step=2")
    expect(page.locator("#narration")).not_to_be_empty()
    for hidden in ("#header", "#program", "#inspector", "#tabs"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_role("link", name="Open")).to_have_attribute("href", re.compile(r"^\./\?.*expr=x\*x.*vars=x%3A2.*step=2"))
    assert page.evaluate("document.activeElement === document.body"), "it takes no focus by itself"


def test_with_no_chrome_only_the_graph_is_left(page: Page) -> None:
    page.goto("/embed?expr=x*x&chrome=none")
    expect(page.locator("#graph")).to_be_visible()
    expect(page.locator("#foot")).to_be_hidden()


def test_the_title_and_goal_are_those_of_the_example_and_of_no_other_program(page: Page) -> None:
    page.goto("/?step=5")
    ready(page)
    title, goal = page.get_by_role("heading", level=1), page.locator(".goal")
    expect(goal).to_contain_text("gradient")
    expect(page.locator("#transport .count")).to_contain_text("Step 5")
    text = page.get_by_label("Program text")
    text.fill(text.input_value().replace("2, -1", "3, -1"))
    expect(title).to_have_text("A neuron, gate by gate")
    expect(page.locator(".subject .caption")).to_have_text("changed")
    text.fill("x*x")
    expect(title).to_have_text("Untitled")
    expect(goal).to_be_empty()


def test_an_address_that_asks_too_much_says_so_and_shows_what_there_is(page: Page) -> None:
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
    page.goto("/?expr=x*x&expr=y&vars=x=3&target=qq&step=99&foo=1&bar=2")
    ready(page)
    expect(page.get_by_label("Value of x")).to_have_value("3")
    for said in ("more than once", "qq", "no step 99"):
        expect(page.locator("#notices")).to_contain_text(said)
    page.wait_for_url("**step=end**")
    assert "target" not in page.url
    assert [text for text in warnings if "foo, bar" in text] == [text for text in warnings if "chainrule" in text] != []


def test_a_bare_plus_in_an_address_is_mended_with_one_press(page: Page) -> None:
    page.goto("/embed?expr=(x+y)*z")
    notice = page.locator("#notices")
    expect(notice).to_contain_text("Did you mean (x + y)*z? In an address + is a blank: write %2B.")
    notice.get_by_role("button", name="(x + y)*z").click()
    ready(page)
    expect(notice).to_be_hidden()


def test_a_fault_says_its_place_and_the_next_move_where_no_program_is_in_sight(page: Page) -> None:
    address = f"?expr={quote('x = [1, 2]' + chr(10) + 'y = x @ [1, 2, 3]')}"
    for width, opened in ((390, "/"), (390, "/embed"), (800, "/embed"), (1024, "/")):
        page.set_viewport_size({"width": width, "height": 600})
        page.goto(opened + address)
        expect(page.locator("html")).to_have_attribute("data-status", "problem")
        told = page.locator(".wrong-text:visible, #problems:visible li")
        expect(told.first).to_contain_text("Line 2")
        expect(page.locator(".move:visible, .hint:visible")).to_have_count(1)
        expect(told.first).not_to_contain_text("`")
    page.set_viewport_size({"width": 390, "height": 600})
    page.get_by_role("navigation", name="Places").get_by_role("button", name="Program").click()
    expect(page.locator("#notices")).to_be_hidden()


def test_the_explanation_of_an_older_text_is_marked_like_its_graph(page: Page) -> None:
    page.goto("/?expr=x*x&step=2")
    ready(page)
    expect(page.locator(".late")).to_be_hidden()
    page.get_by_label("Program text").fill("x*(")
    expect(page.locator(".late")).to_be_visible()
    page.get_by_label("Program text").fill("x*x")
    expect(page.locator(".late")).to_be_hidden()


def test_on_a_phone_one_bar_chooses_the_place_and_an_entry_opens_its_products(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/?expr=w %3D [[1, 2], [3, 4]]%0Az %3D sum(w @ w)&step=end&select=grad(w)[0,1]")
    ready(page)
    places = page.get_by_role("navigation", name="Places")
    places.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("tab", name="Entries")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tab", name="Table")).to_be_hidden()
    places.get_by_role("button", name="Table").click()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("tablist")).to_be_hidden()


def test_at_320_nothing_of_the_transport_is_cut(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    page.goto("/?step=20")
    ready(page)
    count, first = page.locator("#transport .count").bounding_box(), page.locator("#transport .first").bounding_box()
    assert count and first and count["x"] >= 0 and count["x"] + count["width"] <= first["x"]


def test_on_a_phone_nothing_covers_what_says_that_the_text_has_gone_on(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/?expr=x*x&step=end")
    ready(page)
    places = page.get_by_role("navigation", name="Places")
    places.get_by_role("button", name="Program").click()
    page.get_by_label("Program text").fill("x * (")
    places.get_by_role("button", name="Graph").click()
    stale, notice = page.locator(".stale-label"), page.locator("#notices")
    expect(stale).to_be_visible()
    expect(notice).to_be_visible()
    above, below = notice.bounding_box(), stale.bounding_box()
    assert above and below and above["y"] + above["height"] <= below["y"]
    places.get_by_role("button", name="Explain").click()
    late, header = page.locator(".late").bounding_box(), page.locator("#header").bounding_box()
    assert late and header and header["y"] + header["height"] <= late["y"]


def test_a_group_that_is_opened_comes_into_view_with_its_name(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    rows = ", ".join(f"[{', '.join(str(i * j % 5) for j in range(6))}]" for i in range(6))
    page.goto(f"/?expr={quote(f'x = [{rows}]' + chr(10) + 'y = layer_norm(x * 2 + 1)' + chr(10) + 'z = sum(y * y)')}&step=end")
    ready(page)
    page.locator("[data-open]").first.dispatch_event("click")
    name = page.locator(".frame-name").first
    expect(name).to_be_visible()
    page.wait_for_timeout(100)
    box, graph = name.bounding_box(), page.locator("#graph").bounding_box()
    assert box and graph and graph["y"] <= box["y"] and graph["x"] <= box["x"] and box["x"] + box["width"] <= graph["x"] + graph["width"]


def test_the_help_tells_the_keys_of_the_graph_and_they_do_what_it_says(page: Page) -> None:
    page.goto(f"/?expr={quote('x = 2' + chr(10) + 'y = x * x')}&step=end")
    ready(page)
    page.keyboard.press("?")
    told = page.locator("#help .keys").last
    for key in ("Tab", "←", "→", "↑", "↓", "Shift", "Enter", "Esc"):
        expect(told.locator("kbd", has_text=key).first).to_be_visible()
    page.keyboard.press("Escape")
    card = page.locator("[data-card]")
    card.first.focus()
    page.keyboard.press("ArrowRight")
    expect(card.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.nth(1)).to_have_class(re.compile("is-selected"))


def test_presenting_writes_larger_and_shows_a_small_graph_at_twice_its_size(page: Page) -> None:
    page.goto("/?expr=x*x&step=end")
    ready(page)
    said = page.locator(".narration")
    look = "each => [getComputedStyle(each).fontSize, getComputedStyle(each).lineHeight]"
    assert said.evaluate(look) == ["20px", "28px"]
    page.keyboard.press("p")
    expect(page.locator("#inspector")).to_be_hidden()
    assert said.evaluate(look) == ["28px", "36px"]
    expect(page.locator(".zoom-percent")).to_have_text("200 %")
    page.keyboard.press("p")
    expect(page.locator("#inspector")).to_be_visible()
    expect(page.locator(".zoom-percent")).to_have_text("125 %")


def test_the_graph_is_one_tab_stop(page: Page) -> None:
    page.goto("/?expr=x*x")
    ready(page)
    inside = []
    for _ in range(40):
        page.keyboard.press("Tab")
        inside.append(page.evaluate("document.activeElement.closest('svg.stage') !== null"))
    assert True in inside
    assert (True, True) not in pairwise(inside)
