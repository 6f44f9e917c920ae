"""y.grad_fn and y.is_leaf: what PyTorch has recorded of a tensor, by the name of the op."""

from __future__ import annotations

import pytest

import chainrule

LEAF = "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n"
# y: its grad_fn, without the address that PyTorch prints
RECORDED = {
    "x * 3": "MulBackward0",
    "x + 1": "AddBackward0",
    "x - 1": "SubBackward0",
    "1 - x": "RsubBackward1",
    "x / 2": "DivBackward0",
    "1 / x": "MulBackward0",
    "x ** 2": "PowBackward0",
    "-x": "NegBackward0",
    "x @ x": "DotBackward0",
    "x.reshape(2, 1) @ x.reshape(1, 2)": "MmBackward0",
    "x.reshape(1, 2) @ x": "MvBackward0",
    "x.sum()": "SumBackward0",
    "x.sum(0)": "SumBackward1",
    "x.mean()": "MeanBackward0",
    "x.exp()": "ExpBackward0",
    "x.log1p()": "Log1PBackward0",
    "torch.sigmoid(x)": "SigmoidBackward0",
    "torch.relu(x)": "ReluBackward0",
    "x.log_softmax(0)": "LogSoftmaxBackward0",
    "x.max()": "MaxBackward1",
    "x[0]": "SelectBackward0",
    "x[:1]": "SliceBackward0",
    "x[[0, 1]]": "IndexBackward0",
    "x.view(1, 2)": "ViewBackward0",
    "x.view(1, 2).T": "PermuteBackward0",
    "torch.cat([x, x])": "CatBackward0",
    "torch.stack([x, x])": "StackBackward0",
    "torch.nn.functional.mse_loss(x, torch.zeros(2))": "MseLossBackward0",
    "torch.nn.functional.cross_entropy(x.view(1, 2), torch.tensor([0]))": "NllLossBackward0",
    "x.norm()": "LinalgVectorNormBackward0",
}
LEAVES = ["x", "x.detach()", "x.detach() * 2", "torch.ones(2) * 2", "x > 1", "x.argmax()", "torch.tensor(x.tolist())"]


@pytest.mark.parametrize(("y", "said"), RECORDED.items())
def test_a_result_has_the_record_that_pytorch_names(y: str, said: str) -> None:
    study = chainrule.study(f"{LEAF}y = {y}\nprint(y.is_leaf, y.grad_fn)\nx * 1")
    assert study.prints == [[False, f"<{said}>"]]


@pytest.mark.parametrize("y", LEAVES)
def test_a_leaf_has_no_record(y: str) -> None:
    assert chainrule.study(f"{LEAF}y = {y}\nprint(y.is_leaf, y.grad_fn)\nx * 1").prints == [[True, None]]
