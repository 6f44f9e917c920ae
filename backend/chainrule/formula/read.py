"""Text of an op record -> formula. Precedence climbing.

sum     = product (("+" | "-") product)*
product = unary (("*" | "/") unary)*
unary   = "-" unary | power
power   = atom ["**" unary]
atom    = number | name | name "(" sum ("," sum)* ")" | "(" sum ")"
"""

from __future__ import annotations

import re
from functools import cache

from chainrule.formula.functions import FUNCTIONS
from chainrule.formula.tree import Add, Apply, Divide, Formula, Multiply, Negate, Number, Power, Subtract, Symbol, Word

_TOKEN = re.compile(r"\s*(\*\*|[-+*/(),]|\d+\.?\d*|[A-Za-z_][A-Za-z_.0-9]*)")
_WORDS = frozenset({"n", "pi"})


@cache
def read(text: str) -> Formula:
    """'-a/b**2' -> Divide(Negate(a), Power(b, 2)). Raises ValueError on anything outside the grammar."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != "".join(text.split()):
        raise ValueError(f"formula {text!r} has a character outside the grammar")
    reader = _Reader(tokens)
    formula = reader.sum()
    if reader.next:
        raise ValueError(f"formula {text!r} goes on after its end with {reader.next!r}")
    return formula


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at = tokens, 0

    @property
    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        if self.next in wanted:
            self.at += 1
            return self.tokens[self.at - 1]
        return ""

    def sum(self) -> Formula:
        left = self.product()
        while sign := self.take("+", "-"):
            left = (Add if sign == "+" else Subtract)(left, self.product())
        return left

    def product(self) -> Formula:
        left = self.unary()
        while sign := self.take("*", "/"):
            left = (Multiply if sign == "*" else Divide)(left, self.unary())
        return left

    def unary(self) -> Formula:
        return Negate(self.unary()) if self.take("-") else self.power()

    def power(self) -> Formula:
        base = self.atom()
        return Power(base, self.unary()) if self.take("**") else base

    def atom(self) -> Formula:
        token = self.next
        self.at += 1
        if token == "(":
            inner = self.sum()
            self.close()
            return inner
        if token[:1].isdigit():
            return Number(float(token))
        if not token[:1].isalpha():
            raise ValueError(f"a number, name or bracket is missing before {token!r}")
        if not self.take("("):
            return Word(token) if token in _WORDS else Symbol(token)
        if token not in FUNCTIONS:
            raise ValueError(f"formula function {token!r} is unknown")
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.close()
        return Apply(token, tuple(arguments))

    def close(self) -> None:
        if not self.take(")"):
            raise ValueError("a bracket is not closed")
