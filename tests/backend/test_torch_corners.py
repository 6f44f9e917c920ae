"""Where PyTorch's numbers are its own choice: masks, defaults, ties and ends of a range. PyTorch itself runs the same programs."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.trace.study import record
from sound import judge
from sources import agrees, of_text
from test_derivatives import TORCH, numbers

HEAD = TORCH + "import torch.nn.functional as F\nfrom torch import nn\n"

# program that prints: what PyTorch prints
PRINTED: dict[str, list[Any]] = {
    # a loss at its margin is clamped there: the slope is whole
    HEAD + "a = torch.tensor([1.0], requires_grad=True)\nb = torch.tensor([1.0])\n"
    "F.margin_ranking_loss(a, b, b).backward()\nprint(a.grad)": [-1],
    HEAD + "a = torch.tensor([1.0], requires_grad=True)\nF.hinge_embedding_loss(a, torch.tensor([-1.0])).backward()\nprint(a.grad)": [-1],
    # attention: a mask of floats is added to the scores, one of True and False says who may look; who may look at nothing takes nothing
    HEAD + "q = torch.eye(2, requires_grad=True)\ny = F.scaled_dot_product_attention(q, q, q, torch.tensor([[0.0, 1.0], [1.0, 0.0]]))\n"
    "(y * torch.tensor([[1.0, 2.0], [3.0, 5.0]])).sum().backward()\nprint(y, q.grad)": [
        0.4273, 0.5727, 0.5727, 0.4273, 1.7993, 3.5451, 1.6816, 3.974,
    ],
    HEAD + "x = torch.tensor([[1.0, 0.0], [0.5, 2.0], [-1.0, 1.0]], requires_grad=True)\n"
    "m = torch.triu(torch.full((3, 3), float('-inf')), 1)\ny = F.scaled_dot_product_attention(x, 2 * x, x * x, attn_mask=m)\n"
    "(y * y).sum().backward()\nprint(y, x.grad)": [
        1, 0, 0.25371, 3.9802, 0.75468, 1.9717, 4.024, -0.53817, -2.3489, 41.068, 6.0667, 5.4317,
    ],
    HEAD + "x = torch.tensor([[1.0, 0.0], [0.5, 2.0]], requires_grad=True)\nb = torch.zeros(2, 2, requires_grad=True)\n"
    "y = F.scaled_dot_product_attention(x, x, x, attn_mask=b)\n(y * y).sum().backward()\nprint(y, x.grad, b.grad)": [
        0.79374, 0.82504, 0.53294, 1.8682, 0.20755, 1.4706, 2.08, 5.3791, -0.60743, 0.60743, -0.42713, 0.42713,
    ],
    HEAD + "x = torch.tensor([[1.0, 0.0], [0.5, 2.0]], requires_grad=True)\n"
    "y = F.scaled_dot_product_attention(x, 2 * x, x * x, torch.tensor([[True, True], [False, False]]))\n"
    "(y * y + y).sum().backward()\nprint(y, x.grad)": [0.75232, 1.321, 0, 0, -2.5987, 7.9383, 4.7963, 4.8108],
    HEAD + "x = torch.tensor([[1.0, 0.0], [0.5, 2.0]], requires_grad=True)\n"
    "b = torch.tensor([[0.0, 1.0], [float('-inf'), float('-inf')]], requires_grad=True)\n"
    "y = F.scaled_dot_product_attention(x, 2 * x, x * x, b, scale=0.25)\n(y * y + y).sum().backward()\nprint(y, x.grad, b.grad)": [
        0.49062, 2.7167, 0, 0, -2.6914, 5.2835, 3.9873, 17.478, -5.2835, 5.2835, 0, 0,
    ],
    HEAD + "x = torch.tensor([[1.0, 0.0], [0.5, 2.0]], requires_grad=True)\n"
    "y = F.scaled_dot_product_attention(x, x, x, dropout_p=0.0, is_causal=True, scale=2.0)\n(y * y).sum().backward()\n"
    "print(y, x.grad)": [1, 0, 0.50028, 1.9989, 1.9964, -0.014354, 1, 4.0287],
    HEAD + "a = nn.MultiheadAttention(2, 1, batch_first=True)\nfor k, p in enumerate(a.parameters()):\n"
    "    p.data.copy_(torch.cos(torch.arange(p.numel()) * 1.0 + k).reshape(p.shape))\n"
    "x = torch.tensor([[[1.0, 0.0], [0.5, 2.0]]], requires_grad=True)\n"
    "y, _ = a(x, x, x, torch.tensor([[False, True]]), need_weights=False, attn_mask=torch.tensor([[False, True], [True, False]]))\n"
    "(y * y).sum().backward()\nprint(y, x.grad, a.in_proj_weight.grad)": [
        -1.1674, -0.7096, -0.98999, -0.65364, -1.878, -1.722, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1.8993, 0, 1.9088, 0,
    ],
    HEAD + "a = nn.MultiheadAttention(2, 1, batch_first=True)\nfor k, p in enumerate(a.parameters()):\n"
    "    p.data.copy_(torch.cos(torch.arange(p.numel()) * 1.0 + k).reshape(p.shape))\n"
    "x = torch.tensor([[[1.0, 0.0], [0.5, 2.0]]], requires_grad=True)\n"
    "y, _ = a(x, x, x, torch.tensor([[False, True]]), need_weights=False, attn_mask=torch.tensor([[0.5, 1.0], [0.0, 2.0]]))\n"
    "(y * y).sum().backward()\nprint(y, x.grad)": [-1.1674, -0.7096, -1.1674, -0.7096, -3.7559, -3.444, 0, 0],
    # losses: the classes are the axis after the batch; what is ignored passes no gradient on, even where nothing is left
    HEAD + "z = torch.tensor([[[1.0, 2.0], [0.0, 1.0], [3.0, 0.0]]], requires_grad=True)\n"
    "l = F.cross_entropy(z, torch.tensor([[[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]]))\nl.backward()\nprint(l, z.grad)": [
        2.2887, -0.4429, 0.33262, 0.021005, 0.12236, 0.4219, -0.45498,
    ],
    HEAD + "z = torch.tensor([[[1.0, 2.0], [0.0, 1.0], [3.0, 0.0]]], requires_grad=True)\nt = torch.tensor([[2, 0]])\n"
    "l = nn.CrossEntropyLoss(reduction='none')(z, t).sum() + nn.CrossEntropyLoss()(z, t) + nn.CrossEntropyLoss(label_smoothing=0.1)(z, t)\n"
    "l.backward()\nprint(l, z.grad, F.nll_loss(F.log_softmax(z, 1), t))": [
        1.2882, 0.21172, -0.63618, 0.067353, 0.47279, -0.27908, 0.16339, 0.28873,
    ],
    HEAD + "z = torch.tensor([[[1.0, 2.0], [0.0, 1.0]]], requires_grad=True)\nl = F.cross_entropy(z, torch.tensor([[1, -100]]))\n"
    "l.backward()\nprint(l, z.grad)": [1.3133, 0.73106, 0, -0.73106, 0],
    HEAD + "z = torch.tensor([[1.0, 2.0], [0.0, 1.0]], requires_grad=True)\nl = F.cross_entropy(z, torch.tensor([-100, -100]))\n"
    "l.backward()\nprint(l, z.grad)": [nan, 0, 0, 0, 0],
    HEAD + "z = torch.tensor([[1.0, 2.0], [0.0, 1.0]], requires_grad=True)\nw = torch.tensor([1.0, 3.0])\n"
    "l = F.cross_entropy(z, torch.tensor([[0.5, 0.5], [1.0, 0.0]]), weight=w, label_smoothing=0.1)\n"
    "l = l + F.cross_entropy(z, torch.tensor([1, -100]), weight=w, label_smoothing=0.1, reduction='sum')\n"
    "l = l + F.cross_entropy(z, torch.tensor([1, 0]), weight=w, label_smoothing=0.1)\nl.backward()\nprint(l, z.grad)": [
        2.7323, 0.93135, -0.93135, -0.49062, 0.49062,
    ],
    HEAD + "z = torch.tensor([1.0, 2.0], requires_grad=True)\nl = nn.NLLLoss()(z, torch.tensor(-100))\nl.backward()\nprint(l, z.grad)": [
        nan, 0, 0,
    ],
    # the axis where none is named: softmax takes the first of 1 or 3 axes, else the second; cross the first of size 3
    HEAD + "x = torch.sin(torch.arange(8.0)).view(2, 2, 2)\nx.requires_grad_()\n"
    "y = F.softmax(x) + F.log_softmax(x) + nn.Softmax()(x) * nn.LogSoftmax()(x)\n(y * y).sum().backward()\n"
    "print(y, x.grad, F.softmax(x[0]), nn.Softmax()(x[0, 0]), F.softmax(x[None]), F.softmax(x, dim=-1))": [
        0.03412, 0.57404, 0.29678, -0.978, -1.1867, -2.0885, -1.5608, -0.13506, 2.1041, 4.0293, 3.0202, -1.4922, -2.1041, -4.0293,
        -3.0202, 1.4922, 0.30123, 0.69877, 0.68313, 0.31687, 0.30123, 0.69877, 0.68066, 0.8582, 0.76651, 0.37382, 0.31934, 0.1418,
        0.23349, 0.62618, 0.30123, 0.69877, 0.68313, 0.31687, 0.55036, 0.44964, 0.28163, 0.71837,
    ],
    HEAD + "x = torch.sin(torch.arange(9.0)).view(3, 3)\nx.requires_grad_()\ny = torch.cross(x, x.T)\n(y * y).sum().backward()\n"
    "print(y, x.grad, x[:, :2].cross(x[:, 1:]), torch.cross(x[:2], x[1:]), torch.linalg.cross(x, x.T))": [
        0.36344, 1.2229, -1.5987, 0, 0.89962, -1.1761, 0, -0.53003, 0.32946, 0, 2.7307, 2.8626, 1.0408, -4.6947, -6.3443, -2.3069,
        5.8675, 7.9628, -0.11875, -0.11875, -0.23512, -0.23512, -0.11875, -0.11875, -0.11875, 0.12832, -0.11875, -0.11875, 0.12832,
        -0.11875, -0.36344, 0, 0, -1.2229, -0.89962, 0.53003, 1.5987, 1.1761, -0.32946,
    ],
    # a mask is repeated to the tensor, and the tensor to the mask
    HEAD + "x = torch.arange(4.0).reshape(2, 2)\nx.requires_grad_()\ny = x.masked_select(torch.tensor([True, False]))\n"
    "(y * y).sum().backward()\n"
    "print(y, x.grad, torch.masked_select(x, torch.tensor([[False], [True]])), x[1].masked_select(x > 0))": [
        0, 2, 0, 0, 4, 0, 2, 3, 3, 2, 3,
    ],
    # a range with its end
    HEAD + "x = torch.ones(4, requires_grad=True)\n(x * torch.range(1, 4)).sum().backward()\n"
    "print(x.grad, torch.range(1, 4.5), torch.range(3, 0, -1.5), torch.range(0, 0.3, 0.1))": [
        1, 2, 3, 4, 1, 2, 3, 4, 3, 1.5, 0, 0, 0.1, 0.2,
    ],
    # Python's max and min compare one tensor after the other, and give the first of equals
    HEAD + "x = torch.tensor([3.0, 2.0, 2.0], requires_grad=True)\ny = max(x) * 5 + min(x) + max(*x) + min(x * 1)\ny.backward()\n"
    "print(x.grad)": [6, 2, 0],
    HEAD + "a = torch.tensor(2.0, requires_grad=True)\nb = torch.tensor(2.0, requires_grad=True)\n"
    "c = torch.tensor(-1.0, requires_grad=True)\ny = max(a, b) * 3 + min([a, b]) + max(0, c) + max(c, -1)\ny.backward()\n"
    "print(y, a.grad, b.grad, c.grad)": [7, 4, None, 1],
    HEAD + "x = torch.tensor([[2.0, 2.0]], requires_grad=True)\ny = max(x * 1) * torch.tensor([1.0, 3.0])\ny.sum().backward()\n"
    "print(y, x.grad, max(torch.tensor([1.0, float('nan'), 3.0])), torch.tensor([2.0, 2.0]).max())": [2, 6, 1, 3, 3, 2],
    # distributions hold a probability one step of single precision away from 0 and 1
    HEAD + "p = torch.tensor([0.0, 1.0], requires_grad=True)\nc = torch.distributions.Categorical(probs=p)\nc.entropy().backward()\n"
    "print(c.entropy(), c.probs, c.logits, c.log_prob(torch.tensor(0)), p.grad)": [
        1.1921e-07, 0, 1, -15.942, -1.1921e-07, -15.942, 15.942, 0,
    ],
    HEAD + "x = torch.tensor([0.0, float('-inf'), 1.0], requires_grad=True)\ny = torch.distributions.Categorical(logits=x).entropy()\n"
    "y.backward()\nprint(y, x.grad)": [0.5822, 0.19661, 0, -0.19661],
    HEAD + "p = torch.tensor([0.0, 1.0, 0.25], requires_grad=True)\nc = torch.distributions.Bernoulli(probs=p)\n"
    "y = c.entropy().sum() + c.log_prob(torch.tensor([0.0, 1.0, 1.0])).sum()\ny.backward()\nprint(c.entropy(), y, c.probs, p.grad)": [
        0, 1.1921e-07, 0.56234, -0.82396, 0, 1, 0.25, 15.942, -15.942, 5.0986,
    ],
    HEAD + "p = torch.tensor([0.0, 1.0, 3.0], requires_grad=True)\nq = torch.tensor([1.0, 1.0, 3.0], requires_grad=True)\n"
    "one, other = torch.distributions.Categorical(p), torch.distributions.Categorical(q)\n"
    "y = torch.distributions.kl_divergence(one, other)\ny.backward()\n"
    "print(y, p.grad, q.grad, torch.distributions.kl_divergence(other, one))": [0.22314, -0.30579, 0, 0, 0.2, -0.05, -0.05, inf],
    # a tensor of whole numbers keeps to them; Python rounds the number itself; one axis flattened is the tensor
    HEAD + "i = torch.tensor([1, 2, 3])\nx = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)\n"
    "v = torch.tensor(4.0, requires_grad=True)\n"
    "y = i.masked_fill(i > 1, 0.5) + x.masked_fill(x > 2, 0.5) + x.masked_fill(x < 2, v)\ni.masked_fill_(i > 2, -2.7)\n"
    "y.sum().backward()\nprint(y, i, x.grad, v.grad, (x > 1).masked_fill(x > 2, 0.5), i.masked_fill(i > 1, torch.tensor(1.5)))": [
        6, 4, 3.5, 1, 2, -2, 1, 2, 1, 1, 0, 1, 1, 1, 1, -2,
    ],
    HEAD + "a, n = 0.15, 1250\nx = torch.tensor([1.0, 2.0], requires_grad=True)\ny = (x * round(a, 1)).sum()\ny.backward()\n"
    "print(y, x.grad, round(a, 1), round(-a, 1), round(n, -2), round(n / 3, 2))": [0.3, 0.1, 0.1, 0.1, -0.1, 1200, 416.67],
    HEAD + "x = torch.tensor([[1.0, 2.0]], requires_grad=True)\ny, z = x.flatten(1, -1), nn.Flatten()(x)\n(y * y + z).sum().backward()\n"
    "v = torch.tensor([1.0, 2.0], requires_grad=True)\nw = v.flatten()\n(w * w).sum().backward()\n"
    "print(x.grad, y.grad, z.grad, w.grad, v.flatten(0, 0).grad, v.sum().flatten())": [3, 5, 3, 5, 3, 5, 2, 4, 2, 4, 3],
    # a triangle of True and False is one of True and False
    HEAD + "x = torch.sin(torch.arange(6.0)).view(3, 2)\nx.requires_grad_()\nm = torch.tril(torch.ones(3, 3, dtype=torch.bool))\n"
    "y = F.scaled_dot_product_attention(x, x, x, m)\n(y * y).sum().backward()\n"
    "print(y, x.grad, x[:2][m[:2, :2].triu()], torch.arange(4).view(2, 2).triu().masked_fill(m[:2, :2], 0.5), ~m)": [
        0, 0.84147, 0.56915, 0.40311, -0.41688, -0.55053, 0.37938, 1.9981, 0.87726, 0.48414, -1.3311, -1.6903, 0, 0.14112, 0, 1, 0,
        0, 0, 1, 1, 0, 0, 1, 0, 0, 0,
    ],
}
# losses whose slope at their ends is stated: PyTorch's code would take that of the forward
STATED: dict[str, list[Any]] = {
    # a probability of 1 in the third place
    HEAD + "p = torch.tensor([0.3, 0.4, 1.0], requires_grad=True)\nt = torch.tensor([0.0, 1.0, 1.0])\n"
    "F.binary_cross_entropy(p, t).backward()\nprint(p.grad)": [0.47619, -0.83333, 0],
    HEAD + "p = torch.tensor([0.0, 1.0, 0.5], requires_grad=True)\nl = F.binary_cross_entropy(p, torch.tensor([0.0, 1.0, 0.3]))\n"
    "l.backward()\nprint(l, p.grad)": [0.23105, 0, 0, 0.26667],
    HEAD + "p = torch.tensor([0.0, 1.0, 0.5], requires_grad=True)\nl = nn.BCELoss(reduction='none')(p, torch.tensor([0.5, 0.2, 0.3]))\n"
    "(l * 1e-9).sum().backward()\nprint(l, p.grad)": [50, 80, 0.69315, -500, 800, 8e-10],
    HEAD + "x = torch.tensor([-40.0, -200.0, 1.0], requires_grad=True)\nt = torch.tensor([1.0, 0.0, 1.0])\n"
    "l = F.binary_cross_entropy(torch.sigmoid(x), t, weight=torch.tensor([1.0, 2.0, 3.0]))\n(l * 1e6).backward()\nprint(l, x.grad)": [
        13.647, -1.4161, 0, -268940,
    ],
}
ALL = PRINTED | STATED


@pytest.mark.parametrize(("text", "expected"), ALL.items(), ids=range(len(ALL)))
def test_a_program_prints_what_pytorch_prints(text: str, expected: list[Any]) -> None:
    study = chainrule.study(text)
    found = [one for printed in study.prints for value in printed for one in numbers(value)]
    assert [one is None for one in found] == [one is None for one in expected]
    np.testing.assert_allclose([one or 0 for one in found], [one or 0 for one in expected], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("text", ALL, ids=range(len(ALL)))
def test_its_code_has_its_numbers(text: str) -> None:
    agrees(of_text(text), "numpy")


@pytest.mark.parametrize("text", ALL, ids=range(len(ALL)))
def test_what_is_told_of_it_holds_together(text: str) -> None:
    judge(text)


# program, behind what it needs: what PyTorch refuses as well
REFUSED = [
    "y = F.scaled_dot_product_attention(x, x, x, torch.tensor([[1, 0], [1, 1]]))",
    "y = F.scaled_dot_product_attention(x, x, x, torch.zeros(2, 2), is_causal=True)",
    "y = F.cross_entropy(x, torch.tensor([[0, 1], [1, 0]]))",
    "y = torch.softmax(x)",
    "y = x.log_softmax()",
    "y = torch.cross(x, x)",
    "y = torch.range(4, 1)",
    "y = max(x)",
    "y = F.binary_cross_entropy(2 * x, x)",
    "y = torch.arange(2).masked_fill(torch.tensor(True), float('inf'))",
    "y = x[0].flatten(1)",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_pytorch_refuses_is_refused(text: str) -> None:
    (problem,) = record(f"{HEAD}x = torch.ones(2, 2, requires_grad=True)\n{text}", {}).problems
    assert problem.span is not None and problem.span[0] > len(HEAD) and problem.hint
