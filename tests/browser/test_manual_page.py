"""The manual, in Chromium: in the reader's colours, on a phone, and without a word in the console on any page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

NAMES = ("ops", "conventions", "errors", "limits")
DARK = "rgb(19, 20, 22)"
PRELOADS_ARE_JUDGED = 4000
"""Chromium complains of a font that was loaded ahead and not used some three seconds after the page has loaded."""


def ground(page: Page) -> str:
    return str(page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))


@pytest.mark.parametrize("name", NAMES)
def test_the_manual_is_dark_for_who_prefers_that(page: Page, name: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"/help/{name}")
    assert ground(page) == DARK


def test_a_theme_chosen_on_the_page_holds_in_its_manual(page: Page) -> None:
    page.goto("/?expr=x*x&theme=dark")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.get_by_role("button", name="Help").click()
    with page.expect_popup() as opened:
        page.get_by_role("dialog", name="Help").get_by_role("link").first.click()
    assert ground(opened.value) == DARK


@pytest.mark.parametrize("name", NAMES)
def test_the_manual_is_no_wider_than_a_phone(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/help/{name}")
    assert page.locator("main").evaluate("main => main.scrollWidth <= main.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_role("row").nth(1)).to_be_visible()


def test_no_page_says_anything_in_the_console(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    said: list[str] = []

    def hears(path: str) -> Callable[[ConsoleMessage], None]:
        return lambda message: said.append(f"{path}: {message.text}")

    for path in ("/", "/?expr=x*x", "/embed?expr=x*x", "/embed?expr=x*x&chrome=none", *(f"/help/{name}" for name in NAMES)):
        page = context.new_page()
        page.on("console", hears(path))
        page.goto(path)
    page.wait_for_timeout(PRELOADS_ARE_JUDGED)
    context.close()
    assert not said
