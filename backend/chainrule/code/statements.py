"""Terms as statements: what stands on a line of its own, under which name, and what is written inside another expression.

An unnamed value that is used once, by an expression that stays short, is written where it is used; everything else gets a name.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.code.library import Library
from chainrule.code.literals import tensor
from chainrule.code.names import Names
from chainrule.code.spelling import Argument, Call, Spelling, number, written
from chainrule.code.terms import Terms
from chainrule.code.tidy import tidy
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.record import Params, Value, size
from chainrule.program.graph import CONSTANT

DEEPEST = 3
"""Ops in one expression, besides its own."""
SMALL = 6
"""Entries of a constant tensor that is written where it is used."""


@dataclass(slots=True)
class Statement:
    name: str
    text: str
    term: int


class Statements:
    """Expressions of terms, made in order. `names[term]` is what it is called where it stands on a line of its own."""

    def __init__(self, whole: Terms, library: Library, names: Names, needed: Sequence[bool], kept: dict[int, str]) -> None:
        self.whole, self.library, self.names, self.needed = whole, library, names, needed
        self.called: dict[int, str] = dict(kept)
        self.inside: dict[int, ast.expr] = {}
        self.weight: dict[int, int] = {}
        self.apart = {node for node in whole.printed if library.scoped and not whole.given(node)}
        self.apart |= {end for one in whole.program.passes for end in one.gradients if isinstance(end, int)}
        """Terms that stand on a line of their own, whether they are used once or not."""
        self.between: dict[int, int] = {}
        """Such terms whose gradients are called after them, with the terms of these."""
        self.remarks: dict[str, None] = {}
        """Where the numbers of this run stand on a corner that the library has otherwise."""
        self.uses = [0] * len(whole.terms)
        for term, one in enumerate(whole.terms):
            if needed[term]:
                for arg in one.args:
                    self.uses[arg] += 1
        for term in whole.printed:
            self.uses[term] += 1

    def make(self, term: int) -> Statement | None:
        """The statement of a term, or None when it is written inside another. In the order of the terms."""
        one = self.whole.terms[term]
        if one.op is None:
            return self._given(term)
        expression = self.expression(term)
        weight = 1 + sum(self.weight.get(arg, 0) for arg in one.args)
        once = self.uses[term] == 1 and weight <= DEEPEST and term not in self.apart and term not in self.between
        if term not in self.called and (once or isinstance(expression, ast.Name)):
            self.inside[term], self.weight[term] = expression, weight
            return None
        return self._line(term, ast.unparse(expression).replace("'", '"'))

    def _given(self, term: int) -> Statement | None:
        one = self.whole.terms[term]
        assert one.value is not None
        if term not in self.called and term != self.whole.seed:
            if not one.shape:
                return None
            text = tensor(one.value, self.library.maker)
            if self.uses[term] == 1 and size(one.shape) <= SMALL:
                self.inside[term] = ast.parse(text, mode="eval").body
                return None
        return self._line(term, tensor(one.value, self.library.maker))

    def _line(self, term: int, text: str) -> Statement:
        if term not in self.called:
            self.called[term] = self.names.of(term, self.whole.terms[term].op)
            if term in self.between:
                self.called[self.between[term]] = self.names.free(f"d{self.called[term]}")
        return Statement(self.called[term], text, term)

    def expression(self, term: int) -> ast.expr:
        one = self.whole.terms[term]
        assert one.op is not None
        record = CATALOGUE[one.op]
        args = tuple(f"a{place}" for place in range(len(one.args))) if record.variadic else record.args[: len(one.args)]
        params = {name: plain(name, value) for name, value in {**record.defaults(), **one.params}.items()}
        call = Call(one.op, args, tuple(self.whole.terms[arg].shape for arg in one.args), one.shape, params)
        self._remark(term)
        text = self._spelled(call, self.spelling(term))
        arguments = [Argument(self.reference(arg), self._plain(arg)) for arg in one.args]
        made = tidy(written(call, text, arguments, self.library.numbers, record.variadic))
        if term not in self.whole.cut:
            return made
        cut = Call("detach", ("a",), (one.shape,), one.shape, {})
        return written(cut, self._spelled(cut, self.library.table["detach"]), [Argument(made, False)], self.library.numbers)

    def spelling(self, term: int) -> Spelling:
        one = self.whole.terms[term]
        assert one.op is not None
        library = self.library
        if one.op in library.undefined and any(self.whole.undefined[arg] for arg in one.args):
            return library.undefined[one.op]
        corner = library.corners.get(one.op)
        if corner is not None and self._cornered(term):
            return corner
        return library.macros[one.op] if one.op in library.macros else library.table[one.op]

    def _remark(self, term: int) -> None:
        one, whole = self.whole.terms[term], self.whole
        for (op, where), there in self.library.otherwise.items():
            if op != one.op or term >= whole.start:
                continue
            for kink in CATALOGUE[op].kinks:
                place = kink.sample[1] if kink.sample else 0
                numbers = [whole.values[arg] for arg in one.args]
                moves = whole.program.kinds[one.args[place]] != CONSTANT
                if kink.where == where and moves and kink.met is not None and kink.met(numbers, whole.values[term], one.params):
                    self.remarks[f"# {op} where {where}: here {kink.value}, in {self.library.title} {there}."] = None

    def _cornered(self, term: int) -> bool:
        """Whether the numbers of this run stand on a corner of the op."""
        one, values = self.whole.terms[term], self.whole.values
        if term >= len(values) or any(arg >= len(values) for arg in one.args):
            return False
        return cornered(one.op or "", [values[arg] for arg in one.args], values[term], one.params)

    @staticmethod
    def _spelled(call: Call, spelling: Spelling) -> str:
        text = spelling if isinstance(spelling, str) else spelling(call)
        assert text is not None
        return text

    def reference(self, term: int) -> ast.expr:
        """A name, or the expression itself where it is used once."""
        if term in self.called:
            return ast.Name(self.called[term])
        if self._plain(term):
            return number(float(self.whole.terms[term].value), self.library.numbers)  # type: ignore[arg-type]
        return self.inside[term]

    def _plain(self, term: int) -> bool:
        one = self.whole.terms[term]
        return term not in self.called and one.op is None and not one.shape


def plain(name: str, value: Any) -> Any:
    """One axis as a number, a shape always as several."""
    if name == "axis" and isinstance(value, tuple) and len(value) == 1:
        return value[0]
    return (value,) if name == "shape" and isinstance(value, int) else value


def cornered(op: str, values: Sequence[Value], out: Value, params: Params) -> bool:
    """Beside the corners of the catalogue: where libraries divide by what may be 0, and where one of equals takes all."""
    match op:
        case "det" | "cumprod":
            return bool(np.any(out == 0))
        case "pow":
            return bool(np.any((values[0] == 0) & (values[1] == 0)))
        case "std":
            return bool(np.any(out == 0))
        case "topk":
            return bool(np.any(np.diff(np.sort(values[0], axis=params["axis"]), axis=params["axis"]) == 0))
        case "max" | "min" if params.get("ties") == "first":
            extreme = (np.max if op == "max" else np.min)(values[0], axis=params["axis"], keepdims=True)
            return bool(np.count_nonzero(values[0] == extreme) > np.size(extreme))
    return any(kink.met is not None and kink.met(values, out, params) for kink in CATALOGUE[op].kinks)


