"""How a library writes an op: a Python expression in the names of the op's arguments and parameters, as the catalogue has them.

    "sum": "a.sum(axis=axis, keepdims=keepdims)"      a = dz, axis = 0, keepdims = False     ->   dz.sum(axis=0)

Arguments are put in as syntax, so that brackets stand where Python needs them; a keyword whose value says nothing is left out.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chainrule.ops.indexing import Cut
from chainrule.ops.record import Params, Shape

QUIET = frozenset({"ddof", "diagonal", "k", "label_smoothing", "num_upper"})
"""Keywords that say nothing at 0."""


@dataclass(frozen=True, slots=True)
class Call:
    """An op that is to be written: what a spelling may depend on."""

    op: str
    args: tuple[str, ...]
    """The names its spelling has for the arguments that are given."""
    shapes: tuple[Shape, ...]
    shape: Shape
    params: Params

    def axes(self, name: str = "axis") -> tuple[int, ...]:
        """Axes counted from 0; all of them where none are named."""
        given, rank = self.params.get(name), len(self.shapes[0])
        if given is None:
            return tuple(range(rank))
        return tuple(one % rank for one in (given if isinstance(given, tuple) else (given,))) if rank else ()


Spelling = str | Callable[[Call], str | None]
"""The expression, or what makes it of the call; None: these parameters are not in the library, so the parts are written."""
Table = Mapping[str, Spelling]


@dataclass(frozen=True, slots=True)
class Argument:
    """`plain`: it is a number and not a value of the library."""

    of: ast.expr
    plain: bool


def template(text: str) -> ast.expr:
    """A tree of its own each time: reading the text again takes a quarter of the time of a deep copy."""
    return ast.parse(text, mode="eval").body


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a library wants a plain number where it stands alone: `wrap` as an expression in `a`. `bare`: numbers may be arguments of
    its functions."""

    wrap: str
    infinity: str
    nan: str
    bare: bool


def number(value: float, how: Numbers) -> ast.expr:
    """Whole numbers without a point, negative ones with the sign as an operation, which binds weaker than a power."""
    if math.isnan(value):
        return template(how.nan)
    if value < 0 or (value == 0 and math.copysign(1.0, value) < 0):
        return ast.UnaryOp(ast.USub(), number(-value, how) if value else ast.Constant(0.0))
    if math.isinf(value):
        return template(how.infinity)
    return ast.Constant(int(value) if value == int(value) and value < 1e15 else float(value))


def written(call: Call, text: str, arguments: Sequence[Argument], how: Numbers, variadic: bool = False) -> ast.expr:
    """The expression `text` with the arguments and parameters of `call`. Values of this library are floats, whatever a number looks
    like: it keeps its digits only beside an operator that has a value on its other side."""
    known = dict(zip(call.args, arguments, strict=True))
    lonely = bool(arguments) and all(one.plain for one in arguments)
    made: ast.expr = _Put(known, list(arguments) if variadic else [], call.params, how, lonely).visit(template(text))
    return made


class _Put(ast.NodeTransformer):
    def __init__(self, known: Mapping[str, Argument], several: list[Argument], params: Params, how: Numbers, lonely: bool) -> None:
        self.known, self.several, self.params, self.how, self.lonely = known, several, params, how, lonely

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.known:
            return self._argument(node.id, self.lonely)
        if node.id in self.params:
            return literal(self.params[node.id], self.how)
        return node

    def _argument(self, name: str, wrapped: bool) -> ast.expr:
        one = self.known[name]
        return _alone(one.of, self.how) if wrapped and one.plain else one.of

    def _operand(self, node: ast.expr) -> ast.expr:
        """Beside an operator a plain number is as good as a tensor, unless all are."""
        return self._argument(node.id, self.lonely) if isinstance(node, ast.Name) and node.id in self.known else self.visit(node)

    def _inside(self, node: ast.expr, beside: bool, lonely: bool) -> ast.expr:
        """An argument of a function. `beside`: another of its arguments is a value."""
        if isinstance(node, ast.Name) and node.id in self.known:
            return _given(self.known[node.id], self.how, lonely, beside)
        visited: ast.expr = self.visit(node)
        return visited

    def _elements(self, node: ast.List | ast.Tuple) -> ast.expr:
        spliced: list[ast.expr] = []
        for one in node.elts:
            if isinstance(one, ast.Name) and one.id == "several" and self.several:
                beside = not all(each.plain for each in self.several)
                spliced += [_given(each, self.how, False, beside) for each in self.several]
            else:
                spliced.append(self.visit(one))
        node.elts = spliced
        return node

    def visit_List(self, node: ast.List) -> ast.expr:
        return self._elements(node)

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        return self._elements(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        node.left, node.right = self._operand(node.left), self._operand(node.right)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """A number compared with one that the spelling has is alone."""
        left = node.left
        alone = isinstance(left, ast.Name) and left.id in self.known and isinstance(node.comparators[0], ast.Constant)
        node.left = self._inside(left, False, True) if alone else self._operand(left)
        node.comparators = [self._operand(one) for one in node.comparators]
        match node:
            case ast.Compare(left, [ast.NotEq()], [ast.Constant(0)]):
                return _asked(left) or node
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        inner = node.value
        node.value = self._argument(inner.id, True) if isinstance(inner, ast.Name) and inner.id in self.known else self.visit(inner)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        node.value, node.slice = self._inside(node.value, False, self.lonely), self.visit(node.slice)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        node.func = self.visit(node.func)
        # A function of ours, above the program, asks its arguments what only a value of the library knows.
        lonely = self.lonely or isinstance(node.func, ast.Name)
        known = [self.known[one.id] for one in node.args if isinstance(one, ast.Name) and one.id in self.known]
        beside = not lonely and not all(one.plain for one in known)
        node.args = [self._inside(one, beside, lonely) for one in node.args]
        for keyword in node.keywords:
            keyword.value = self._inside(keyword.value, beside, lonely)
        node.keywords = [one for one in node.keywords if not _says_nothing(one)]
        return node


def _asked(of: ast.expr) -> ast.expr | None:
    """The condition behind a yes or no that was made a number, or behind a product of several: (a > 0) * 1.0 is a > 0."""
    match of:
        case ast.Compare():
            return of
        case ast.BinOp(left, ast.Mult(), ast.Constant(1.0)):
            return _asked(left)
        case ast.BinOp(left, ast.Mult(), right) if (one := _asked(left)) and (other := _asked(right)):
            return ast.BinOp(one, ast.BitAnd(), other)
    return None


def _given(one: Argument, how: Numbers, lonely: bool, beside: bool) -> ast.expr:
    """An argument of a function or an entry of a list."""
    if not one.plain or (how.bare and beside):
        return one.of
    return _alone(one.of, how) if lonely or not how.bare else _real(one.of)


def _alone(one: ast.expr, how: Numbers) -> ast.expr:
    """A plain number as a value of the library."""
    text = ast.unparse(template(how.wrap)).replace("(a", f"({ast.unparse(_real(one))}", 1)
    return ast.parse(text, mode="eval").body


def _real(of: ast.expr) -> ast.expr:
    match of:
        case ast.UnaryOp(sign, inner):
            return ast.UnaryOp(sign, _real(inner))
        case ast.Constant(int(value)):
            return ast.Constant(float(value))
    return of


def _says_nothing(keyword: ast.keyword) -> bool:
    if not isinstance(keyword.value, ast.Constant):
        return False
    value = keyword.value.value
    return value is None or (value is False and keyword.arg != "approximate") or (keyword.arg in QUIET and value == 0)


def literal(value: Any, how: Numbers) -> ast.expr:
    """A static parameter as Python: an axis, a shape, an index, a text."""
    if isinstance(value, tuple):
        return ast.Tuple([literal(one, how) for one in value], ast.Load())
    if isinstance(value, bool) or value is None or isinstance(value, str) or value is Ellipsis:
        return ast.Constant(value)
    if isinstance(value, int):
        return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return number(float(value), how)


def subscript(key: tuple[Any, ...]) -> str:
    """An index as it is written between brackets."""

    def one(item: Any) -> str:
        if isinstance(item, Cut):
            ends = ["" if end is None else str(end) for end in (item.start, item.stop)]
            return ":".join(ends) if item.step is None else f"{':'.join(ends)}:{item.step}"
        return "..." if item is Ellipsis else str(list(item)) if isinstance(item, tuple) else str(item)

    return ", ".join(map(one, key)) or "()"


def trimmed(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """An index without whole axes at its end, which it need not name."""
    while len(key) > 1 and key[-1] == Cut() and Ellipsis not in key:
        key = key[:-1]
    return key


def product(signature: str, shapes: Sequence[Shape], turned: str, other: str) -> str:
    """A product of two tensors named a0 and a1: as matrices where it is one, `turned` being the transpose of `{}`, else as `other`."""
    left, right = signature.split("->")[0].split(",")
    out = signature.split("->")[1]
    names = {"a0": left, "a1": right}
    if len(set(left)) < len(left) or len(set(right)) < len(right):
        return other
    shared = [letter for letter in left if letter in right and letter not in out]
    if left == right == out or ("" in (left, right) and out == left + right):
        return "a0 * a1"
    if not shared and len(left) == len(right) == 1 and len(out) == 2:
        return other
    if len(shared) != 1 or max(len(left), len(right)) > 2 or set(out) != set(left) ^ set(right):
        return other
    (s,) = shared
    for first, second in (("a0", "a1"), ("a1", "a0")):
        one, two = names[first], names[second]
        if out == one.replace(s, "") + two.replace(s, ""):
            before = first if one.endswith(s) else turned.format(first)
            after = second if two.startswith(s) else turned.format(second)
            return f"{before} @ {after}"
    return other
