"""A course page on another origin, with an iframe and no script of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect

from chainrule.gallery import items

CONVOLUTION = next(item for item in items() if item.id == "article-conv")


def course(address: str, **parameters: str) -> str:
    source = escape(f"{address}/embed?{urlencode(parameters)}")
    return (
        "<!doctype html><title>Course</title><input autofocus>"
        f'<iframe title="A convolution" sandbox="allow-scripts" width="800" height="480" src="{source}"></iframe>'
    )


def test_the_convolution_opens_at_the_step_asked_for_and_can_be_stepped(page: Page, address: str, elsewhere: Callable[[str], str]) -> None:
    html = course(address, expr=CONVOLUTION.program, target="z", upstream=str(CONVOLUTION.upstream), step="4", select="grad(w)[0,1]")
    page.goto(elsewhere(html))
    frame = page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("data-status", "ready")
    assert page.frames[-1].evaluate("origin") == "null"
    expect(frame.locator("#transport")).to_contain_text(re.compile(r"4 of \d+"))
    before = frame.locator("#narration").inner_text()
    frame.get_by_role("button", name="Step forward").click()
    expect(frame.locator("#transport")).to_contain_text(re.compile(r"5 of \d+"))
    assert frame.locator("#narration").inner_text() != before
    frame.get_by_role("button", name="Step back").click()
    expect(frame.locator("#transport")).to_contain_text(re.compile(r"4 of \d+"))
    expect(frame.locator("#program, #inspector")).to_have_count(2)
    for panel in ("#program", "#inspector"):
        expect(frame.locator(panel)).to_be_hidden()


def test_a_frame_leaves_the_focus_and_the_address_of_its_host_alone(page: Page, address: str, elsewhere: Callable[[str], str]) -> None:
    page.goto(elsewhere(course(address, expr="x * x", step="2")))
    frame = page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("data-status", "ready")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    before = page.frames[-1].evaluate("location.href")
    frame.get_by_role("button", name="Step forward").click()
    expect(frame.locator("#transport")).to_contain_text("3 of")
    assert page.frames[-1].evaluate("location.href") == before


def test_the_page_itself_may_not_be_framed_by_others(browser: Browser, address: str, elsewhere: Callable[[str], str]) -> None:
    page = browser.new_page()
    page.goto(elsewhere(f'<!doctype html><iframe src="{address}/"></iframe>'))
    assert page.frames[-1].locator("#header").count() == 0
    page.close()
