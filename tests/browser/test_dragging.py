"""A number dragged, in Chromium: the numbers follow, and the cards stand still."""

from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

TEXT = "x = 0.5\nh = x\nfor i in range(3):\n    h = tanh(h * x + i)\ny = h * h"


def drag(page: Page, to: float) -> list[str]:
    """Where each card stands once the numbers have come."""
    value = page.locator(".number--value").first
    before = value.text_content()
    slider(page).evaluate("(slider, to) => { slider.value = String(to); slider.dispatchEvent(new Event('input')); }", to)
    expect(value).not_to_have_text(before or "")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    places: list[str] = page.locator("[data-card]").evaluate_all(
        "cards => cards.map(card => card.dataset.card + card.getAttribute('transform'))"
    )
    return places


def slider(page: Page) -> Locator:
    return page.get_by_label("Slider for x")


def test_cards_stand_still_while_their_numbers_follow_the_hand(page: Page) -> None:
    page.goto(f"/?expr={quote(TEXT)}&step=end")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    numbers = [-0.86, 0.12, 0.5, -0.34]
    for number in numbers:
        drag(page, number)
    # Now every card has had room for the longest of its numbers.
    stands = drag(page, numbers[0])
    for number in numbers[1:]:
        assert drag(page, number) == stands
    gradients = page.locator("[data-card='n0'] .number--grad")
    expect(gradients).to_have_count(1)
    before = gradients.text_content()
    assert drag(page, 0.9) and gradients.text_content() != before


OUTSIDE = """cards => {
  const seen = document.querySelector('#graph').getBoundingClientRect();
  return cards.map(card => card.getBoundingClientRect()).filter(at => at.left < seen.left || at.right > seen.right).length;
}"""


def test_cards_change_their_places_once_in_a_drag_and_stay_in_view(page: Page) -> None:
    page.goto("/?step=end")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    places = set[str]()
    value = page.locator(".number--value").first
    for number in (1.4, 0.8, 0.2, -0.4, -1.6, -2.8, -4.8):
        before = value.text_content()
        page.get_by_label("Slider for w0").evaluate(
            "(slider, to) => { slider.value = String(to); slider.dispatchEvent(new Event('input')); }", number
        )
        expect(value).not_to_have_text(before or "")
        expect(page.locator("html")).to_have_attribute("data-status", "ready")
        places.add(str(page.locator("[data-card]").evaluate_all("cards => cards.map(card => card.getAttribute('transform'))")))
    assert len(places) <= 2
    assert page.locator(".card-face").evaluate_all(OUTSIDE) == 0
