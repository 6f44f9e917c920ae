"""Programs made by chance have the value and the gradients of JAX in float64."""

from __future__ import annotations

from collections.abc import Callable

from jax_table import CORNERED, JAX, LIBRARY


def test_generated_programs_have_the_values_and_gradients_of_jax(record_property: Callable[[str, object], None]) -> None:
    record_property("ran", LIBRARY.compare_programs(frozenset(JAX) - CORNERED))
