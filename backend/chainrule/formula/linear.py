"""Formulas in the two notations that are a line of text: plain and LaTeX. The result is a list of strings and slots."""

from __future__ import annotations

import math
from dataclasses import dataclass

from chainrule.formula.functions import FUNCTIONS
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
class Gap:
    """A slot: the quantity `name`, in brackets when what is put in binds weaker than `prec`."""

    name: str
    prec: int


Parts = list[str | Gap]
_UNDERSCORE = r"\_"


def number(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return str(int(value)) if value == int(value) else repr(value)


def index(of: Index) -> str:
    """2i + m - 1 as text without blanks."""
    text = ""
    for letter, times in of.terms:
        sign = "-" if times < 0 else ("+" if text else "")
        text += f"{sign}{abs(times) if abs(times) != 1 else ''}{letter}"
    if of.offset or not text:
        text += f"{of.offset:+d}" if text else str(of.offset)
    return text


def _join(*pieces: str | Parts) -> Parts:
    parts: Parts = []
    for piece in pieces:
        for part in [piece] if isinstance(piece, str) else piece:
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part != "":
                parts.append(part)
    return parts


class _Plain:
    def write(self, formula: Formula, prec: int = 0) -> Parts:
        if isinstance(formula, Symbol):
            return [Gap(formula.name, prec)]
        parts = self.bare(formula)
        return _join("(", parts, ")") if binding(formula) < prec else parts

    def bare(self, formula: Formula) -> Parts:
        write = self.write
        match formula:
            case Number(value):
                return [number(value)]
            case Word(text):
                return ["π" if text == "pi" else text]
            case Negate(operand):
                return _join("−", write(operand, PRODUCT))
            case Add(x, y):
                return _join(write(x, SUM), " + ", write(y, SUM))
            case Subtract(x, y):
                return _join(write(x, SUM), " − ", write(y, PRODUCT))
            case Multiply(x, y):
                return _join(write(x, PRODUCT), " · ", write(y, POWER))
            case Entrywise(x, y):
                return _join(write(x, PRODUCT), " ⊙ ", write(y, POWER))
            case Divide(x, y):
                return _join(write(x, PRODUCT), " / ", write(y, POWER))
            case Power(base, exponent):
                return _join(write(base, ATOM), "^", write(exponent, POWER))
            case Apply(name, arguments):
                return self.apply(name, arguments)
            case Call(name, arguments):
                return _join(name, "(", self.comma(arguments), ")")
            case At(base, place):
                return _join(write(base, ATOM), "[", write(place), "]")
            case Indexed(base, indices):
                return _join(write(base, ATOM), "[", ", ".join(map(index, indices)), "]")
            case Sum(letters, body):
                return _join("Σ_", ",".join(letters), " ", write(body, PRODUCT))
            case Product(letters, body):
                return _join("Π_", ",".join(letters), " ", write(body, MINUS))
            case Extreme(name, letters, body):
                return _join(name, "_", ",".join(letters), " ", write(body, PRODUCT))
            case Transposed(operand):
                return _join(write(operand, ATOM), "ᵀ")
            case Equation(x, y):
                return _join(write(x), " = ", write(y))
            case _:
                raise TypeError(formula)

    def comma(self, arguments: tuple[Formula, ...]) -> Parts:
        pieces: list[str | Parts] = []
        for argument in arguments:
            pieces += [", ", self.write(argument)]
        return _join(*pieces[1:])

    def apply(self, name: str, arguments: tuple[Formula, ...]) -> Parts:
        function = FUNCTIONS[name]
        match function.shape:
            case "root":
                return _join("√(", self.write(arguments[0]), ")")
            case "bars":
                return _join("|", self.write(arguments[0]), "|")
            case "iverson":
                right: str | Parts = "0" if len(arguments) == 1 else self.write(arguments[1], SUM)
                return _join("[", self.write(arguments[0], SUM), f" {function.plain or function.latex} ", right, "]")
            case _:
                return _join(function.plain or name, "(", self.comma(arguments), ")")


def _under(letters: tuple[str, ...]) -> str:
    text = ",".join(letters)
    for sign, macro in (("≤", r"\le "), ("≥", r"\ge "), ("≠", r"\ne ")):
        text = text.replace(sign, macro)
    return text


_COMMANDS = {"pi": r"\pi", "μ": r"\mu", "σ": r"\sigma", "x̂": r"\hat{x}"}


class _Latex(_Plain):
    def write(self, formula: Formula, prec: int = 0) -> Parts:
        if isinstance(formula, Symbol):
            return [Gap(formula.name, prec)]
        parts = self.bare(formula)
        boxed = isinstance(formula, Divide)
        return _join(r"\left(", parts, r"\right)") if binding(formula) < prec and not (boxed and prec < POWER) else parts

    def bare(self, formula: Formula) -> Parts:
        write = self.write
        match formula:
            case Number(value):
                return [number(value).replace("∞", r"\infty").replace("−", "-")]
            case Word(text):
                return [_COMMANDS.get(text, text)]
            case Negate(operand):
                return _join("-", write(operand, PRODUCT))
            case Subtract(x, y):
                return _join(write(x, SUM), " - ", write(y, PRODUCT))
            case Multiply(x, y):
                return _join(write(x, PRODUCT), r" \cdot ", write(y, POWER))
            case Entrywise(x, y):
                return _join(write(x, PRODUCT), r" \odot ", write(y, POWER))
            case Divide(x, y):
                return _join(r"\frac{", write(x), "}{", write(y), "}")
            case Power(base, exponent):
                return _join(write(base, ATOM), "^{", write(exponent), "}")
            case Call(name, arguments):
                operator = rf"\operatorname{{{name.replace('_', _UNDERSCORE)}}}"
                return _join(_COMMANDS.get(name, operator), r"\left(", self.comma(arguments), r"\right)")
            case At(base, place):
                return _join(write(base, ATOM), r"\left[", write(place), r"\right]")
            case Indexed(base, indices):
                return _join(write(base, ATOM), "_{", ",\\,".join(map(index, indices)), "}")
            case Sum(letters, body):
                return _join(rf"\sum_{{{_under(letters)}}} ", write(body, PRODUCT))
            case Product(letters, body):
                return _join(rf"\prod_{{{_under(letters)}}} ", write(body, MINUS))
            case Extreme(name, letters, body):
                return _join(rf"\{name}_{{{','.join(letters)}}} ", write(body, PRODUCT))
            case Transposed(operand):
                return _join(write(operand, ATOM), r"^{\mathsf{T}}")
            case _:
                return super().bare(formula)

    def apply(self, name: str, arguments: tuple[Formula, ...]) -> Parts:
        function = FUNCTIONS[name]
        match function.shape:
            case "root":
                return _join(r"\sqrt{", self.write(arguments[0]), "}")
            case "bars":
                return _join(r"\left|", self.write(arguments[0]), r"\right|")
            case "iverson":
                right: str | Parts = "0" if len(arguments) == 1 else self.write(arguments[1], SUM)
                return _join(r"\left[", self.write(arguments[0], SUM), f" {function.latex} ", right, r"\right]")
            case _:
                return _join(function.latex, r"\left(", self.comma(arguments), r"\right)")


def plain(formula: Formula) -> Parts:
    """'−a / b^2' with gaps for a and b."""
    return _Plain().write(formula)


def latex(formula: Formula) -> Parts:
    r"""'\frac{-a}{b^{2}}' with gaps for a and b."""
    return _Latex().write(formula)
