"""One entry and the numbers behind it, in Chromium: it comes to what the card shows, also where numbers have to be fetched."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

PROGRAMS = [
    "x = reshape(linspace(1, 40, 40), 20, 2)\nw = [[1],[2]]\nL = sum((x @ w) ** 2) / 1000",
    "x = reshape(linspace(-2, 2, 60), 20, 3)\ny = layer_norm(x, 3)\nL = sum(y ** 3)",
    "x = reshape(linspace(-2, 2, 40), 20, 2)\nb = [1, 2]\nL = mean(relu(x * b + b) ** 2)",
    "x = linspace(-1, 1, 18)\nL = sum(softmax(x) * x) + max(x) + x[3] * x[3]",
    "x = reshape(arange(0, 36), 6, 6)\nw = [[1, -2], [3, 0.5]]\nz = conv2d(x, w)\nL = sum(relu(z - 50) ** 2)",
    "s = 2\nx = linspace(0, 1, 30)\nL = mean(exp(s * x) + s)",
]

DISAGREE = """async (text) => {
  const from = (path) => import(`/static/src/${path}`);
  const [{ gradientEntry }, { read }, { scene }, { pose }, { words }, { number, shownValue }] = await Promise.all(
    ['views/entries-gradient.js', 'wire.js', 'store/scene.js', 'store/pose.js', 'words/en.js', 'store/format.js'].map(from));
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch('/api/v1/trace', { method: 'POST', headers, body: JSON.stringify({ expr: text }) });
  const trace = read(await answer.json());
  const context = { words, ask: null, dispatch() {}, getState: () => ({}) };
  const found = [];
  for (const open of [[], trace.groups.map((group) => group.id)]) {
    const stage = scene(trace, open);
    const study = { trace, scene: stage, pose: pose(trace, stage, stage.steps.length) };
    for (const card of stage.cards) {
      const node = trace.nodes.find((each) => each.id === card.node);
      node.grad?.data?.forEach((expected, entry) => {
        const parts = gradientEntry(study, { node: node.id, entry }, context);
        const shown = parts.flatMap((part) => [...part.querySelectorAll('.big')]).at(-1)?.textContent ?? 'nothing';
        const near = Math.abs(shownValue(shown) - expected) <= 1e-3 * Math.abs(expected) + 1e-12;
        if (!near) found.push(`${node.label}[${entry}]: ${shown} for ${number(expected)}`);
      });
    }
  }
  return found;
}"""


def open_at(page: Page, text: str, select: str) -> None:
    page.goto(f"/?expr={quote(text)}&step=end&tab=entries&select={quote(select)}")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")


@pytest.mark.parametrize("text", PROGRAMS)
def test_every_entry_of_a_gradient_comes_to_what_its_card_shows(page: Page, text: str) -> None:
    page.goto("/embed?expr=x")
    assert page.evaluate(DISAGREE, text) == []


LARGE = [
    (
        "X = reshape(linspace(-1,1,6400),64,100)\nw = reshape(linspace(-1,1,300),100,3)\nz = tanh(X @ w)\nL = mean(z ** 2)",
        "grad(w)[1,1]",
        "X[0, 1]",
        "−0.003732",
    ),
    ("x = linspace(-3,3,5000)\ny = sigmoid(x) * x", "grad(x)[4000]", "dy[4000]", "1.077"),
    ("x = linspace(-3,3,5000)\ny = sigmoid(x) * x", "y[4500]", "x[4500]", "2.202"),
    ("x = reshape(linspace(-3,3,8000),100,80)\nm = max(x,axis=1)\nL = sum(m)", "m[5]", "chosen among them: x[5, 79]", "−2.641"),
]


@pytest.mark.parametrize(("text", "select", "factor", "result"), LARGE)
def test_numbers_that_did_not_travel_are_fetched_and_never_said_to_be_none(
    page: Page, text: str, select: str, factor: str, result: str
) -> None:
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => new MutationObserver(() => (window.met ||= document.body.textContent.includes('NaN')))"
        ".observe(document.body, { subtree: true, childList: true, characterData: true }))"
    )
    open_at(page, text, select)
    expect(page.locator("#entries .outcome .big")).to_have_text(result)
    expect(page.locator("#entries")).to_contain_text(factor)
    expect(page.locator("#entries")).not_to_contain_text("…")
    assert not page.evaluate("Boolean(window.met)")


def test_of_products_that_cannot_be_fetched_the_sum_is_told(page: Page) -> None:
    open_at(page, "X = reshape(linspace(-1,2,6400),64,100)\nb = [2]\nL = sum(X * b)", "grad(b)[0]")
    expect(page.locator("#entries .outcome .big")).to_have_text("3200")
    expect(page.locator("#entries")).to_contain_text("6400 products")
    expect(page.locator("#entries")).to_contain_text("cannot all be fetched")
    expect(page.locator("#narration .narration")).to_have_text("b[0] took part in 6400 outputs, so 6400 products come back: 3200.")


def test_an_entry_of_a_large_tensor_is_chosen_where_it_is_shown(page: Page) -> None:
    page.goto(f"/?expr={quote(LARGE[1][0])}&step=end&tab=entries&select=x")
    page.locator("#entries .sheets.value button").nth(2).click()
    expect(page.locator("#entries h2")).to_have_text("x[2]")


TIE = "x = [[2,5,4],[1,1,0]]\nm = max(x,axis=1)\nL = sum(m * [1, 10])"


def test_a_maximum_is_told_as_a_choice_and_a_tie_as_a_split(page: Page) -> None:
    open_at(page, TIE, "m[0]")
    entries = page.locator("#entries")
    expect(entries.locator(".sentence")).to_have_text("m[0] is one of three entries, chosen among them: x[0, 1].")
    open_at(page, TIE, "grad(x)[1,0]")
    expect(entries).to_contain_text("share is 1 for the entry that was chosen, 0 for the others; entries that are equal split it")
    page.goto(f"/?expr={quote(TIE)}&step=10")
    expect(page.locator("#narration .narration")).to_have_text(
        "Two entries of x are equal and were chosen together, so they split the gradient: 10 / 2 = 5 each. Whatever was not chosen gets 0."
    )


def test_a_constant_that_moved_is_unchanged(page: Page) -> None:
    open_at(page, "x = reshape(arange(0, 6), 2, 3)\nL = sum(x * x)", "x[1,1]")
    expect(page.locator("#inspector")).to_contain_text("unchanged")


def test_products_of_a_value_that_are_not_listed_are_told_together(page: Page) -> None:
    open_at(page, "x = [[1,2,3,4,5,6,7,8,9,10,11,12,13,14]]\ny = x @ transpose(x)\nL = sum(y)", "y[0,0]")
    expect(page.locator("#entries .rest")).to_have_text("and 2 more, together5")
    expect(page.locator("#entries .big").last).to_have_text("1015")



@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_ways_through_a_norm_are_one_slope_per_output_and_nothing_runs_out_of_the_panel(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_at(page, "x = [[1,2,3],[4,5,7]]\ny = layer_norm(x, 3)\nL = sum(y ** 3)", "grad(x)[0,1]")
    if size[0] < 640:
        page.get_by_role("button", name="Explain", exact=True).click()
    products = page.locator("#entries .products > .product")
    expect(products).to_have_count(3)
    expect(products.first).to_contain_text("0.8182 · (−0.1741) ≈ −0.1424")
    page.locator("#entries .products summary").first.click()
    expect(page.locator("#entries .chains .product")).to_have_count(5)
    out = "each => each.filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.textContent)"
    assert page.locator("#entries .products *").evaluate_all(out) == []


def test_the_sums_of_the_narration_stand_in_the_panel(page: Page) -> None:
    open_at(page, "x = reshape(arange(0,16),4,4)\nw = [[1,2],[3,4]]\nz = conv2d(x, w)\nL = sum(relu(z - 50) ** 2)", "grad(w)[0,1]")
    expect(page.locator("#narration .narration")).to_contain_text("24 + 1264 + 4480 = 5768")
    expect(page.locator("#entries .products .both .grad")).to_have_text(["24", "1264", "4480"])


def test_a_rounded_product_of_a_path_is_nearly_equal(page: Page) -> None:
    page.goto(f"/?expr={quote('x = 2' + chr(10) + 'y = sin(x)' + chr(10) + 'z = y * 4')}&step=end&tab=paths&select=x")
    expect(page.locator("#paths .ways .both").first).to_have_text("4 · (−0.4161) ≈−1.665")
