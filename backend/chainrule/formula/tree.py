"""A formula as a value. The first group of nodes can be evaluated; the second is for reading only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """A quantity that is filled in by whoever evaluates or prints: `a`, `out`, `d.out` (the gradient of out)."""

    name: str


@dataclass(frozen=True, slots=True)
class Negate:
    operand: Formula


@dataclass(frozen=True, slots=True)
class Add:
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Subtract:
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Multiply:
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Divide:
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Power:
    base: Formula
    exponent: Formula


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of `functions.FUNCTIONS`."""

    function: str
    arguments: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A letter that stands for itself, such as the count n."""

    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """2i + m - 1 is terms ((i, 2), (m, 1)) and offset -1."""

    terms: tuple[tuple[str, int], ...]
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Indexed:
    base: Formula
    indices: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of `body` over every value of the letters; one may carry a condition, such as `j≤i`."""

    letters: tuple[str, ...]
    body: Formula


@dataclass(frozen=True, slots=True)
class Product:
    """The product of `body` over every value of the letters; one may carry a condition, such as `k≠i`."""

    letters: tuple[str, ...]
    body: Formula


@dataclass(frozen=True, slots=True)
class Extreme:
    """The largest (`max`) or smallest (`min`) `body` over the letters."""

    name: str
    letters: tuple[str, ...]
    body: Formula


@dataclass(frozen=True, slots=True)
class Transposed:
    operand: Formula


@dataclass(frozen=True, slots=True)
class Entrywise:
    """Product entry by entry, the sign in a circle."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Call:
    """A named operation without a notation of its own: reshape(a)."""

    name: str
    arguments: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class At:
    """What stands at a place of a tensor, as a program writes it: a[1:3]. The page knows the place of each node."""

    base: Formula
    place: Symbol


@dataclass(frozen=True, slots=True)
class Equation:
    left: Formula
    right: Formula


Formula = (
    Number
    | Symbol
    | Negate
    | Add
    | Subtract
    | Multiply
    | Divide
    | Power
    | Apply
    | Word
    | Indexed
    | Sum
    | Product
    | Extreme
    | Transposed
    | Entrywise
    | Call
    | At
    | Equation
)

SUM, PRODUCT, MINUS, POWER, ATOM = 1, 2, 3, 4, 5
"""How tightly a formula binds; a part that binds weaker than its place asks for gets brackets."""


def binding(formula: Formula) -> int:
    """The tightness with which `formula` holds together when it stands inside another one."""
    match formula:
        case Add() | Subtract() | Equation():
            return SUM
        case Multiply() | Divide() | Entrywise() | Sum() | Product() | Extreme():
            return PRODUCT
        case Negate():
            return MINUS
        case Number(value):
            return MINUS if value < 0 else ATOM
        case Power():
            return POWER
        case _:
            return ATOM
