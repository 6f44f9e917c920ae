"""Programs made by chance have the value and the gradients of PyTorch in float64."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given

from compare import agree, says
from ours import by_text
from programs import COUNT, FIXED, programs
from torch_table import TORCH
from trees import Program
from with_torch import run, tensor


def _torch(program: Program, upstreams: Any) -> Any:
    names = list(program.inputs)
    return run(
        lambda *inputs: program.work_out(dict(zip(names, inputs, strict=True)), TORCH, tensor), list(program.inputs.values()), upstreams
    )


def test_generated_programs_have_the_values_and_gradients_of_torch(record_property: Any) -> None:
    seen: list[Program] = []

    @FIXED
    @given(programs())
    def compared(program: Program) -> None:
        seen.append(program)
        value, ones = by_text(program, None)
        upstream = np.random.default_rng(program.seed).standard_normal(np.shape(value))
        expected, slopes = _torch(program, lambda shape: (np.ones(shape), upstream))
        assert np.all(np.isfinite(expected)), program
        assert agree(value, expected), f"{program}\n{says(value, expected, 'PyTorch')}"
        for given_back, theirs in zip((ones, by_text(program, upstream.tolist())[1]), slopes, strict=True):
            for (name, found), slope in zip(given_back.items(), theirs, strict=True):
                assert agree(found, slope), f"{program}\nby {name}: {says(found, slope, 'PyTorch')}"

    compared()
    record_property("ran", f"{len(seen)} programs with {len(set().union(*(one.ops for one in seen)))} ops")
    assert len(seen) >= COUNT
