"""The functions a formula may use: how each is evaluated, differentiated and printed. Knows no op."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Function:
    """`derivative[k]`: text of the partial by argument k, in x (and y). `shape`: call, or a notation of its own."""

    name: str
    evaluate: Callable[..., Any]
    derivative: tuple[str, ...]
    latex: str
    shape: str = "call"
    plain: str = ""


_erf = np.frompyfunc(math.erf, 1, 1)


def erf(x: Any) -> Any:
    """The error function; NumPy has none, so each entry is the C library's."""
    return np.float64(math.erf(x)) if np.ndim(x) == 0 else _erf(x).astype(np.float64)


def _step(x: Any) -> Any:
    """0 up to 0, then 1; NaN stays. Of a tensor in two thirds of the time of `heaviside`."""
    return np.sign(np.maximum(x, 0.0)) if type(x) is np.ndarray else np.heaviside(x, 0.0)


def _larger(x: Any, y: Any) -> Any:
    """1 where x > y, 1/2 at a tie, 0 below; NaN where either is."""
    return np.where(np.isnan(x) | np.isnan(y), np.nan, np.where(x == y, 0.5, np.greater(x, y)))[()]


def sigmoid(x: Any) -> Any:
    """exp(-x) overflows to infinity below -709, and 1 / infinity is the right answer, 0."""
    return 1.0 / (1.0 + np.exp(-x))


def softplus(x: Any) -> Any:
    """ln(1 + exp(x)), whose exp would overflow."""
    return np.logaddexp(0.0, x)


_ALL = (
    Function("exp", np.exp, ("exp(x)",), r"\exp"),
    Function("log", np.log, ("1/x",), r"\ln", plain="ln"),
    Function("sqrt", np.sqrt, ("1/(2*sqrt(x))",), r"\sqrt", "root"),
    Function("sin", np.sin, ("cos(x)",), r"\sin"),
    Function("cos", np.cos, ("-sin(x)",), r"\cos"),
    Function("tan", np.tan, ("1 + tan(x)**2",), r"\tan"),
    Function("sinh", np.sinh, ("cosh(x)",), r"\sinh"),
    Function("cosh", np.cosh, ("sinh(x)",), r"\cosh"),
    Function("log1p", np.log1p, ("1/(1 + x)",), r"\operatorname{log1p}"),
    Function("erf", erf, ("2/sqrt(pi)*exp(-x**2)",), r"\operatorname{erf}"),
    Function("floor", np.floor, ("0",), r"\operatorname{floor}"),
    Function("floordiv", np.floor_divide, ("0", "0"), r"\operatorname{floordiv}"),
    Function("tanh", np.tanh, ("1 - tanh(x)**2",), r"\tanh"),
    Function("sigmoid", sigmoid, ("sigmoid(x)*sigmoid(-x)",), r"\operatorname{sigmoid}"),
    Function("softplus", softplus, ("sigmoid(x)",), r"\operatorname{softplus}"),
    Function("sign", np.sign, ("0",), r"\operatorname{sign}"),
    Function("abs", np.abs, ("sign(x)",), r"\left|", "bars"),
    Function("step", _step, ("0",), ">", "iverson"),
    Function("larger", _larger, ("0", "0"), ">", "iverson"),
    Function("equal", lambda x, y: np.equal(x, y) * 1.0, ("0", "0"), "=", "iverson"),
    Function("not_equal", lambda x, y: np.not_equal(x, y) * 1.0, ("0", "0"), r"\ne", "iverson", "≠"),
    Function("greater_equal", lambda x, y: np.greater_equal(x, y) * 1.0, ("0", "0"), r"\ge", "iverson", "≥"),
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType({function.name: function for function in _ALL})
