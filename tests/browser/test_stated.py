"""A derivative that the program states itself, as the page explains it."""

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

TEXT = """import torch
class Lin(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w):
        ctx.save_for_backward(x, w)
        return x @ w
    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        return g @ w.T, x.T @ g
x = torch.tensor([[1.0, 2.0]], requires_grad=True)
w = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
y = Lin.apply(x, w)
loss = y.sum()
loss.backward()
"""


def test_what_comes_back_is_told_by_the_backward_of_the_author(page: Page) -> None:
    page.goto(f"/?expr={quote(TEXT)}&step=0")
    expect(page.locator("html")).to_have_attribute("data-status", "ready")
    page.get_by_role("button", name="Go to the end").click()
    inspector = page.locator("#inspector")
    expect(inspector).to_contain_text("The author of Lin states its derivative")
    assert re.sub(r"\s", "", inspector.inner_text()).count("Lin.backward(") == 1
