"""Groups that are alike as one card, in Chromium: opened, stepped, closed and linked to."""

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

TEXT = """xs = [1, 2, 3, 4]
def f(x):
  u = sin(x * w) + x
  v = cos(u) * x + u
  return exp(v) * u + v

sum([f(x) for x in xs])"""


def open_at(page: Page, step: str) -> None:
    page.goto(f"/?expr={quote(TEXT)}&vars=w:2&step={step}")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")


def test_a_stack_is_one_card_that_opens_into_its_members_and_closes_again(page: Page) -> None:
    open_at(page, "0")
    stack = page.locator("[data-card$='-stack']")
    expect(stack).to_have_count(1)
    expect(stack.locator(".times")).to_have_text("× 4")
    expect(stack.locator(".card-behind")).to_have_count(2)
    expect(page.locator(".card--group")).to_have_count(1)

    page.get_by_role("button", name="Go to the end").click()
    expect(stack).to_have_attribute("aria-label", "f(x) × 4, stack of 4 closed groups that are alike, 9 nodes each, 4 values, 4 gradients")
    expect(stack.locator(".number")).to_have_count(0)
    stack.locator(".card-face").last.click(position={"x": 60, "y": 40})
    expect(page.locator("#inspector h2")).to_have_text("f(x) × 4")
    expect(page.locator("#inspector .result")).to_have_count(0)

    stack.press("Enter")
    members = page.locator(".card--group")
    expect(members).to_have_count(4)
    expect(page.locator("[data-close$='-stack']").first).to_be_attached()
    gradients = members.locator(".number--grad").all_text_contents()
    assert len(set(gradients)) == 1 and gradients[0] == "1", "each member shows its own numbers: a sum gives each of them 1"
    assert len(set(members.locator(".number--value").all_text_contents())) == 4
    members.first.press("Escape")
    expect(members).to_have_count(1)
    expect(stack).to_have_count(1)


def test_a_link_opens_what_was_open_and_stands_where_it_stood(page: Page) -> None:
    open_at(page, "6")
    expect(page.locator(".card--stack.is-forward")).to_have_count(1)
    expect(page.locator("#narration")).to_contain_text("All 4 of f(x) are computed")
    page.locator("[data-card$='-stack']").press("Enter")
    page.locator(".card--group").nth(2).press("Enter")
    page.get_by_role("slider", name="Steps").press("PageDown")
    count, shown = page.locator("#transport .count"), re.compile(r"^Step (\d+) of (\d+)$")
    said = count.inner_text()
    number, total = shown.findall(said)[0]
    assert total == page.locator("#timeline [role=slider]").get_attribute("aria-valuemax")
    page.wait_for_url(f"**step={number}&open=**")
    page.goto(page.url)
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    expect(count).to_have_text(said)
    expect(page.locator(".card--group")).to_have_count(3)
    expect(page.locator(".card--stack")).to_have_count(0)


def test_in_a_loop_every_tick_counts(page: Page) -> None:
    page.goto(f"/?expr={quote('x = 2' + chr(10) + 'for i in range(6):' + chr(10) + '  x = sin(x) * x' + chr(10) + 'x')}&step=20")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    expect(page.locator("#notices")).to_be_hidden()
    ticks = page.locator("#timeline .tick, #timeline .seed").count()
    expect(page.locator("#transport .count")).to_have_text(f"Step 20 of {ticks}")
    expect(page.locator("#timeline .playhead text")).to_have_text("20")
