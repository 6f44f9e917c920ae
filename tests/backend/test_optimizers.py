"""Optimizers and schedulers of PyTorch: the numbers of a run, what a closure is for, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.trace.study import record
from test_derivatives import TORCH, numbers

HEAD = TORCH + "import torch.optim.lr_scheduler as schedulers\nw = torch.tensor([1.0, 2.0], requires_grad=True)\n"
SGD = "o = torch.optim.SGD([w], lr=0.1)\n"
CLOSURE = "def closure():\n    o.zero_grad()\n    loss = (w ** 2).sum()\n    loss.backward()\n    return loss\n"
OPTIMIZERS = (
    "SGD([w], lr=0.1, momentum=0.9)",
    "Adam([w], lr=0.1, amsgrad=True)",
    "AdamW([w], lr=0.1, maximize=True)",
    "RMSprop([w], lr=0.1, centered=True)",
)


def printed(text: str) -> list[float]:
    study = chainrule.study(text)
    return [one for line in study.prints for value in line if not isinstance(value, str) for one in numbers(value) if one is not None]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_step_runs_its_closure_first_and_gives_its_loss_back(optimizer: str) -> None:
    made = f"{HEAD}o = torch.optim.{optimizer}\n{CLOSURE}for i in range(3):\n    "
    given = printed(made + "with torch.no_grad():\n        loss = o.step(closure)\n    print(loss, w)")
    assert given == printed(made + "loss = closure()\n    o.step()\n    print(loss.item(), w)")
    assert len(given) == 9


def test_how_a_step_is_computed_changes_no_number() -> None:
    step = f"{CLOSURE}o.step(closure)\nprint(w)"
    plain, fused = (printed(f"{HEAD}o = torch.optim.AdamW([w], lr=0.1{more})\n{step}") for more in ("", ", fused=True, foreach=None"))
    assert fused == plain


def test_the_numbers_of_a_closure_are_those_of_the_descent() -> None:
    assert printed(HEAD + SGD + CLOSURE + "for i in range(3):\n    o.step(closure=closure)\nprint(w)") == pytest.approx([0.512, 1.024])


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_step_without_a_closure_gives_nothing(optimizer: str) -> None:
    study = chainrule.study(f"{HEAD}o = torch.optim.{optimizer}\n(w ** 2).sum().backward()\nprint(o.step())\nprint(o.step(None))")
    assert study.prints == [[None], [None]]


# the schedulers, and what happens after each step: the rates of six steps
RATES: dict[tuple[tuple[str, ...], str], list[float]] = {
    (("ExponentialLR(o, 0.5)",), ""): [0.05, 0.025, 0.0125, 0.00625, 0.003125, 0.0015625],
    (("ExponentialLR(o, 0.5)", "StepLR(o, 2, 0.1)"), ""): [0.05, 0.0025, 0.00125, 0.0000625, 0.00003125, 0.0000015625],
    (("ExponentialLR(o, 0.5)",), "if i == 2: o.param_groups[0]['lr'] = 0.4"): [0.05, 0.025, 0.4, 0.2, 0.1, 0.05],
    (("StepLR(o, 2, 0.5)",), "if i == 2: o.param_groups[0]['lr'] = 0.4"): [0.1, 0.05, 0.4, 0.2, 0.2, 0.1],
    (("MultiStepLR(o, [1, 4, 4], 0.5)",), "if i == 2: o.param_groups[0]['lr'] = 0.4"): [0.05, 0.05, 0.4, 0.1, 0.1, 0.1],
    (("ConstantLR(o, 0.5, 4)",), "if i == 1: o.param_groups[0]['lr'] = 0.4"): [0.05, 0.4, 0.4, 0.8, 0.8, 0.8],
    (("LinearLR(o, 0.5, 1.0, 2)",), "if i == 0: o.param_groups[0]['lr'] = 0.3"): [0.3, 0.4, 0.4, 0.4, 0.4, 0.4],
    (("PolynomialLR(o, 4)",), "if i == 0: o.param_groups[0]['lr'] = 0.3"): [0.3, 0.2, 0.1, 0, 0, 0],
    (("CosineAnnealingLR(o, 2)",), "if i == 0: o.param_groups[0]['lr'] = 0.2"): [0.2, 0, 0.05, 0.1, 0.05, 0],
    (("LambdaLR(o, lambda e: 0.5 ** e)",), "if i == 0: o.param_groups[0]['lr'] = 7"): [7, 0.025, 0.0125, 0.00625, 0.003125, 0.0015625],
    (("MultiplicativeLR(o, lambda epoch: 0.5)",), "if i == 2: o.param_groups[0]['lr'] = 0.4"): [0.05, 0.025, 0.4, 0.2, 0.1, 0.05],
}


@pytest.mark.parametrize(("made", "after"), RATES)
def test_a_scheduler_goes_on_from_the_rate_that_is_there(made: tuple[str, ...], after: str) -> None:
    begun = "".join(f"s{place} = schedulers.{one}\n" for place, one in enumerate(made))
    stepped = "".join(f"    s{place}.step()\n" for place in range(len(made)))
    lines = f"w.sum().backward()\nfor i in range(6):\n    o.step()\n{stepped}    {after or 'pass'}\n    print(o.param_groups[0]['lr'])"
    np.testing.assert_allclose(printed(HEAD + SGD + begun + lines), RATES[made, after], rtol=1e-12, atol=1e-16)


def test_the_last_rate_of_a_scheduler_is_the_one_it_has_set() -> None:
    lines = "s = schedulers.StepLR(o, 2)\n(w ** 2).sum().backward()\no.step()\ns.step()\no.param_groups[0]['lr'] = 0.3\n"
    assert printed(HEAD + SGD + lines + "print(s.get_last_lr(), s.base_lrs, s.last_epoch)") == [0.1, 0.1, 1]


def test_each_group_follows_a_schedule_from_its_own_rate() -> None:
    lines = "v = torch.tensor(3.0, requires_grad=True)\no = torch.optim.SGD([{'params': [w]}], lr=0.1)\n"
    lines += "o.add_param_group({'params': v, 'lr': 0.4})\n"
    lines += "most = [0.1, 0.3]\ns = schedulers.OneCycleLR(o, most, total_steps=5, pct_start=0.4, anneal_strategy='linear')\n"
    lines += "(w.sum() * v).backward()\no.step()\ns.step()\nprint(s.get_last_lr(), [g['momentum'] for g in o.param_groups])"
    assert printed(HEAD + lines) == pytest.approx([0.1, 0.3, 0.85, 0.85])


def test_an_optimizer_of_ones_own_stands_on_that_of_the_library() -> None:
    lines = "class Plain(torch.optim.Optimizer):\n    def __init__(self, params, lr):\n        super().__init__(params, {'lr': lr})\n"
    lines += "    def step(self):\n        for group in self.param_groups:\n            for p in group['params']:\n"
    lines += "                p.data.add_(p.grad, alpha=-group['lr'])\no = Plain([w], 0.1)\n(w ** 2).sum().backward()\no.step()\nprint(w)"
    assert printed(HEAD + lines) == pytest.approx([0.8, 1.6])


@pytest.mark.parametrize("init", ["", "        torch.nn.init.ones_(self.b.weight)\n"])
def test_a_weight_that_stands_at_two_places_is_stepped_once(init: str) -> None:
    lines = "class Tied(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    lines += "        self.a, self.b = torch.nn.Linear(2, 2, bias=False), torch.nn.Linear(2, 2, bias=False)\n"
    lines += f"        self.b.weight = self.a.weight\n{init}    def forward(self, x):\n        return self.b(self.a(x))\n"
    lines += "net = Tied()\nbefore = net.a.weight.detach().clone()\no = torch.optim.SGD(net.parameters(), lr=0.1)\n"
    lines += "net(w).sum().backward()\n"
    lines += "o.step()\nmoved = (before - 0.1 * net.b.weight.grad - net.a.weight).abs().sum()\n"
    lines += "print(len(list(net.parameters())), len(net.state_dict()), moved < 1e-12, (net.a.weight - net.b.weight).abs().sum())"
    assert printed(HEAD + lines) == [1, 2, 1, 0]


def test_a_scalar_that_stands_at_two_places_is_one_parameter() -> None:
    lines = "class Scale(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    lines += "        self.a = torch.nn.Parameter(torch.tensor(1.0))\n        self.b = self.a\n"
    lines += "net = Scale()\no = torch.optim.SGD(net.parameters(), lr=0.1)\n(net.a * net.b).backward()\no.step()\n"
    assert printed(HEAD + lines + "print(net.a, net.b)") == pytest.approx([0.8, 0.8])


@pytest.mark.parametrize("params", ["(p for p in [w])", "[w]", "w"])
def test_what_gives_one_parameter_after_the_other_is_clipped(params: str) -> None:
    assert printed(f"{HEAD}(w * 5).sum().backward()\ntorch.nn.utils.clip_grad_value_({params}, 0.3)\nprint(w.grad)") == [0.3, 0.3]
    norm = f"print(torch.nn.utils.clip_grad_norm_({params}, 1.0, 'inf'), w.grad)"
    assert printed(f"{HEAD}(w * 5).sum().backward()\n{norm}") == pytest.approx([5, 1, 1], abs=1e-6)


# a line: a phrase of the fact or the hint
REFUSED: dict[str, str] = {
    "o = torch.optim.SGD([w], lr=0.1, nesterov=True)": "needs a momentum",
    "o = torch.optim.SGD([w], lr=0.1, momentum=0.9, dampening=0.1, nesterov=True)": "no dampening",
    "o = torch.optim.Adam([w, w])": "given twice",
    "o = torch.optim.Adam([{'params': [w]}, {'params': w}])": "given twice",
    "o = torch.optim.SGD([w * 2], lr=0.1)": "requires_grad=True",
    "o = torch.optim.Adam([w], differentiable=True)": "no argument differentiable",
    "o = torch.optim.Optimizer([w], {'lr': 0.1})\nw.sum().backward()\no.step()": "Write def step(self)",
    SGD + "o.param_groups[0]['params'].append(w)": "no attribute append",
    SGD + "s = schedulers.StepLR(o, 2, last_epoch=3)": "Leave last_epoch out",
    SGD + "s = schedulers.LinearLR(o, 0.0)": "shares of it",
    SGD + "s = schedulers.ConstantLR(o, 2.0)": "at most 1",
    SGD + "s = schedulers.ConstantLR(o, 0.0)": "above 0",
    SGD + "s = schedulers.OneCycleLR(o, 0.1, 10, pct_start=0.1)": "has no step",
    SGD + "v = w.detach()\ns = schedulers.LambdaLR(o, lambda e: 1)\no.add_param_group({'params': v})\ns.step()": "after add_param_group",
    SGD + "o.param_groups.pop()\no.step()": "make another optimizer",
    SGD + "o.param_groups[0]['params'] = [w]\no.step()": "make another optimizer",
    SGD + "s = schedulers.LambdaLR(o, [lambda e: 1, lambda e: 2])": "one for each group",
    SGD + "s = schedulers.ReduceLROnPlateau(o, 'least')": "mode='min'",
    SGD + "s = schedulers.ReduceLROnPlateau(o, factor=1.0)": "factor=0.1",
    SGD + "s = schedulers.OneCycleLR(o, 0.1, 3, anneal_strategy='sine')": "'linear'",
    SGD + "s = schedulers.OneCycleLR(o, 0.1, 4)\nfor i in range(5): s.step()": "made for 4 steps",
    "class A(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.a = torch.nn.Parameter(torch.tensor(1.0))\n"
    "        torch.nn.init.constant_(self.a, 2.0)\nm = A()\ny = m.a * w": "Begin with the number",
    "(w * float('inf')).sum().backward()\ntorch.nn.utils.clip_grad_norm_([w], 1.0, error_if_nonfinite=True)": "not finite",
}


@pytest.mark.parametrize(("line", "said"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_an_optimizer_of_pytorch_does_not_do_is_refused(line: str, said: str) -> None:
    problems: list[Any] = list(record(HEAD + line, {}).problems)
    assert problems
    assert said in problems[0].detail + (problems[0].hint or "")
