"""Trust in the inspector: the check beside a gradient, the paths to a value, a part of a large tensor; in Chromium."""

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

CONVOLUTION = "x = [[3, 4, 5, 6], [4, 5, 6, 7], [5, 6, 7, 8], [6, 7, 8, 9]]\nw = [[1, 2], [3, 4]]\nz = conv2d(x, w)"
UPSTREAM = "[[1,1,1],[2,2,2],[3,3,3]]"
FAN = "a = 2\nb = 1\nm = 7\nc = a + b\nd = b + 1\ne = c * d"
WIDE = "x = reshape(arange(0, 10000), (100, 100))\nf = sum(x * x)"


def ready(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-status", "ready")


def test_a_gradient_stands_beside_its_central_difference(page: Page) -> None:
    page.goto(f"/?expr={quote('f = sin(x) * x')}&vars=x:2&select=x&step=end")
    ready(page)
    check = page.locator("#explain .check")
    expect(check.locator(".verdict")).to_have_text("agrees")
    expect(check.locator("dt")).to_have_text(["Central difference", "Relative error"])
    expect(check.locator("dd").last).to_have_text(re.compile(r"^(0|\d\.\d × 10−\d+)$"))


def test_a_chosen_entry_is_checked_by_itself(page: Page) -> None:
    page.goto(f"/?expr={quote(CONVOLUTION)}&target=z&upstream={UPSTREAM}&select=grad(w)[0,1]&step=end")
    ready(page)
    check = page.locator("#entries .check")
    expect(check.locator(".verdict")).to_have_text("agrees")
    expect(check.locator("dd").first).to_have_text(re.compile(r"^114(\.0)?$"))


def test_a_whole_tensor_is_checked_entry_by_entry(page: Page) -> None:
    page.goto(f"/?expr={quote(CONVOLUTION)}&target=z&upstream={UPSTREAM}&select=x&step=end")
    ready(page)
    check = page.locator("#explain .check")
    expect(check.locator(".verdict")).to_have_text("all agree")
    expect(check.locator("dd").first).to_have_text("16")


def test_a_corner_differs_on_purpose_and_says_so(page: Page) -> None:
    page.goto(f"/?expr={quote('y = relu(x) * 3')}&vars=x:0&select=x&step=end")
    ready(page)
    check = page.locator("#explain .check")
    expect(check.locator(".verdict")).to_have_text("differs on purpose")
    expect(check.locator(".sentence")).to_have_text("Differs here on purpose: relu has a corner at 0, and we take slope 0.")


def test_half_a_gradient_is_not_checked(page: Page) -> None:
    page.goto(f"/?expr={quote('y = x*x + 3*x')}&vars=x:2&select=x&step=end")
    ready(page)
    expect(page.locator("#explain .check")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#explain .check")).to_have_count(0)


def test_the_products_of_the_paths_add_up_to_the_gradient(page: Page) -> None:
    page.goto(f"/?expr={quote(FAN)}&select=b&step=end")
    ready(page)
    page.get_by_role("tab", name="Paths").click()
    paths = page.locator("#paths")
    expect(paths.locator(".sub")).to_have_text("Two paths from e back to b")
    expect(paths.locator(".ways li")).to_have_count(2)
    expect(paths.locator(".ways .nodes").first).to_have_text(re.compile(r"^e←[cd]←b$"))
    expect(paths.locator(".outcome b")).to_have_text("5")
    expect(paths.locator(".about")).to_contain_text("Inputs that do not reach e")
    paths.locator(".about").get_by_role("button", name="m", exact=True).click()
    expect(paths.locator(".sentence")).to_contain_text("No path from m to e")


def test_of_many_paths_some_are_listed_and_the_rest_is_counted(page: Page) -> None:
    text = "\n".join(["y = x"] + ["y = y + y"] * 20)
    page.goto(f"/?expr={quote(text)}&select=x&step=end")
    ready(page)
    page.get_by_role("tab", name="Paths").click()
    expect(page.locator("#paths .ways li")).to_have_count(13)
    expect(page.locator("#paths .ways li").last).to_contain_text("more, together")
    expect(page.locator("#paths .about").first).to_contain_text("Every path passes")


def test_a_tensor_too_large_to_travel_is_read_part_by_part(page: Page) -> None:
    page.goto(f"/?expr={quote(WIDE)}&select=x&step=end")
    ready(page)
    page.get_by_role("tab", name="Entries").click()
    value, gradient = page.locator("#entries .sheets.value"), page.locator("#entries .sheets.grad")
    expect(value.locator("tbody td").first).to_have_text("0")
    rows = page.get_by_label("First row in sight")
    rows.focus()
    page.keyboard.press("End")
    expect(value.locator("tbody th").first).to_have_text("94")
    expect(value.locator("tbody td").first).to_have_text("9400")
    expect(gradient.locator("tbody td").first).to_have_text("18800")
    expect(rows).to_be_focused()


def test_nothing_is_asked_for_out_of_sight(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]) if request.method == "POST" else None)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/?expr={quote('f = sin(x) * x')}&select=x&step=end")
    ready(page)
    page.wait_for_timeout(500)
    assert set(asked) == {"trace"}
    page.get_by_role("navigation", name="Places").get_by_role("button", name="Explain").click()
    expect(page.locator("#explain .verdict")).to_have_text("agrees")
    assert asked[-1] == "check"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
