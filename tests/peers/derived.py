"""Programs that print derivatives, here and in the library itself."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

import chainrule


def compare_prints(text: str, names: Mapping[str, Any] | None = None) -> None:
    """Every number of every printed line agrees to single precision; None stands at the same places."""
    study = chainrule.study(text)
    theirs: list[list[Any]] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(text, {**(names or {}), "print": lambda *values: theirs.append(_read(values))})
    assert theirs, "the program prints nothing"
    ours = list(map(_read, study.prints))
    assert [[one is None for one in line] for line in ours] == [[one is None for one in line] for line in theirs]
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose([v or 0 for v in one], [v or 0 for v in other], rtol=2e-5, atol=1e-5)


def _read(line: Iterable[Any]) -> list[Any]:
    """The numbers of a line as they are now: a tensor may be changed in place later."""
    return [one for value in line if not isinstance(value, str) for one in numbers(value)]


def snippets(dialect: str) -> list[dict[str, Any]]:
    """The programs of the corpus in the spelling of a library."""
    lines = (Path(__file__).parents[1] / "corpus" / "dialects.jsonl").read_text(encoding="utf-8").splitlines()
    return [one for one in map(json.loads, lines) if one["dialect"] == dialect]


def compare_snippet(snippet: dict[str, Any]) -> None:
    """The bindings and gradients of a program of the corpus."""
    study, theirs = chainrule.study(snippet["program"]), dict[str, Any]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(snippet["program"], theirs)
    asked = {name: name for name in snippet["values"]} | dict(snippet.get("grad_exprs", {}))
    for expression in asked.values():
        expected = eval(expression, theirs)
        found = [study[f"{expression}[{key!r}]"] for key in expected] if isinstance(expected, dict) else study[expression]
        np.testing.assert_allclose(told(found), told(expected), rtol=2e-5, atol=1e-5)
    for name in snippet["grads"] if "grad_exprs" not in snippet else ():
        expected = theirs[name].grad
        ours = None if study.derivatives[name] is None else told(study.derivatives[name])
        assert (ours is None) == (expected is None)
        np.testing.assert_allclose(ours or [], told(expected), rtol=2e-5, atol=1e-5)


def told(of: Any) -> list[float]:
    return [one for one in numbers(of) if one is not None]


def numbers(of: Any) -> list[float | None]:
    """Every number of nested tuples, dicts and tensors, in order."""
    if of is None:
        return [None]
    if isinstance(of, dict):
        return [one for part in of.values() for one in numbers(part)]
    if isinstance(of, list | tuple):
        return [one for part in of for one in numbers(part)]
    if type(of).__name__ == "Value":
        of = of.data
    return [float(one) for one in np.ravel(np.asarray(of.detach() if hasattr(of, "detach") else of))]
