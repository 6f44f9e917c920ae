"""From typed text to stepped picture, in Chromium, read the way a screen reader reads it."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

CONVOLUTION = "x = [[3, 4, 5, 6], [4, 5, 6, 7], [5, 6, 7, 8], [6, 7, 8, 9]]\nw = [[1, 2], [3, 4]]\nz = conv2d(x, w)"
UPSTREAM = "[[1,1,1],[2,2,2],[3,3,3]]"


def ready(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-status", "ready")


def card(page: Page, name: str) -> Locator:
    return page.locator(f'[data-card][aria-label^="{name}, "]')


def says(page: Page, name: str, said: str) -> None:
    expect(card(page, name)).to_have_attribute("aria-label", re.compile(rf", {re.escape(said)}$"))


def test_typed_text_and_numbers_give_the_gradients_and_four_contributions_in_operand_order(page: Page) -> None:
    page.goto("/")
    ready(page)
    page.get_by_label("Program text").fill("(x + y) * z")
    expect(page.get_by_label("Value of z")).to_be_visible()
    for name, value in (("x", "-2"), ("y", "5"), ("z", "-4")):
        page.get_by_label(f"Value of {name}").fill(value)
    page.wait_for_url(re.compile("vars=x%3A-2%2Cy%3A5%2Cz%3A-4"))
    page.get_by_label("Value of z").press("Tab")
    page.get_by_role("button", name="Go to the end").click()
    for name, gradient in (("x", "−4"), ("y", "−4"), ("z", "3")):
        says(page, name, f"gradient {gradient}")

    page.get_by_role("button", name="Go to the start").click()
    arrived = []
    while page.get_by_role("button", name="Step forward").get_attribute("aria-disabled") == "false":
        page.keyboard.press("ArrowRight")
        ledger = page.locator("#inspector .ledger")
        if ledger.locator(".arrived").count() and not ledger.locator(".on-way").count():
            arrived.append((ledger.locator("h3 code").inner_text(), ledger.locator(".arrived dd").last.inner_text()))
    assert arrived == [("x + y", "−4"), ("z", "3"), ("x", "−4"), ("y", "−4")]


def test_three_contributions_arrive_one_by_one_and_going_back_leaves_every_gradient_blank(page: Page) -> None:
    page.goto(f"/?expr={quote('x*x + 3*x')}&vars=x:2&step=0")
    ready(page)
    heard: list[str] = []
    while page.get_by_role("button", name="Step forward").get_attribute("aria-disabled") == "false":
        page.keyboard.press("ArrowRight")
        label = (card(page, "x").get_attribute("aria-label") or "").split(", value 2, ")[1]
        if label not in heard:
            heard.append(label)
    assert heard == ["gradient not yet known", "gradient so far 3, 2 to come", "gradient so far 5, 1 to come", "gradient 7"]
    parts = page.locator("#inspector .ledger .arrived dd")
    expect(parts).to_have_text(["3", "2", "2"])

    while page.get_by_role("button", name="Step back").get_attribute("aria-disabled") == "false":
        page.keyboard.press("ArrowLeft")
    for each in page.locator("[data-card]").all():
        label = each.get_attribute("aria-label") or ""
        assert "gradient not yet known" in label or "constant" in label, label
    expect(page.locator("#graph [data-card] .number--grad")).to_have_count(0)


def test_a_click_on_an_entry_of_a_gradient_shows_its_nine_products_and_their_sum(page: Page) -> None:
    page.goto(f"/?expr={quote(CONVOLUTION)}&target=z&upstream={UPSTREAM}&step=end")
    ready(page)
    card(page, "w").locator(".part--grad .cell").nth(1).click(force=True)
    expect(page.locator("#entries h2")).to_have_text("dw[0, 1]")
    products = page.locator("#entries .product")
    expect(products).to_have_count(9)
    expect(products.first).to_have_text(re.compile(r"1 · 4 = 4"))
    expect(page.locator("#entries")).to_contain_text("114")
    page.wait_for_url(re.compile(r"select=grad%28w%29%5B0%2C1%5D"))


PICTURE = """() => [...document.querySelectorAll('#graph .cards, #graph .wires')]
    .map(part => part.innerHTML.replaceAll(/ tabindex="[^"]*"/g, '')).join('')"""


def test_a_jump_to_the_end_gives_the_picture_of_as_many_single_steps(page: Page) -> None:
    page.goto("/?expr=x*x&step=0")
    ready(page)
    dialog, slider = page.get_by_role("dialog", name="Examples"), page.get_by_role("slider", name="Steps")
    examples = dialog.locator("button.example")
    page.get_by_role("button", name="Examples").click()
    expect(examples).not_to_have_count(0)
    titles = examples.locator("strong").all_inner_texts()
    for place, title in enumerate(titles):
        examples.nth(place).click()
        expect(dialog).to_be_hidden()
        ready(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.keyboard.press("End")
        jumped = page.evaluate(PICTURE)
        page.keyboard.press("Home")
        assert page.evaluate(PICTURE) != jumped, title
        for _ in range(int(slider.get_attribute("aria-valuemax") or 0)):
            page.keyboard.press("ArrowRight")
        assert page.evaluate(PICTURE) == jumped, title
        page.get_by_role("button", name="Examples").click()


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("y = foo(x)", "Line 1", None),
        ("a = b\nb = 2\na", "Line 1", 1),
        ("a = [1, 2]\nc = a @ [1, 2, 3]", "Line 2", 2),
        ("f = (1 + x", "Line 1", None),
        ("().__class__", "Line 1", None),
    ],
)
def test_every_kind_of_bad_text_is_answered_with_a_place_and_a_next_move(
    page: Page, text: str, place: str, part: int | None
) -> None:
    page.goto("/")
    ready(page)
    before = page.locator("[data-card]").count()
    field = page.get_by_label("Program text")
    field.fill(text)
    expect(page.locator("html")).to_have_attribute("data-status", "problem")
    expect(page.locator("#problems .place").first).to_have_text(place)
    expect(page.locator("#problems .hint").first).not_to_be_empty()
    expect(field).to_have_value(text)
    # What ran before the fault is shown; where nothing did, the last graph stays.
    expect(page.locator("[data-card]")).to_have_count(before if part is None else part)
