"""Optimizers and schedulers, each with every option, beside those of PyTorch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest

from derived import compare_prints
from with_torch import torch


@pytest.fixture(autouse=True)
def doubles() -> Iterator[None]:
    """Some of these descents run apart, and what single precision leaves out would grow."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


HEAD = """import torch
import torch.optim.lr_scheduler as schedulers
a = torch.tensor([2.0, -1.0], requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
c = torch.tensor([[1.0, 2.0], [0.5, -1.0]], requires_grad=True)
"""
# b has no gradient in the first two steps, and c none in the others.
LOSS = "(a ** 2).sum() * 0.5 + ((c @ a).sum() if i < 2 else (b - 1) ** 2 * a[0])"
GROUPS = "[{'params': [a], 'lr': 0.05, 'weight_decay': 0.1}, {'params': b}, {'params': (c,), 'lr': 0.2, 'maximize': True}]"
OPTIONS: Mapping[str, Sequence[Sequence[str]]] = {
    "SGD": [["", "momentum=0.9", "momentum=0.9, dampening=0.3", "momentum=0.9, nesterov=True"]],
    "Adam": [["", "betas=(0.5, 0.7)"], ["", "eps=0.1"], ["", "amsgrad=True"]],
    "AdamW": [["", "betas=(0.5, 0.7)"], ["eps=0.1"], ["", "amsgrad=True"]],
    "RMSprop": [["", "alpha=0.5"], ["", "eps=0.1"], ["", "momentum=0.9"], ["", "centered=True"]],
}
EVERY = (["", "weight_decay=0.2"], ["", "maximize=True"])


OPTIMIZERS = [
    f"torch.optim.{name}({{}}, {', '.join(['lr=0.1', *filter(None, chosen)])})"
    for name, options in OPTIONS.items()
    for chosen in product(*options, *EVERY)
]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("params", ["[a, b, c]", GROUPS], ids=["list", "groups"])
def test_an_optimizer_steps_as_that_of_the_library(optimizer: str, params: str) -> None:
    lines = f"    o.zero_grad(set_to_none={params == GROUPS})\n    loss = {LOSS}\n    loss.backward()\n    o.step()\n"
    compare_prints(f"{HEAD}o = {optimizer.format(params)}\nfor i in range(6):\n{lines}    print(loss, a, b, c, a.grad, b.grad, c.grad)\n")


@pytest.mark.parametrize("optimizer", ["SGD([a, b], lr=0.1, momentum=0.9)", "Adam([a, b], lr=0.1)", "AdamW([a, b])", "RMSprop([a, b])"])
def test_a_closure_is_called_as_the_library_calls_it(optimizer: str) -> None:
    closure = "def closure():\n    o.zero_grad()\n    loss = (a ** 2).sum() + (b - 1) ** 2\n    loss.backward()\n    return loss\n"
    lines = "for i in range(4):\n    print(o.step(closure), a, b)\nprint(o.step(), a)\n"
    compare_prints(f"{HEAD}o = torch.optim.{optimizer}\n{closure}{lines}")


CLIPS = [
    "clip_grad_norm_([a, b, c], 1.0)",
    "clip_grad_norm_([a, b, c], max_norm=0.5, norm_type=1)",
    "clip_grad_norm_((p for p in [a, b]), 0.5, float('inf'))",
    "clip_grad_norm_(a, 0.5, 'inf', error_if_nonfinite=True)",
    "clip_grad_value_([a, b, c], 0.3)",
    "clip_grad_value_((p for p in [a, b]), clip_value=0.3)",
]


@pytest.mark.parametrize("clip", CLIPS)
@pytest.mark.parametrize("optimizer", ["SGD([a, b, c], lr=0.1)", "Adam([a, b, c], lr=0.1)"])
def test_gradients_are_clipped_before_the_step(clip: str, optimizer: str) -> None:
    lines = f"    o.zero_grad()\n    ({LOSS}).backward()\n    torch.nn.utils.{clip}\n    o.step()\n"
    compare_prints(f"{HEAD}o = torch.optim.{optimizer}\nfor i in range(4):\n{lines}    print(a, b, c, a.grad)\n")


@pytest.mark.parametrize(("one", "other"), [("SGD([a], lr=0.1, momentum=0.5)", "Adam([b, c])"), ("Adam([a], lr=0.1)", "RMSprop([b, c])")])
def test_two_optimizers_go_against_each_other(one: str, other: str) -> None:
    lines = """for i in range(4):
    judge.zero_grad()
    real = ((c @ (a * 0.5).detach()) ** 2).sum() - (c.sum() * b).tanh()
    real.backward()
    judge.step()
    maker.zero_grad()
    made = -((c @ (a * 0.5)) ** 2).sum()
    made.backward()
    maker.step()
    print(real, made, a, b, c, a.grad, b.grad, c.grad)
"""
    compare_prints(f"{HEAD}maker = torch.optim.{one}\njudge = torch.optim.{other}\n{lines}")


SCHEDULERS = (
    "StepLR(o, 2, 0.5)",
    "MultiStepLR(o, [1, 3, 3, 7], gamma=0.7)",
    "ExponentialLR(o, 0.8)",
    "LambdaLR(o, [lambda e: 0.95 ** e, lambda e: 1 / (e + 1)])",
    "MultiplicativeLR(o, lambda e: 0.9 + 0.01 * e)",
    "CosineAnnealingLR(o, 4, 0.01)",
    "CosineAnnealingLR(o, T_max=20)",
    "LinearLR(o)",
    "LinearLR(o, 0.5, 0.2, 4)",
    "ConstantLR(o)",
    "PolynomialLR(o, 6, power=2.0)",
    "OneCycleLR(o, 0.3, total_steps=14)",
    "OneCycleLR(o, [0.3, 0.2], epochs=4, steps_per_epoch=3, anneal_strategy='linear', three_phase=True)",
    "ReduceLROnPlateau(o, patience=1)",
    "ReduceLROnPlateau(o, 'max', 0.5, 0, cooldown=2, min_lr=[0.01, 0.001])",
    "ReduceLROnPlateau(o, patience=0, threshold=0.3, threshold_mode='abs', min_lr=0.002)",
)
PAIRS = [(one,) for one in SCHEDULERS] + [(one, SCHEDULERS[place - away]) for place, one in enumerate(SCHEDULERS) for away in (1, 4, 7)]


@pytest.mark.parametrize("pair", PAIRS, ids=" + ".join)
@pytest.mark.parametrize("optimizer", ["SGD({}, lr=0.1, momentum=0.9)", "Adam({}, lr=0.1)"], ids=["SGD", "Adam"])
def test_schedulers_set_the_rates_of_the_library_alone_chained_and_after_a_change_by_hand(pair: tuple[str, ...], optimizer: str) -> None:
    made = optimizer.format("[{'params': [a]}, {'params': b, 'lr': 0.03}]")
    begun = "".join(f"s{place} = schedulers.{one}\n" for place, one in enumerate(pair))
    stepped = "".join(f"    s{place}.step({'loss' if 'Plateau' in one else ''})\n" for place, one in enumerate(pair))
    asked = ", ".join(f"s{place}.get_last_lr(), s{place}.last_epoch" for place in range(len(pair)))
    lines = "    o.zero_grad()\n    loss = (a ** 2).sum() + (b - 1) ** 2\n    loss.backward()\n    o.step()\n"
    hand = "    if i == 4:\n        o.param_groups[0]['lr'] = 0.3\n"
    told = f"    print(a, b, [1000 * group['lr'] for group in o.param_groups], {asked})\n"
    compare_prints(f"{HEAD}o = torch.optim.{made}\n{begun}for i in range(12):\n{lines}{stepped}{hand}{told}")
