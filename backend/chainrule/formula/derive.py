"""The derivative of a formula by one of its symbols, as a formula."""

from __future__ import annotations

from chainrule.formula.functions import FUNCTIONS
from chainrule.formula.read import read
from chainrule.formula.tree import Add, Apply, Call, Divide, Formula, Multiply, Negate, Number, Power, Subtract, Symbol, Word

ZERO, ONE = Number(0.0), Number(1.0)


def derivative(formula: Formula, name: str) -> Formula:
    """d formula / d name, every other symbol held fixed. Zeros and ones are dropped, nothing else is simplified."""
    match formula:
        case Number() | Word():
            return ZERO
        case Symbol(symbol):
            return ONE if symbol == name else ZERO
        case Negate(operand):
            return _negate(derivative(operand, name))
        case Add(x, y):
            return _add(derivative(x, name), derivative(y, name))
        case Subtract(x, y):
            return _add(derivative(x, name), _negate(derivative(y, name)))
        case Multiply(x, y):
            return _add(_times(derivative(x, name), y), _times(x, derivative(y, name)))
        case Divide(x, y):
            over = _divide(derivative(x, name), y)
            under = _divide(_times(x, derivative(y, name)), Power(y, Number(2.0)))
            return _add(over, _negate(under))
        case Power(base, Number(exponent)):
            return _times(_times(Number(exponent), Power(base, Number(exponent - 1))), derivative(base, name))
        case Power(base, exponent):
            by_base = _times(_times(exponent, Power(base, Subtract(exponent, ONE))), derivative(base, name))
            by_exponent = _times(_times(formula, Apply("log", (base,))), derivative(exponent, name))
            return _add(by_base, by_exponent)
        case Apply(function, arguments):
            total: Formula = ZERO
            for text, argument in zip(FUNCTIONS[function].derivative, arguments, strict=True):
                outer = replace(read(text), dict(zip(("x", "y"), arguments, strict=False)))
                total = _add(total, _times(outer, derivative(argument, name)))
            return total
        case _:
            raise TypeError(f"{type(formula).__name__} is for reading only")


def replace(formula: Formula, values: dict[str, Formula]) -> Formula:
    """Every symbol named in `values` replaced by what stands there."""
    match formula:
        case Symbol(name):
            return values.get(name, formula)
        case Negate(operand):
            return Negate(replace(operand, values))
        case Add(x, y) | Subtract(x, y) | Multiply(x, y) | Divide(x, y) | Power(x, y):
            return type(formula)(replace(x, values), replace(y, values))
        case Apply(function, arguments):
            return Apply(function, tuple(replace(argument, values) for argument in arguments))
        case Call(name, arguments):
            return Call(name, tuple(replace(argument, values) for argument in arguments))
        case _:
            return formula


def _negate(x: Formula) -> Formula:
    return x if x == ZERO else Negate(x)


def _add(x: Formula, y: Formula) -> Formula:
    if x == ZERO:
        return y
    if y == ZERO:
        return x
    return Subtract(x, y.operand) if isinstance(y, Negate) else Add(x, y)


def _times(x: Formula, y: Formula) -> Formula:
    if ZERO in (x, y):
        return ZERO
    if x == ONE:
        return y
    return x if y == ONE else Multiply(x, y)


def _divide(x: Formula, y: Formula) -> Formula:
    return ZERO if x == ZERO else Divide(x, y)
