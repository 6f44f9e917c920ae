"""Formulas as a tree of MathML elements (a tree, not markup: nothing has to be parsed where scripts are trusted)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chainrule.formula.functions import FUNCTIONS
from chainrule.formula.linear import Gap, number
from chainrule.formula.tree import (
    ATOM,
    MINUS,
    POWER,
    PRODUCT,
    SUM,
    Add,
    Apply,
    At,
    Call,
    Divide,
    Entrywise,
    Equation,
    Extreme,
    Formula,
    Index,
    Indexed,
    Multiply,
    Negate,
    Number,
    Power,
    Product,
    Subtract,
    Sum,
    Symbol,
    Transposed,
    Word,
    binding,
)


@dataclass(frozen=True, slots=True)
class Element:
    """`text` for mi, mn and mo; `children` for the others."""

    tag: str
    text: str | None = None
    children: tuple[Math, ...] = ()


Math = Element | Gap | Index


def mathml(formula: Formula) -> Math:
    """The whole formula as one tree."""
    return _write(formula, 0)


def _row(*children: Math) -> Element:
    return Element("mrow", None, children)


def _operator(sign: str) -> Element:
    return Element("mo", sign)


def _name(text: str) -> Element:
    return Element("mi", text)


def _write(formula: Formula, prec: int) -> Math:
    if isinstance(formula, Symbol):
        return Gap(formula.name, prec)
    bare = _bare(formula)
    boxed = isinstance(formula, Divide) and prec < POWER
    if binding(formula) < prec and not boxed:
        return _row(_operator("("), bare, _operator(")"))
    return bare


def _between(left: Formula, sign: str, right: Formula, left_prec: int, right_prec: int) -> Element:
    return _row(_write(left, left_prec), _operator(sign), _write(right, right_prec))


def _bare(formula: Formula) -> Math:
    match formula:
        case Number(value):
            return Element("mn", number(value)) if value >= 0 else _row(_operator("−"), Element("mn", number(-value)))
        case Word(text):
            return _name("π" if text == "pi" else text)
        case Negate(operand):
            return _row(_operator("−"), _write(operand, PRODUCT))
        case Add(x, y):
            return _between(x, "+", y, SUM, SUM)
        case Subtract(x, y):
            return _between(x, "−", y, SUM, PRODUCT)
        case Multiply(x, y):
            return _between(x, "·", y, PRODUCT, POWER)
        case Entrywise(x, y):
            return _between(x, "⊙", y, PRODUCT, POWER)
        case Divide(x, y):
            return Element("mfrac", None, (_write(x, 0), _write(y, 0)))
        case Power(base, exponent):
            return Element("msup", None, (_write(base, ATOM), _write(exponent, 0)))
        case Apply(name, arguments):
            return _apply(name, arguments)
        case Call(name, arguments):
            return _row(_name(name), _operator("("), *_comma(arguments), _operator(")"))
        case At(base, place):
            return _row(_write(base, ATOM), _operator("["), _write(place, 0), _operator("]"))
        case Indexed(base, indices):
            inner: list[Math] = []
            for at in indices:
                inner += [*([_operator(",")] if inner else []), at]
            return Element("msub", None, (_write(base, ATOM), _row(*inner)))
        case Sum(letters, body):
            return _row(Element("munder", None, (_operator("∑"), _letters(letters))), _write(body, PRODUCT))
        case Product(letters, body):
            return _row(Element("munder", None, (_operator("∏"), _letters(letters))), _write(body, MINUS))
        case Extreme(name, letters, body):
            return _row(Element("munder", None, (_operator(name), _letters(letters))), _write(body, PRODUCT))
        case Transposed(operand):
            return Element("msup", None, (_write(operand, ATOM), _name("T")))
        case Equation(x, y):
            return _between(x, "=", y, 0, 0)
        case _:
            raise TypeError(formula)


_CONDITION = re.compile("([≤≥≠])")


def _letters(letters: tuple[str, ...]) -> Element:
    inner: list[Math] = []
    for letter in letters:
        parts = [_operator(part) if _CONDITION.fullmatch(part) else _name(part) for part in _CONDITION.split(letter)]
        inner += [*([_operator(",")] if inner else []), *parts]
    return _row(*inner)


def _comma(arguments: tuple[Formula, ...]) -> list[Math]:
    inner: list[Math] = []
    for argument in arguments:
        inner += [*([_operator(",")] if inner else []), _write(argument, 0)]
    return inner


def _apply(name: str, arguments: tuple[Formula, ...]) -> Math:
    function = FUNCTIONS[name]
    match function.shape:
        case "root":
            return Element("msqrt", None, (_write(arguments[0], 0),))
        case "bars":
            return _row(_operator("|"), _write(arguments[0], 0), _operator("|"))
        case "iverson":
            right = Element("mn", "0") if len(arguments) == 1 else _write(arguments[1], SUM)
            return _row(_operator("["), _write(arguments[0], SUM), _operator(function.plain or function.latex), right, _operator("]"))
        case _:
            return _row(_name(function.plain or name), _operator("("), *_comma(arguments), _operator(")"))
