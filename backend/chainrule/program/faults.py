"""Faults of a text as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from chainrule.errors import Problem


def unbound(problems: Iterable[Problem]) -> list[str]:
    """The names that imports which are not available would have bound."""
    given = [one.facts.get("names") for one in problems if one.facts.get("construct") == "Import"]
    return [str(name) for names in given if isinstance(names, list) for name in names]


def without_target(inputs: bool) -> Problem:
    if inputs:
        return Problem("no-target", "The program computes nothing from its inputs.", None, "End with an expression such as x * x.")
    fact = "The program ran, but it has no inputs: numbers that have no name are constants, and nothing has a gradient by them."
    return Problem("no-target", fact, None, "Give the number a name: x = 3.0, then y = x**2.")
