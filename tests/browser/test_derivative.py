"""Derivatives in the inspector, in Chromium: rows, columns, Jacobians, tangents, Hessians, and what each mode costs."""

from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

PRODUCT = "A = [[3, 1, 0], [1, 2, 5]]\nx = [1, -2, 4]\nm = 7\ny = A @ x\nf = dot(y, y) / 2"


def opened(page: Page, text: str = PRODUCT) -> Locator:
    page.goto(f"/?expr={quote(text)}&step=end")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.get_by_role("tab", name="Modes").click()
    return page.locator("#modes")


def choose(panel: Locator, **choices: str) -> None:
    for label, value in {"of": "Of", "by": "With respect to", "kind": "Show"}.items():
        if label in choices:
            panel.get_by_label(value, exact=True).select_option(choices[label])


def numbers(panel: Locator, *expected: str) -> None:
    expect(panel.locator(".numbers tbody td")).to_have_text(list(expected))


def test_a_row_and_a_column_of_a_jacobian(page: Page) -> None:
    panel = opened(page)
    choose(panel, of="y", by="x", kind="row")
    panel.get_by_label("Entry of y").fill("1")
    numbers(panel, "1", "2", "5")
    expect(panel.locator("h2")).to_have_text("∂y[1] / ∂x")
    expect(panel.get_by_role("status").last).to_contain_text("How fast y[1] grows with each entry of x.")
    choose(panel, kind="column")
    panel.get_by_label("Entry of x").fill("2")
    numbers(panel, "0", "5")


def test_a_whole_jacobian_has_a_row_for_each_entry(page: Page) -> None:
    panel = opened(page)
    choose(panel, of="y", by="A", kind="jacobian")
    numbers(panel, "1", "−2", "4", "0", "0", "0", "0", "0", "0", "1", "−2", "4")
    expect(panel.locator(".heading .caption")).to_have_text("2 × 2 × 3")
    expect(panel).to_contain_text("laid out as 2 × 6")


def test_a_hessian_and_its_product_with_a_direction(page: Page) -> None:
    panel = opened(page)
    choose(panel, of="f", by="x", kind="hessian")
    numbers(panel, "10", "5", "5", "5", "5", "10", "5", "10", "25")
    choose(panel, kind="hvp")
    panel.get_by_label("Direction x[1]").fill("-1")
    numbers(panel, "10", "10", "20")
    panel.get_by_role("button", name="Reset to ones").click()
    numbers(panel, "20", "20", "40")


def test_a_tangent_follows_the_direction(page: Page) -> None:
    panel = opened(page)
    choose(panel, of="f", by="x", kind="tangent")
    for axis, value in enumerate("100"):
        panel.get_by_label(f"Direction x[{axis}]").fill(value)
    # y = (1, 17), so the slope along x[0] is 3 · 1 + 1 · 17.
    expect(panel.locator(".outcome")).to_have_text("20")


def test_what_each_mode_takes_stands_side_by_side(page: Page) -> None:
    panel = opened(page)
    choose(panel, of="f", by="A")
    counts = panel.get_by_role("table", name="Operations for the whole Jacobian")
    expect(counts.get_by_role("row").filter(has_text="Passes").locator("td")).to_have_text(["1", "6"])
    values, one, passes, together = (
        [int(cell) for cell in row.locator("td").all_text_contents()] for row in counts.locator("tbody tr").all()
    )
    assert together == [values[way] + one[way] * passes[way] for way in (0, 1)] and together[0] < together[1]
    expect(panel.locator(".about .sentence")).to_contain_text("One pass back gives its slope by all 6 entries of A at once")


def test_no_path_is_said_and_not_shown_as_zero(page: Page) -> None:
    panel = opened(page)
    choose(panel, of="f", by="m")
    expect(panel.get_by_role("status").last).to_contain_text("No path from m to f")
    expect(panel.locator(".numbers, .outcome, .counts")).to_have_count(0)


def test_what_is_refused_is_told_with_the_next_move(page: Page) -> None:
    panel = opened(page)
    choose(panel, of="y", by="x", kind="hessian")
    expect(panel.get_by_role("status").last).to_have_text("Second derivatives are those of a scalar. Take the sum, or one entry.")
    panel = opened(page, "x = ones(1001)\ny = x * 2")
    choose(panel, kind="jacobian")
    expect(panel.get_by_role("status").last).to_contain_text("1,002,001")
    choose(panel, kind="tangent")
    expect(panel).to_contain_text("too large to edit here")
    expect(panel.locator(".numbers tbody td").first).to_have_text("2")


def test_keys_are_enough(page: Page) -> None:
    panel = opened(page)
    choose(panel, of="y", by="x")
    panel.get_by_label("Show", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    field = panel.get_by_label("Entry of y")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    numbers(panel, "1", "2", "5")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(field).to_have_value("1")


def test_it_fits_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/?expr={quote(PRODUCT)}&step=end")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.get_by_role("navigation", name="Places").get_by_role("button", name="Explain").click()
    page.get_by_role("tab", name="Modes").click()
    expect(page.locator("#modes .counts")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
