"""Normalisations on numbers that are hard to normalise, and what is done to every entry."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from calls import Run, weights
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.record import size
from chainrule.trace.backward import backward, wanted

ROWS, CHANNELS = ("layer_norm", (1,), (1, 24)), ("batch_norm", (0, 2, 3), (1, 5, 1, 1))
"""A name, the axes normalised together, and the extents of w and b."""
KINDS = pytest.mark.parametrize("kind", [ROWS, CHANNELS], ids=["rows", "channels"])


def numbers(kind: Any) -> tuple[Any, Any, Any]:
    random = np.random.default_rng(11)
    _, _, extents = kind
    x = random.standard_normal((16, 24) if kind is ROWS else (8, 5, 4, 4))
    return x, *random.standard_normal((2, max(extents)))


def gradients(kind: Any, x: Any, w: Any, b: Any, eps: float) -> tuple[Any, ...]:
    """The value, and the gradients with the upstream gradient `weights`."""
    run = Run(CATALOGUE[kind[0]], (x, w, b), {"eps": eps})
    with np.errstate(all="ignore"):
        found = backward(run.program, run.forward.values, run.out, weights(x.shape), wanted(run.program, run.out)).gradients
    return run.value, *(found[node] for node in run.operands)


def on_paper(kind: Any, x: Any, w: Any, b: Any, eps: float) -> tuple[Any, ...]:
    """The same from the formulas of the papers, with more digits."""
    _, axes, extents = kind
    x, w, b, g = (np.asarray(one, dtype=np.longdouble) for one in (x, w, b, weights(x.shape)))
    apart = x - x.mean(axis=axes, keepdims=True)
    spread = np.sqrt((apart * apart).mean(axis=axes, keepdims=True) + np.longdouble(eps))
    hat, h = apart / spread, g * w.reshape(extents)
    d_x = (h - h.mean(axis=axes, keepdims=True) - hat * (h * hat).mean(axis=axes, keepdims=True)) / spread
    shared = tuple(axis for axis, extent in enumerate(extents) if extent == 1)
    return hat * w.reshape(extents) + b.reshape(extents), d_x, (g * hat).sum(axis=shared), g.sum(axis=shared)


@KINDS
@pytest.mark.parametrize(
    ("spread", "middle", "eps", "tolerance"),
    [
        (1.0, 0.0, 1e-5, 2e-15),
        (1e-9, 0.0, 1e-5, 2e-15),
        (1e-100, 0.0, 0.0, 2e-15),
        (1e-150, 0.0, 0.0, 2e-15),
        (1e150, 0.0, 1e-5, 2e-15),
        (1.0, 1e6, 1e-5, 1e-9),  # the entries themselves have no more digits
    ],
)
def test_hard_numbers_keep_their_digits(kind: Any, spread: float, middle: float, eps: float, tolerance: float) -> None:
    x, w, b = numbers(kind)
    x = x * spread + middle
    for found, right in zip(gradients(kind, x, w, b, eps), on_paper(kind, x, w, b, eps), strict=True):
        assert np.max(np.abs(found - right)) <= tolerance * np.max(np.abs(right))


@KINDS
def test_equal_entries_are_all_in_the_middle(kind: Any) -> None:
    """Their x̂ is 0 with a slope of 1 / √ε."""
    x, w, b = numbers(kind)
    _, axes, extents = kind
    value, d_x, d_w, _ = gradients(kind, np.full(x.shape, 0.25), w, b, 1e-4)
    np.testing.assert_array_equal(value, np.broadcast_to(b.reshape(extents), x.shape))
    np.testing.assert_array_equal(d_w, 0.0)
    h = weights(x.shape) * w.reshape(extents)
    np.testing.assert_allclose(d_x, (h - h.mean(axis=axes, keepdims=True)) * 100.0, rtol=1e-10)


@KINDS
@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_stays_among_its_companions(kind: Any, bad: float) -> None:
    x, w, b = numbers(kind)
    x[2, 3] = bad
    met = np.zeros(x.shape, dtype=bool)
    met[(2,) if kind is ROWS else (slice(None), 3)] = True
    value, d_x, _, _ = gradients(kind, x, w, b, 1e-5)
    np.testing.assert_array_equal(np.isnan(value), met)
    np.testing.assert_array_equal(np.isnan(d_x), met)


@pytest.mark.parametrize("name", ["layer_norm", "rms_norm", "group_norm", "batch_norm"])
def test_no_entry_is_divided(name: str) -> None:
    """A division is dear, and its slope by what it divides by costs two products more: one for each σ is enough."""
    record = CATALOGUE[name]
    for sample in record.samples:
        parts = [plan for plan in Run(record, sample.arguments, sample.params).program.plans if plan]
        divided = [size(plan.shape) for plan in parts if plan.op.name in ("div", "reciprocal")]
        assert divided and max(divided) < np.size(sample.arguments[0])


@pytest.mark.parametrize("given", [1, 2, 3])
def test_an_entry_of_a_channel_is_multiplied_once(given: int) -> None:
    x, w, b = numbers(CHANNELS)
    program = Run(CATALOGUE["batch_norm"], (x, w, b)[:given], {}).program
    whole = [plan.op.name for plan in program.plans if plan and plan.shape == x.shape]
    assert whole == ["sub", "square", "mul", *["add"] * (given > 2)]
