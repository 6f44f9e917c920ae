"""What a program prints, as calls of print in the names its values have in the code.

    print("loss", loss, w.grad)   ->   print("loss", loss, dw)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from chainrule.code.spelling import number
from chainrule.code.statements import Statements
from chainrule.program.graph import Slope


def prints(statements: Statements, gradients: Mapping[int, str]) -> Iterator[str]:
    """One line for each print, without the blanks around the parts of a text: print puts its own between them. `gradients`: the names
    of those that there are, by node."""
    how = statements.library.numbers

    def said(one: int | float | str | Slope | None, node: bool) -> str:
        if isinstance(one, Slope):
            return gradients.get(one.wrt, "None")
        if one is None or isinstance(one, str):
            return "None" if one is None else quoted(one.strip())
        return ast.unparse(statements.reference(int(one)) if node else number(one, how)).replace("'", '"')

    for watch in statements.whole.program.watches:
        parts = [said(one, node) for one, node in zip(watch.values, watch.nodes, strict=True) if not isinstance(one, str) or one.strip()]
        yield f"print({', '.join(parts)})"


def quoted(text: str) -> str:
    """A text between the quotes that the rest of the code has, unless it holds some itself."""
    told = repr(text)
    return told if '"' in told else f'"{told[1:-1]}"'
