"""The inspector, in Chromium: what it says can be read, and nothing is said twice in the same words."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

LONG = """x = [1.25, -2.125, 3.0625]
w = [0.0001234567, -0.0001975, -3.456789e-11]
hidden_layer = tanh(x * w) * 1234567.25
loss = sum(hidden_layer * hidden_layer)"""


def open_at(page: Page, text: str, **more: str) -> None:
    page.goto(f"/?expr={quote(text)}&step=end{''.join(f'&{name}={quote(value)}' for name, value in more.items())}")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")


def test_numbers_of_the_table_stay_in_their_column(page: Page) -> None:
    open_at(page, LONG, tab="table")
    expect(page.locator("#table tbody tr")).not_to_have_count(0)
    wide = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)"
    assert page.locator("#table td").evaluate_all(wide) == []


def test_program_text_beside_a_formula_is_code(page: Page) -> None:
    open_at(page, "import torch\nx = torch.tensor([1., 2.], requires_grad=True)\ny = torch.sum(torch.exp(x) * x)\ny.backward()")
    where = page.locator("#explain .where").first
    expect(where.locator("code").first).to_contain_text("torch.exp(x)")
    expect(where.locator("math").first).to_have_text("u=")


def test_a_formula_that_is_wider_than_the_panel_shows_that_it_goes_on_and_the_keyboard_moves_it(page: Page) -> None:
    loss = "loss = torch.nn.functional.mse_loss(p, torch.tensor([1., 2., 3.]))\nloss.backward()"
    open_at(page, f"import torch\np = torch.tensor([[1.], [2.], [3.]], requires_grad=True)\n{loss}")
    expect(page.locator("#explain .check")).to_contain_text("agree")
    wide = page.locator("#explain .scrolling:has(.formula[tabindex])").first
    formula, strip = wide.locator(".formula"), wide.locator(".goes-on")
    expect(strip).to_be_visible()
    step = page.locator("#transport").inner_text()
    formula.focus()
    while strip.is_visible():
        page.keyboard.press("ArrowRight")
    assert formula.evaluate("formula => formula.scrollLeft") > 0
    assert page.locator("#transport").inner_text() == step


NAMES = """a_very_long_parameter_name_of_a_layer = 2.0
another_extremely_long_name_for_the_result = a_very_long_parameter_name_of_a_layer * 3.0 + sin(a_very_long_parameter_name_of_a_layer)"""

OUTSIDE = """said => [...said.querySelectorAll('math, code, .big, .figures')]
    .filter(part => !part.closest('.formula') && part.getBoundingClientRect().right > innerWidth).map(part => part.textContent)"""


@pytest.mark.parametrize("width", [1440, 390])
def test_a_rule_of_long_names_moves_by_itself_and_what_follows_stays_in_sight(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_at(page, NAMES)
    if width < 600:
        page.get_by_role("button", name="Explain").click()
    said, transport = page.locator("#explain"), page.locator("#transport")
    expect(said.locator(".check")).to_contain_text("agree")
    while "Step 5 " not in transport.inner_text():  # the seed
        rules = said.locator(".equation .scrolling:has(.goes-on)")
        expect(rules.first.locator(".goes-on")).to_be_visible()
        for rule in rules.all():
            rule.hover()
            page.mouse.wheel(9999, 0)
            expect(rule.locator(".goes-on")).to_be_hidden()
        assert said.evaluate(OUTSIDE) == []
        page.keyboard.press("ArrowLeft")
    assert said.evaluate(OUTSIDE) == []


def test_of_hundreds_the_first_are_said_and_the_rest_opens(page: Page) -> None:
    open_at(page, "x = 0.0\ny = log(x)\nfor i in range(600):\n    y = y + log(x)")
    expect(page.locator("#narration .narration")).to_contain_text("∞ + ∞ + ∞ + … + ∞ = ∞")
    said, parts = page.locator("#explain .notices"), page.locator("#explain .ledger")
    expect(said).to_contain_text("there are more")
    expect(parts.locator(".arrived")).to_have_count(6)
    parts.get_by_text("Show 595 more").click()
    expect(parts.locator(".arrived")).to_have_count(601)


def test_paths_over_the_same_words_are_told_apart(page: Page) -> None:
    open_at(page, "x = 3\ny = x*x\nz = y + x*x + x*x", select="x", tab="paths")
    ways = page.locator("#paths .ways .nodes")
    expect(ways).to_have_count(6)
    said = ways.all_text_contents()
    assert len(set(said)) == 6, said
    assert any("x*x 1 of 2" in each and "operand 2" in each for each in said)


def test_the_address_brings_back_the_tab_and_its_derivative(page: Page) -> None:
    open_at(page, "A = [[3, 1], [1, 2]]\nx = [1, -2]\ny = A @ x", tab="modes")
    page.get_by_label("With respect to", exact=True).select_option("x")
    page.get_by_label("Show").select_option("column")
    page.get_by_label("Entry of x").fill("1")
    page.wait_for_url("**derivative=column*")
    page.goto(page.url)
    expect(page.locator("#modes h2")).to_have_text("∂y / ∂x[1]")
    expect(page.locator("#modes .numbers tbody td")).to_have_text(["1", "2"])


def test_a_shape_in_the_table_looks_like_no_number(page: Page) -> None:
    open_at(page, "x = [1, 2]\nw = [[1, 2], [3, 4]]\ns = sum(w @ x)", tab="table")
    expect(page.locator("#table tbody td:first-of-type b.value")).to_have_text(["[1, 2]", "[5, 11]", "16"])
    expect(page.locator("#table tbody td:first-of-type b.extent")).to_have_text(["2 × 2"])


def test_a_long_table_is_shown_in_two_parts(page: Page) -> None:
    text = "x = 1\n" + "\n".join(f"v{i} = {f'v{i - 1}' if i else 'x'} * x" for i in range(420))
    open_at(page, text, tab="table")
    rows = page.locator("#table tbody tr")
    expect(rows).to_have_count(400)
    page.get_by_role("button", name="Show 21 more").click()
    expect(rows).to_have_count(421)
    expect(rows.nth(400).get_by_role("button")).to_be_focused()


def test_the_rule_of_an_entry_that_was_copied_says_the_sum(page: Page) -> None:
    text = "x = [[1, 2], [3, 4], [5, 6]]\nw = [[1, 2], [3, 4]]\nb = [1, 2]\nh = x @ w + b\nz = sum(h * h)"
    open_at(page, text, select="grad(b)[1]", tab="entries")
    expect(page.locator("#entries .formula").first).to_have_text("db=∑axis 0dh")
    said = page.locator("#entries .sentence").filter(has_text="Summed over axis 0, because b was copied to 3 rows")
    expect(said).to_have_count(1)


def test_what_has_arrived_at_a_copied_operand_of_a_closed_loss_is_told_with_its_sum(page: Page) -> None:
    open_at(page, "a = [[1], [2], [3]]\nb = [1, 2, 4]\nf = mse(a, b)", step="end")
    expect(page.locator("#explain .formula.rule")).to_have_text(re.compile(r"^db=∑axis 0df"))
    expect(page.locator("#explain .formula.worked")).to_have_count(0)


def test_what_is_left_of_a_sum_is_one_of_its_terms(page: Page) -> None:
    rows = "[[3, 4, 5, 6], [4, 5, 6, 7], [5, 6, 7, 8], [6, 7, 8, 9]]"
    open_at(page, f"x = {rows}\nw = [[1, 2], [3, 4]]\nz = conv2d(x, w)\nf = sum(z * z)", select="grad(w)[0,0]", tab="entries")
    page.locator("#entries summary").click()
    expect(page.locator("#entries .sums")).to_have_text(re.compile(r"^\d+ · 3 \+ .* \+ \d+ from 5 more = \d+$"))


CUT = """all => {
  const edge = document.querySelector('#inspector').getBoundingClientRect().right - 4;
  return [...all.children].filter(one => one.getBoundingClientRect().right > edge).map(one => one.textContent);
}"""


def test_products_laid_out_like_the_gradient_are_not_cut_off(page: Page) -> None:
    rows = "[[3, 4, 5, 6], [4, 5, 6, 7], [5, 6, 7, 8], [6, 7, 8, 9]]"
    for kernel, result in (("[[1, -2], [3, 4]]", "z * z"), ("[[1, 2], [3, 4]]", "z"), ("[[10, 2], [3, 4]]", "z * z / 8")):
        text = f"x = {rows}\nw = {kernel}\nz = conv2d(x, w)\nf = sum({result})"
        open_at(page, text, select="grad(w)[0,0]", tab="entries")
        products = page.locator("#entries .products")
        expect(products).to_be_visible()
        assert products.evaluate(CUT) == []


def test_an_entry_of_a_closed_loop_is_not_said_to_be_given(page: Page) -> None:
    open_at(page, "x = 2.0\ny = x\nfor i in range(2):\n    y = y * x")
    page.locator("[data-close]").first.dispatch_event("click")
    page.locator(".card").filter(has_text="for i").dispatch_event("click")
    page.get_by_role("tab", name="Entries").click()
    expect(page.locator("#entries")).to_contain_text("Computed inside.")


def test_the_index_that_tells_products_apart_is_never_cut_off(page: Page) -> None:
    text = "v2 = [[1, 2, 3], [4, 5, 6]]\nq = [[0.25, 0.3333], [0.1, 0.7], [0.1, 0.123]]\nattention = v2 @ q\ns = sum(attention*attention)"
    page.goto(f"/?expr={quote(text)}&step=end&select=grad(q)[0,1]")
    names = page.locator("#entries .product .names")
    expect(names).to_have_text(["dattention[0, 1] · v2[0, 0]", "dattention[1, 1] · v2[1, 0]"])
    assert names.evaluate_all("all => all.every((each) => each.scrollWidth <= each.clientWidth)")


def test_a_shape_in_the_table_stands_on_one_line(page: Page) -> None:
    page.goto(f"/?expr={quote('W = ones((32, 27))' + chr(10) + 's = sum(W*W)')}&step=end&tab=table")
    shape = page.locator("#table .extent").first
    expect(shape).to_have_text("32 × 27")
    assert shape.evaluate("each => each.getClientRects().length") == 1
