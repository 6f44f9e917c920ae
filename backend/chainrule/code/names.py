"""What every value is called in the code: as in the program, and what has no name there by what it is.

    x, x after x = x + 1, x * y      ->   x, x_1, product1       their gradients dx, dx_1, dproduct1
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from chainrule.code.terms import Terms
from chainrule.program.graph import CONSTANT, INPUT

NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "add": "sum",
        "div": "quotient",
        "dot": "product",
        "einsum": "product",
        "index": "part",
        "matmul": "product",
        "mul": "product",
        "neg": "negative",
        "pow": "power",
        "slide": "product",
        "stamp": "copies",
        "sub": "difference",
        "unwindow": "overlap",
        "windows": "patches",
    }
)
_TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins)})


class Names:
    """Names given so far; each is given once."""

    def __init__(self, whole: Terms, taken: Iterable[str]) -> None:
        self.whole, self.taken = whole, {*_TAKEN, *taken}
        program, target = whole.program, whole.target
        self.counts: dict[str, int] = {}
        self.typed: dict[int, str] = {}
        for node, name in sorted(program.names.items()):
            version = program.versions.get(node, 0)
            self.typed[node] = self.free(f"{name}_{version}" if version else name)
        if target not in self.typed:
            self.typed[target] = self.free("out")
        for node in whole.slopes:
            if node not in self.typed:
                self.typed[node] = self.numbered("input") if program.kinds[node] == INPUT else self.of(node, whole.terms[node].op)

    def roots(self) -> list[int]:
        """What the code computes: the target, what is printed, and everything that has a name and is not only a constant."""
        whole = self.whole
        return [whole.target, *whole.printed, *(node for node in self.typed if whole.program.kinds[node] != CONSTANT)]

    def free(self, wanted: str) -> str:
        """This name, or with the next number when it is taken; what is no name of Python is made one."""
        wanted = re.sub(r"\W+", "_", wanted.rstrip("]"))
        wanted = wanted if wanted.isidentifier() else f"_{wanted}"
        name = wanted
        while name in self.taken:
            self.counts[wanted] = self.counts.get(wanted, 1) + 1
            name = f"{wanted}_{self.counts[wanted]}"
        self.taken.add(name)
        return name

    def of(self, node: int, op: str | None) -> str:
        """The name of a node of the program; what the program itself asked for as the gradient by w is grad_w."""
        by = self.whole.program.slopes.get(node)
        if node not in self.typed and by in self.typed:
            return self.free(f"grad_{self.typed[by]}")
        return self.typed.get(node) or self.numbered(NOUNS.get(op, op) if op else "constant")

    def numbered(self, noun: str) -> str:
        while True:
            self.counts[noun] = self.counts.get(noun, 0) + 1
            name = f"{noun}{self.counts[noun]}"
            if name not in self.taken:
                self.taken.add(name)
                return name
