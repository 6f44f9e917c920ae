"""The generated tests are tested: a rule that is wrong by 0.05 % must fail them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import test_every_op as generated
from calls import SLOPED, Run, named
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Plan, Pull, Sample

WRONG = 1.0005


def spoiled(record: Op) -> Op:
    """The same op with every vjp 0.05 % too large."""

    def pull(of: Pull | None) -> Pull | None:
        if of is None:
            return None

        def vjp(g: Any, part: Any, values: Any, out: Any) -> Any:
            slope = of.constant if of.constant is not None else part
            return of.vjp(g, slope, values, out) * WRONG

        return Pull(of.relation, vjp, of.jvp, of.build, of.partial, None, of.unbroadcast, False, of.flat)

    def make(op: Op, shapes: Any, params: Any) -> Plan:
        plan = record.make(op, shapes, params)
        return replace_plan(plan, tuple(pull(one) for one in plan.pulls))

    return replace(record, make=make, plans={})


def replace_plan(plan: Plan, pulls: tuple[Pull | None, ...]) -> Plan:
    return Plan(plan.op, plan.shapes, plan.params, plan.shape, plan.flops, plan.forward, pulls, plan.form)


def has_slope(record: Any, sample: Sample) -> bool:
    run = Run(record, sample.arguments, sample.params)
    back = generated.pulled(run)
    return any(np.any(np.abs(one) > 1e-3) for one in back.contributions)


OPS = [(record, sample) for record, sample in SLOPED if not isinstance(record, Macro) and has_slope(record, sample)]


@pytest.mark.parametrize(("record", "sample"), OPS, ids=named)
@pytest.mark.parametrize(
    "check",
    [
        generated.test_the_gradient_is_the_central_difference,
        generated.test_forward_mode_agrees_with_reverse_mode,
        generated.test_the_local_jacobian_gives_both_modes,
        generated.test_dual_numbers_agree,
        generated.test_the_wire_alone_rebuilds_every_contribution,
    ],
    ids=lambda check: check.__name__,
)
def test_a_rule_wrong_by_a_twentieth_of_a_percent_fails(record: Op, sample: Sample, check: Any) -> None:
    with pytest.raises(AssertionError):
        check(spoiled(record), sample)
