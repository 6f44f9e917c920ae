"""Where the entries of a tensor lie in memory changes no number: a transposed or sliced array is a tensor as any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calls import SLOPED, Run, named, weights
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample, Value
from chainrule.program.recorder import Recorder
from chainrule.trace.backward import Backward, backward, wanted

Laid = Callable[[Any], Any]


def spread(array: Any) -> Any:
    """Every second entry, last first, of an array twice as long each way."""
    wide = np.full([2 * extent for extent in array.shape], np.nan)
    view = wide[(slice(None, None, -2),) * array.ndim]
    view[...] = array
    return view


LAYOUTS: dict[str, Laid] = {"columns first": np.asfortranarray, "spread and turned round": spread}


class Lying(Run):
    """A record applied to arrays that lie in memory as `laid` puts them."""

    def __init__(self, record: Op | Macro, sample: Sample, laid: Laid) -> None:
        self.laid = laid
        super().__init__(record, sample.arguments, sample.params)

    def _given(self, recorder: Recorder, argument: Any, kind: str) -> int:
        array = np.asarray(argument, dtype=np.float64)
        return recorder.give(kind, self.laid(array) if array.ndim else [float(array)], array.shape, None)

    def back(self) -> Backward:
        seed: Value = weights(np.shape(self.value))
        with np.errstate(all="ignore"):
            needs = wanted(self.program, self.out)
            return backward(self.program, self.forward.values, self.out, self.laid(seed) if seed.ndim else seed, needs, self.forward.kept)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_the_layout_of_arguments_and_gradients_is_not_noticed(record: Op | Macro, sample: Sample, layout: str) -> None:
    plain, lying = (Lying(record, sample, laid) for laid in (np.ascontiguousarray, LAYOUTS[layout]))
    np.testing.assert_allclose(lying.value, plain.value, rtol=1e-12, atol=1e-13)
    expected, found = plain.back(), lying.back()
    for one, other in zip((*found.gradients, *found.contributions), (*expected.gradients, *expected.contributions), strict=True):
        assert (one is None) == (other is None)
        if one is not None:
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-13)
