"""Tensors that may be left out of a call: a bias, a gain, a mask."""

from __future__ import annotations

import numpy as np
import pytest

import chainrule
from chainrule.errors import ChainruleError

X, W, B = "[[1, 2, 4, 9]]", "[1, 2, 3, 4]", "[5, 6, 7, 8]"


@pytest.mark.parametrize(
    ("call", "same"),
    [
        (f"layer_norm({X}, {W}, {B})", f"layer_norm({X}, w={W}, b={B})"),
        (f"layer_norm({X}, {W}, None)", f"layer_norm({X}, {W})"),
        (f"layer_norm({X}, None, None, 0.1)", f"layer_norm({X}, 0.1)"),
        (f"group_norm({X}, 2, {W}, {B}, 0.1)", f"group_norm({X}, {W}, {B}, eps=0.1, groups=2)"),
        ("conv2d(ones(3, 3), ones(2, 2), 2)", "conv2d(ones(3, 3), ones(2, 2), None, stride=2)"),
        ("conv2d(ones(3, 3), ones(2, 2), 2, b=[1])", "conv2d(ones(3, 3), ones(2, 2), [1], 2)"),
    ],
)
def test_both_ways_to_write_it_mean_the_same(call: str, same: str) -> None:
    np.testing.assert_array_equal(chainrule.study(call).value, chainrule.study(same).value)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (f"layer_norm({X}, b={B})", "b needs w before it"),
        (f"layer_norm({X}, None, {B})", "b needs w before it"),
        (f"layer_norm({X}, {W}, w={W})", "w is given twice"),
        (f"group_norm({X}, 2, groups=2)", "groups is given twice"),
        (f"group_norm({X}, {W})", "groups is missing"),
    ],
)
def test_a_call_that_does_not_fit_is_refused(call: str, said: str) -> None:
    with pytest.raises(ChainruleError, match=said) as caught:
        chainrule.study(call)
    assert caught.value.problems[0].code == "wrong-arguments"


def test_a_name_that_stands_for_a_stride_is_not_taken_for_a_bias() -> None:
    with pytest.raises(ChainruleError) as caught:
        chainrule.study("s = 2\ny = conv2d(ones(3, 3), ones(2, 2), s)")
    assert caught.value.problems[0].code == "shape-mismatch"
    assert "stride=2" in str(caught.value.problems[0].hint)


def test_a_macro_with_two_results_gives_a_tuple() -> None:
    weights = "[[1], [2], [3], [4]], [[1], [1], [1], [1]]"
    found = chainrule.study(f"h, c = lstm_cell([1], [0.5], [0.2], {weights})\ny = h - tanh(c)")
    assert found.gradients["h"] == [1.0]
    assert found.gradients["c"] is not None


def test_dropout_draws_anew_at_every_call_and_the_same_for_the_same_seed() -> None:
    text = "x = ones(64)\na = dropout(x)\nb = dropout(x)\ny = sum(a * b)"
    once, again, other = (chainrule.study(text, seed=seed) for seed in (1, 1, 2))
    assert once.value == again.value
    np.testing.assert_array_equal(once.gradients["x"], again.gradients["x"])
    assert not np.array_equal(once.gradients["a"], once.gradients["b"])
    assert not np.array_equal(once.gradients["x"], other.gradients["x"])
