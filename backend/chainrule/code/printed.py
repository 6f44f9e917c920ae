"""What a program prints, as calls of print in the names its values have in the code.

    print("loss", loss.item(), w.grad)     ->   print("loss", float(loss), dw)
    print(f"step {i}: {loss.item():.4f}")  ->   print("step 0: ", f"{float(loss):.4f}", sep="")
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from chainrule.code.spelling import number
from chainrule.code.statements import Statements
from chainrule.program.graph import Reading, Slope, Watch
from chainrule.trace.study import Record

Piece = tuple[bool, str]
"""Whether it is words, and these or an expression."""


class Prints:
    """`gradients`: the names of those that there are, by node."""

    def __init__(self, record: Record, statements: Statements, gradients: Mapping[int, str]) -> None:
        self.record, self.statements, self.gradients = record, statements, gradients

    def lines(self) -> Iterator[str]:
        for watch in self.record.program.watches:
            pieces, told = self._pieces(watch)
            args = [quoted(text) if words else text for words, text in pieces]
            yield f"print({', '.join([*args, *told])})"

    def _pieces(self, watch: Watch) -> tuple[list[Piece], list[str]]:
        """The arguments of print, and how it is told that they stand without blanks in between, where they do."""
        values = [list(self._value(*one)) for one in zip(watch.values, watch.nodes, watch.read, strict=True)]
        if watch.around == ("", *(" ",) * (len(values) - 1), "") and all(len(one) == 1 for one in values):
            return [one for (one,) in values], []
        loose = [(True, watch.around[0])]
        for found, after in zip(values, watch.around[1:], strict=True):
            loose += [*found, (True, after)]
        pieces = merged(loose)
        return pieces, ['sep=""'] if len(pieces) > 1 else []

    def _value(self, one: Any, node: bool, read: tuple[Reading, ...]) -> Iterable[Piece]:
        if node:
            return [(False, self._called(one))]
        if isinstance(one, str):
            return merged(self._words(one, read))
        if read:
            return [(False, f"float({self._called(read[0].node)})")]
        return [(False, repr(one) if one is None or isinstance(one, bool) else ast.unparse(number(one, self.statements.library.numbers)))]

    def _words(self, text: str, read: tuple[Reading, ...]) -> Iterator[Piece]:
        """A text, and what was read in it written as it is there, where that gives the same letters."""
        done = 0
        for one in read:
            said = text[one.start : one.stop]
            value = self._number(one.node)
            percent = one.spec[:1] == "%"
            if value is None or said != (one.spec % value if percent else format(value, one.spec[1:])):
                continue
            name = f"float({self._called(one.node)})"
            yield True, text[done : one.start]
            yield False, f"{quoted(one.spec)} % {name}" if percent else f'f"{{{name}{one.spec}}}"'
            done = one.stop
        yield True, text[done:]

    def _number(self, of: int | Slope) -> float | None:
        back = self.record.back
        value = self.record.values[of] if isinstance(of, int) else back.gradients[of.wrt] if back is not None else None
        return None if value is None else float(value)

    def _called(self, of: int | Slope) -> str:
        if isinstance(of, Slope):
            return self.gradients.get(of.wrt, "None")
        return ast.unparse(self.statements.reference(of)).replace("'", '"')


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Words that follow each other as one, none that are empty."""
    found: list[Piece] = []
    for words, group in groupby(pieces, lambda one: one[0]):
        found += [(True, "".join(text for _, text in group))] if words else group
    return [one for one in found if one != (True, "")] or [(True, "")]


def quoted(text: str) -> str:
    """A text between the quotes that the rest of the code has, unless it holds some itself."""
    told = repr(text)
    return told if '"' in told else f'"{told[1:-1]}"'
