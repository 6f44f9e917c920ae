"""Programs made by chance have the value and the gradients of JAX in float64."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given

from compare import agree, says
from ours import by_text
from programs import COUNT, FIXED, programs
from jax_table import CORNERED, JAX
from trees import Program
from with_jax import run, tensor


def _jax(program: Program, upstreams: Any) -> Any:
    names = list(program.inputs)
    return run(
        lambda *inputs: program.work_out(dict(zip(names, inputs, strict=True)), JAX, tensor), list(program.inputs.values()), upstreams
    )


def test_generated_programs_have_the_values_and_gradients_of_jax(record_property: Any) -> None:
    seen: list[Program] = []

    @FIXED
    @given(programs(frozenset(JAX) - CORNERED))
    def compared(program: Program) -> None:
        seen.append(program)
        value, ones = by_text(program, None)
        upstream = np.random.default_rng(program.seed).standard_normal(np.shape(value))
        expected, slopes = _jax(program, lambda shape: (np.ones(shape), upstream))
        assert np.all(np.isfinite(expected)), program
        assert agree(value, expected), f"{program}\n{says(value, expected, 'JAX')}"
        for given_back, theirs in zip((ones, by_text(program, upstream.tolist())[1]), slopes, strict=True):
            for (name, found), slope in zip(given_back.items(), theirs, strict=True):
                assert agree(found, slope), f"{program}\nby {name}: {says(found, slope, 'JAX')}"

    compared()
    record_property("ran", f"{len(seen)} programs with {len(set().union(*(one.ops for one in seen)))} ops")
    assert len(seen) >= COUNT
