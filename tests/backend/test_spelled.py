"""Programs in the spelling of a library whose print is not the one the library has."""

from __future__ import annotations

from chainrule import study


def test_debug_print_of_jax_fills_its_text_in() -> None:
    found = study("import jax\nx = jax.numpy.array([1.0, 2.0])\ny = (x * x).sum()\njax.debug.print('y {} of {n}', y, n=2)\nprint(y)")
    assert [list(line) for line in found.prints] == [["y ", 5.0, " of 2"], [5.0]]
