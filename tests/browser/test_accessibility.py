"""What axe-core finds in the page: nothing, in any of its states."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

AXE = (Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
SIZES: dict[str, ViewportSize] = {
    "wide": {"width": 1440, "height": 900},
    "narrow": {"width": 1024, "height": 768},
    "phone": {"width": 390, "height": 844},
}
LOOP = "x = 0.5\nfor i in range(3):\n  x = sin(x) * x\nx"
FAULT = f"/?expr={quote('x = [1, 2]' + chr(10) + 'y = x @ [1, 2, 3]')}"
MATRIX = "w = [[1, -2], [3, 4]]\nz = softmax(w @ w, axis=1)\ns = sum(z * z)"


def faults(page: Page) -> list[str]:
    """Every rule that something on the page breaks, with what breaks it. What is gone when it is looked at again stood between two
    frames."""
    page.evaluate(AXE)
    return found(page) and found(page)


def found(page: Page) -> list[str]:
    told = page.evaluate("() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })")
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in told["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(("size", "theme"), [("wide", "light"), ("narrow", "dark"), ("phone", "light"), ("phone", "contrast")])
@pytest.mark.parametrize(
    "asked",
    [
        f"/?expr={quote(LOOP)}&step=9",
        f"/?expr={quote(MATRIX)}&step=end",
        f"/?expr={quote(MATRIX)}&step=end&select=grad(w)[0,1]",
        f"/?expr={quote(MATRIX)}&step=end&tab=table",
        f"/?expr={quote(MATRIX)}&step=end&tab=modes&derivative=jacobian:z:w",
        FAULT,
        f"/embed?expr={quote(LOOP)}",
    ],
    ids=["loop", "matrix", "entry", "table", "modes", "fault", "embed"],
)
def test_no_state_of_the_page_has_a_fault(page: Page, asked: str, size: str, theme: str) -> None:
    page.set_viewport_size(SIZES[size])
    page.goto(f"{asked}&theme={theme}")
    expect(page.locator("html")).to_have_attribute("data-status", "problem" if asked == FAULT else "ready")
    # The heading of a frame is that of the page around it.
    assert [fault for fault in faults(page) if not (asked.startswith("/embed") and fault.startswith("page-has-heading-one"))] == []


@pytest.mark.parametrize(("size", "scheme"), [("wide", "dark"), ("phone", "light")])
@pytest.mark.parametrize("name", ["Help", "Examples", "Export"])
def test_no_dialog_has_a_fault(page: Page, name: str, size: str, scheme: str) -> None:
    page.set_viewport_size(SIZES[size])
    page.goto(f"/?expr=x*x&step=end&theme={scheme}")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.get_by_role("banner").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize(("place", "scheme"), [("ops", "light"), ("conventions", "dark"), ("errors", "light"), ("limits", "dark")])
def test_no_page_of_the_manual_has_a_fault(browser: Browser, address: str, place: str, scheme: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"/help/{place}")
    broken = faults(page)
    context.close()
    assert broken == []
