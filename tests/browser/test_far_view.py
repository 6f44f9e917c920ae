"""A large graph from afar, in Chromium."""

from urllib.parse import quote

from playwright.sync_api import Page, expect

CHAIN = "x = 2\n" + "\n".join(f"y{i} = sin({f'y{i - 1}' if i else 'x'}) + x" for i in range(90))
WHITE = "rgb(255, 255, 255)"


def test_a_large_graph_fits_into_the_view_and_its_cards_can_be_seen(page: Page) -> None:
    page.goto(f"/?theme=light&step=50&expr={quote(CHAIN)}")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.get_by_role("button", name="Fit the graph").click()
    expect(page.locator(".world")).to_have_class("world is-block")
    inside = page.evaluate(
        """() => {
          const [room, world] = ['#graph', '.cards'].map((at) => document.querySelector(at).getBoundingClientRect());
          return world.left >= room.left && world.right <= room.right && world.top >= room.top && world.bottom <= room.bottom;
        }"""
    )
    assert inside
    look = "each => [getComputedStyle(each).fill, getComputedStyle(each).vectorEffect]"
    done, ahead = (page.locator(f".card{at} .card-face").first.evaluate(look) for at in (".is-computed", ":not(.is-computed)"))
    assert len({WHITE, done[0], ahead[0]}) == 3
    assert page.locator(".wire path").first.evaluate(look)[1] == done[1] == "non-scaling-stroke"
