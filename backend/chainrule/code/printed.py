"""What a program prints, as calls of print in the names its values have in the code.

    print("loss", loss.item(), w.grad)     ->   print("loss", float(loss), dw)
    print(f"step {i}: {loss.item():.4f}")  ->   print(f"step 0: {float(loss):.4f}")
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from chainrule.code.spelling import number, template
from chainrule.code.statements import Statements
from chainrule.program.graph import Shown, Slope, Told, Watch

Piece = tuple[bool, str]
"""Whether it is words, and these or an expression."""


class Prints:
    """`gradients`: the names of those that there are, by node."""

    def __init__(self, statements: Statements, gradients: Mapping[int, str]) -> None:
        self.statements, self.gradients = statements, gradients

    def lines(self) -> Iterator[str]:
        for watch in self.statements.whole.program.watches:
            pieces, told = self._pieces(watch)
            args = [quoted(text) if words else text for words, text in pieces]
            yield f"print({', '.join([*args, *told])})"

    def _pieces(self, watch: Watch) -> tuple[list[Piece], list[str]]:
        """The arguments of print, and how it is told that they stand without blanks in between, where they do."""
        values = list(map(self._value, watch.values))
        if watch.around == ("", *(" ",) * (len(values) - 1), ""):
            return values, []
        loose = [(True, watch.around[0])]
        for found, after in zip(values, watch.around[1:], strict=True):
            loose += [found, (True, after)]
        pieces = merged(loose)
        return pieces, ['sep=""'] if len(pieces) > 1 else []

    def _value(self, one: Any) -> Piece:
        match one:
            case str():
                return True, one
            case Shown(of, None, dtype):
                return False, self._listed(of) if dtype else self._called(of)
            case Shown(of):
                return False, f"float({self._called(of)})"
            case Told(parts):
                return False, f"f{quoted(''.join(map(self._filled, parts)))}"
            case None | bool():
                return False, repr(one)
            case _:
                return False, ast.unparse(number(one, self.statements.library.numbers))

    def _filled(self, part: str | Shown) -> str:
        """A piece of an f-string."""
        if isinstance(part, str):
            return part.replace("{", "{{").replace("}", "}}")
        return f"{{float({self._called(part.of)}){part.form and ':' + part.form}}}"

    def _listed(self, of: int | Slope) -> str:
        """As Python's list, if it is one."""
        if not self.statements.whole.terms[of.wrt if isinstance(of, Slope) else of].shape:
            return self._called(of)
        told = self.statements.library.listed.format(f"({self._called(of)})")
        return ast.unparse(template(told)).replace("'", '"')

    def _called(self, of: int | Slope) -> str:
        if isinstance(of, Slope):
            return self.gradients.get(of.wrt, "None")
        return ast.unparse(self.statements.reference(of)).replace("'", '"')


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Words that follow each other as one, none that are empty."""
    found: list[Piece] = []
    for words, group in groupby(pieces, lambda one: one[0]):
        texts = [text for _, text in group]
        found += [(True, "".join(texts))] if words else [(False, text) for text in texts]
    return [one for one in found if one != (True, "")] or [(True, "")]


def quoted(text: str) -> str:
    """A text between the quotes that the rest of the code has, unless it holds some itself."""
    told = repr(text)
    return told if '"' in told else f'"{told[1:-1]}"'
