"""The page in Chromium where an answer holds what it cannot draw."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

LARGE = """import numpy as np
rng = np.random.RandomState(0)
x = rng.randn(200, 200)
w = rng.randn(200, 4)
for _ in range(12):
    h = x @ w
    w = w - 1e-4 * (x.T @ h)
v = w[:8]
"""


@pytest.fixture
def damaged(browser: Browser, address: str) -> Iterator[Callable[[Callable[[Any], None]], Page]]:
    """A page whose first answers are changed on their way, until the text says `mended`. It may complain: that is what it is tested for."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")

    def opened(change: Callable[[Any], None]) -> Page:
        def answer(route: Route) -> None:
            response = route.fetch()
            trace = response.json()
            if "mended" not in (route.request.post_data or ""):
                change(trace)
            route.fulfill(response=response, body=json.dumps(trace))

        page = context.new_page()
        page.route("**/api/v1/trace", answer)
        page.goto("/?expr=a %3D 3%0Ab %3D a*a")
        return page

    yield opened
    context.close()


def test_a_small_target_of_a_large_trace_is_shown_with_its_ones(page: Page) -> None:
    page.goto("/?expr=a %3D 3%0Ab %3D a*a")
    page.get_by_label("Program text").fill(LARGE)
    expect(page.locator("#target .upstream")).to_contain_text("8 × 4", timeout=30_000)
    expect(page.locator("#target .cells input")).to_have_count(32)
    expect(page.locator("#target .cells input").first).to_have_value("1")


def test_a_part_that_fails_says_so_and_draws_the_next_program(damaged: Callable[[Callable[[Any], None]], Page]) -> None:
    page = damaged(lambda trace: trace.update(watches=[None]))
    expect(page.locator("#printed")).to_contain_text("cannot be drawn")
    expect(page.locator("#target")).to_contain_text("Gradient of")
    page.get_by_label("Program text").fill("mended = 2\nprint(mended)")
    expect(page.locator("#printed li .code")).to_have_text("2")


def test_a_program_that_cannot_be_drawn_leaves_nothing_of_the_one_before(damaged: Callable[[Callable[[Any], None]], Page]) -> None:
    page = damaged(lambda trace: trace.update(inputs=[None]))
    expect(page.locator("#problems")).to_contain_text("The page cannot draw this program")
    expect(page.locator("#target")).to_be_hidden()
    page.get_by_label("Program text").fill("mended = 2\nb = mended*mended")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    expect(page.locator("#problems")).to_be_hidden()
    expect(page.locator("#target select option")).to_have_text(["mended", "b"])
