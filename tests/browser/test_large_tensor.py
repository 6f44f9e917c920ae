"""A tensor too large to see at once, in Chromium."""

from urllib.parse import quote

from playwright.sync_api import Page, expect

LARGE = "x = reshape(linspace(-0.09984, 0.01, 400), 100, 4)\nL = sum(x ** 2)"


def test_a_part_of_it_has_numbers_as_on_cards_and_fits_beside_the_graph(page: Page) -> None:
    page.goto(f"/?step=end&select=x&tab=entries&expr={quote(LARGE)}")
    part = page.locator("#entries .sheets.value")
    expect(part.locator("td").nth(2)).to_have_text("−0.09956")
    assert part.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_where_all_is_computed_there_are_no_inputs_to_head(page: Page) -> None:
    page.goto(f"/?expr={quote(LARGE)}")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    expect(page.get_by_role("heading", name="Inputs")).to_be_hidden()
