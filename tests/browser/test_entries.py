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
