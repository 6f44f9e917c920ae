"""Formulas as values: read, run, differentiated, printed."""

from __future__ import annotations

import math

import pytest

from chainrule.formula.derive import derivative
from chainrule.formula.evaluate import compiled, symbols
from chainrule.formula.functions import FUNCTIONS
from chainrule.formula.linear import Gap, index, latex, plain
from chainrule.formula.mathml import Element, mathml
from chainrule.formula.read import read
from chainrule.formula.tree import Index


def text(formula: str, notation: object = plain) -> str:
    return "".join(part if isinstance(part, str) else part.name for part in notation(read(formula)))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("typed", "printed", "in_latex"),
    [
        ("-a / b**2", "−a / b^2", r"\frac{-a}{b^{2}}"),
        ("a * (b + 1)", "a · (b + 1)", r"a \cdot \left(b + 1\right)"),
        ("a - (b - c)", "a − (b − c)", r"a - \left(b - c\right)"),
        ("(a + b) * (a - b)", "(a + b) · (a − b)", r"\left(a + b\right) \cdot \left(a - b\right)"),
        ("1 / (2 * out)", "1 / (2 · out)", r"\frac{1}{2 \cdot out}"),
        ("(-a)**2", "(−a)^2", r"\left(-a\right)^{2}"),
        ("out * log(a)", "out · ln(a)", r"out \cdot \ln\left(a\right)"),
        ("step(a)", "[a > 0]", r"\left[a > 0\right]"),
    ],
)
def test_printing_brackets_what_binds_weaker(typed: str, printed: str, in_latex: str) -> None:
    assert text(typed) == printed
    assert text(typed, latex) == in_latex


def test_slots_carry_how_tightly_their_place_binds() -> None:
    assert plain(read("a * b"))[0] == Gap("a", 2) and plain(read("a * b"))[-1] == Gap("b", 4)
    assert plain(read("b**2"))[0] == Gap("b", 5)


def test_mathml_is_a_tree() -> None:
    assert mathml(read("1 / a")) == Element("mfrac", None, (Element("mn", "1"), Gap("a", 0)))


def test_an_index_is_written_as_people_write_it() -> None:
    assert index(Index((("i", 1), ("m", 1)))) == "i+m"
    assert index(Index((("i", 2), ("m", 1)), -1)) == "2i+m-1"
    assert index(Index((("p", 1), ("i", -1)))) == "p-i"
    assert index(Index((), 3)) == "3"


@pytest.mark.parametrize(
    "typed", ["a**3", "a * b / (a + b)", "exp(a) * sin(b)", "sqrt(a + b)", "-log(a) * tanh(b)", "a**b", "1 - out**2", "abs(a) * cos(b)"]
)
@pytest.mark.parametrize("name", ["a", "b"])
def test_the_derivative_of_a_formula_is_its_slope(typed: str, name: str) -> None:
    formula = read(typed)
    names = tuple(symbols(formula))
    at = {"a": 1.3, "b": 0.7, "out": 0.4}
    slope = compiled(derivative(formula, name), names)(*(at[one] for one in names))
    step = 1e-6

    def value(shift: float) -> float:
        return float(compiled(formula, names)(*(at[one] + (shift if one == name else 0.0) for one in names)))

    assert math.isclose(slope, (value(step) - value(-step)) / (2 * step), rel_tol=1e-8, abs_tol=1e-9)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_prints_and_has_a_slope_by_each_argument(name: str) -> None:
    arguments = "a, b" if len(FUNCTIONS[name].derivative) == 2 else "a"
    assert text(f"{name}({arguments})") and text(f"{name}({arguments})", latex) and mathml(read(f"{name}({arguments})"))
    assert derivative(read(f"{name}({arguments})"), "a") is not None


@pytest.mark.parametrize("typed", ["a +", "a $ b", "(a", "foo(a)", "a b"])
def test_text_outside_the_grammar_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        read(typed)
