"""Generated from the catalogue: every op and macro, every sample. A new record is tested by being there."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from fractions import Fraction
from functools import partial
from math import exp, floor, inf
from typing import Any

import numpy as np
import pytest

import chainrule
from calls import BAD, CASES, DIFFERENTIABLE, RECORDS, SLOPED, Run, expanded, function, named, weights
from chainrule.errors import CODES, Refused
from chainrule.explain.edges import edges
from chainrule.formula.linear import latex, plain
from chainrule.formula.mathml import mathml
from chainrule.ops.catalogue import op
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Plan, Rule, Sample, Words
from chainrule.ops.rectifiers import SELU_ALPHA, SELU_SCALE
from chainrule.ops.relation import Map, local
from chainrule.program.recorder import Recorder
from chainrule.trace.backward import Backward, backward, wanted
from chainrule.trace.difference import central
from chainrule.trace.study import record
from chainrule.trace.tangent import tangents
from dual import jacobian
from wired import rebuilt

Record = Op | Macro


def pulled(run: Run) -> Backward:
    with np.errstate(all="ignore"):
        return backward(run.program, run.forward.values, run.out, weights(np.shape(run.value)), wanted(run.program, run.out))


def gradients(back: Backward) -> list[Any]:
    return list(back.gradients)


def differentiable(record: Record, run: Run) -> list[int]:
    """The places of arguments that have a derivative; a macro says so by giving a rule."""
    if isinstance(record, Macro):
        group = run.program.groups[0]
        return [place for place, rule in enumerate(record.words(group.shapes, group.params).rules.values()) if rule != Rule()]
    plan = run.program.plans[run.out]
    assert plan is not None
    return [place for place, pull in enumerate(plan.pulls) if pull is not None]


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_what_a_forward_kept_gives_the_same_gradients(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    with np.errstate(all="ignore"):
        seed = weights(np.shape(run.value))
        kept = backward(run.program, run.forward.values, run.out, seed, wanted(run.program, run.out), run.forward.kept)
    found = pulled(run)
    for one, other in zip((*kept.gradients, *kept.partials), (*found.gradients, *found.partials), strict=True):
        assert (one is None) == (other is None)
        if one is not None:
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(("record", "sample"), CASES, ids=named)
def test_the_value_is_that_of_the_reference(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    params = {name: given for name, given in sample.params.items() if name != "ties"}
    slow = partial(record.reference, **params)
    expected = np.vectorize(slow)(*sample.arguments) if record.family == "pointwise" else slow(*sample.arguments)
    np.testing.assert_allclose(run.value, expected, rtol=1e-12, atol=1e-13)
    assert np.shape(run.value) == run.program.shapes[run.out] == np.shape(expected)


@pytest.mark.parametrize(("record", "sample"), CASES, ids=named)
def test_a_scalar_is_a_float64_and_no_array(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    found = [*run.forward.values, *(pulled(run).contributions if record.args else [])]
    assert all(isinstance(one, np.float64 | float) if np.ndim(one) == 0 else one.dtype == np.float64 for one in found)
    assert not any(isinstance(one, np.ndarray) and one.ndim == 0 for one in found)


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_the_gradient_is_the_central_difference(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    back = pulled(run)
    for place in differentiable(record, run):
        expected = central(
            function(record, sample.params), [run.forward.values[one] for one in run.operands], place, weights(np.shape(run.value))
        )
        np.testing.assert_allclose(gradients(back)[run.operands[place]], expected, rtol=2e-8, atol=2e-9)


@pytest.mark.parametrize(("record", "sample"), [case for case in SLOPED if isinstance(case[0], Macro)], ids=named)
def test_an_argument_without_a_rule_has_no_gradient(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    back = pulled(run)
    for place in set(range(len(run.operands))) - set(differentiable(record, run)):
        assert gradients(back)[run.operands[place]] is None


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_forward_mode_agrees_with_reverse_mode(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    back = pulled(run)
    for place in differentiable(record, run):
        node = run.operands[place]
        direction: Any = 0.7 * np.asarray(weights(np.shape(run.forward.values[node])))
        with np.errstate(all="ignore"):
            pushed: Any = tangents(run.program, run.forward.values, {node: direction})[run.out]
        forward_way = np.sum(np.asarray(weights(np.shape(run.value))) * pushed)
        np.testing.assert_allclose(np.sum(gradients(back)[node] * direction), forward_way, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_the_local_jacobian_gives_both_modes(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    back = pulled(run)
    for edge in edges(run.record(back))[0]:
        if edge.contribution is None or edge.pull is None:
            continue
        operands = [run.forward.values[one] for one in run.program.args[edge.user]]
        out = run.forward.values[edge.user]
        written = local(edge.relation(), edge.partial, operands, edge.place, np.shape(out))
        gradient = gradients(back)[edge.user]
        np.testing.assert_allclose(edge.contribution, written.vjp(gradient, np.shape(operands[edge.place])), rtol=1e-12, atol=1e-13)
        tangent = weights(np.shape(operands[edge.place]))
        with np.errstate(all="ignore"):
            pushed = edge.pull.jvp(tangent, edge.partial, operands, out)
        np.testing.assert_allclose(np.broadcast_to(pushed, np.shape(out)), written.jvp(tangent, np.shape(out)), rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_dual_numbers_agree(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    back = pulled(run)
    upstream = weights(np.shape(run.value))
    for place in differentiable(record, run):
        expected = jacobian(record, sample, place, np.shape(run.value))
        by_dual = np.tensordot(upstream, expected, np.ndim(upstream)) if np.ndim(upstream) else upstream * expected
        np.testing.assert_allclose(gradients(back)[run.operands[place]], by_dual, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_a_value_used_twice_receives_the_sum_of_two(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    once = pulled(run)
    program, values = run.program, run.forward.values
    twice = Run(record, sample.arguments, sample.params)
    recorder = Recorder(twice.program, twice.forward)
    if isinstance(record, Macro):
        second = expanded(recorder, record, twice.operands, {**record.defaults(), **sample.params})
    else:
        second = recorder.apply(record, twice.operands, {**record.defaults(), **sample.params})
    twice.out = recorder.apply(op("add"), (twice.out, second))
    back = pulled(twice)
    for place in differentiable(record, run):
        np.testing.assert_allclose(gradients(back)[twice.operands[place]], 2 * np.asarray(gradients(once)[run.operands[place]]), rtol=1e-13)
    assert len(program) < len(twice.program) and values


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_a_gradient_is_the_sum_of_its_contributions_in_order(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    back = pulled(run)
    totals: dict[int, Any] = {run.out: weights(np.shape(run.value))}
    for user, place, contribution in zip(back.edge_to, back.edge_place, back.contributions, strict=True):
        source = run.program.args[user][place]
        totals[source] = contribution if source not in totals else totals[source] + contribution
    for node, total in totals.items():
        np.testing.assert_array_equal(gradients(back)[node], total)


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_the_wire_alone_rebuilds_every_contribution(record: Record, sample: Sample) -> None:
    run = Run(record, sample.arguments, sample.params)
    for found, expected, magnitude in rebuilt(run.record(pulled(run))):
        assert np.all(np.abs(found - expected) <= 1e-12 * magnitude)


@pytest.mark.parametrize(
    ("record", "place", "sloped", "arguments"),
    [(record, kink.sample[1], kink.sample[2], kink.sample[0]) for record in RECORDS for kink in record.kinks if kink.sample],
    ids=lambda one: named(one) or str(one),
)
def test_a_kink_has_the_slope_it_declares(record: Record, place: int, sloped: float, arguments: tuple[Any, ...]) -> None:
    run = Run(record, arguments, {})
    with np.errstate(all="ignore"):
        back = backward(run.program, run.forward.values, run.out, np.ones_like(run.value), wanted(run.program, run.out))
    np.testing.assert_array_equal(np.ravel(gradients(back)[run.operands[place]])[0], sloped)


@pytest.mark.parametrize(
    ("record", "kink"),
    [(record, kink) for record in RECORDS for kink in record.kinks if kink.met and kink.sample],
    ids=lambda one: named(one),
)
def test_a_kink_is_noticed_only_where_it_is_met(record: Record, kink: Any) -> None:
    at = Run(record, kink.sample[0], {})
    params = {**record.defaults()}
    assert kink.met([at.forward.values[one] for one in at.operands], at.value, params)
    away = Run(record, record.samples[0].arguments, record.samples[0].params)
    assert not kink.met([away.forward.values[one] for one in away.operands], away.value, params)


@pytest.mark.parametrize(("record", "bad"), BAD, ids=named)
def test_a_bad_call_is_refused_with_its_code(record: Record, bad: Any) -> None:
    with pytest.raises(Refused) as caught:
        Run(record, bad.arguments, bad.params)
    assert caught.value.code == bad.code in CODES
    assert caught.value.detail.endswith(".")


def words_of(record: Record, sample: Sample) -> Words:
    run = Run(record, sample.arguments, sample.params)
    if isinstance(record, Macro):
        group = run.program.groups[0]
        return record.words(group.shapes, group.params)
    plan = run.program.plans[run.out]
    assert isinstance(plan, Plan)
    return record.words(plan)


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_every_formula_prints_in_three_notations(record: Record, sample: Sample) -> None:
    words = words_of(record, sample)
    formulas = [
        words.forward,
        *(one for rule in words.rules.values() for one in (rule.local, rule.pointwise, rule.matrix, rule.index) if one),
    ]
    for formula in formulas:
        assert plain(formula) and latex(formula) and mathml(formula)
        text = "".join(part if isinstance(part, str) else part.name for part in plain(formula))
        assert text.count("(") == text.count(")") and text.count("[") == text.count("]")


@pytest.mark.parametrize(("x", "w"), [(1.0, 0.1), (-1.0, 0.1), (0.3, 0.1), (5.0, -0.7), (1e16, 3.0)])
def test_the_slope_of_a_remainder_is_the_quotient_that_left_it(x: float, w: float) -> None:
    study = chainrule.study(f"x = {x}\nw = {w}\ny = x % w")
    quotient = floor(Fraction(x) / Fraction(w))
    assert study["y"] == pytest.approx(float(Fraction(x) - quotient * Fraction(w)), rel=1e-15)
    assert study.gradients["w"] == -quotient
    told = io.StringIO()
    with redirect_stdout(told):
        exec(study.export("numpy"), {})
    assert f"dw = {float(-quotient)}" in told.getvalue().splitlines()
    twice = record(f"x = {x}\nw = {w}\ny = x % w\ng = grad(y, w)\nz = g * w", {}, "z")
    assert twice.values[twice.program.bindings["g"]] == -quotient


SLOTS = {"to", "out", "g", "local", "result", "out.value", "shape:out"}


@pytest.mark.parametrize("record", DIFFERENTIABLE, ids=named)
def test_every_argument_has_its_sentences(record: Record) -> None:
    for sample in record.samples:
        words = words_of(record, sample)
        args = set(words.rules)
        allowed = SLOTS | args | {f"{arg}.value" for arg in args}
        told = words.sentences
        for template in [told.forward, *told.backward.values(), *told.because.values()]:
            assert template and template[0] != " " and template.endswith(".")
            assert set(re.findall(r"\{([^}]*)\}", template)) <= allowed, template
        assert set(told.backward) == set(told.because) == args


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_record_states_its_source_and_what_it_does(record: Record) -> None:
    assert record.sources and record.doc and record.title and record.samples


def test_an_index_map_is_made_of_positions() -> None:
    grid = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    run = Run(op("windows"), (grid,), {"window": (2, 2), "stride": (1, 1)})
    (edge,) = edges(run.record(pulled(run)))[0]
    assert edge.relation() == Map("read", 0, (3, 1, 3, 1))


@pytest.mark.parametrize(
    ("text", "slope"),
    [
        ("silu(x * 1e17)", 1e17),
        ("elu(x * inf)", inf),
        ("selu(x * -20)", -20 * SELU_SCALE * SELU_ALPHA * exp(-40)),
        ("elu(x * -20)", -20 * exp(-40)),
        ("elu(x * -20, alpha=0.5)", -10 * exp(-40)),
    ],
)
def test_a_unit_keeps_its_slope_far_from_0(text: str, slope: float) -> None:
    np.testing.assert_allclose(chainrule.study(f"x = 2.0\ny = {text}").gradients["x"], slope, rtol=1e-12)
