"""What a person writing a backward pass would leave out: products with 1, copies that broadcasting makes by itself, sums of numbers.

    dz * (1 / b)                       ->   dz / b
    broadcast_to(dz, (2, 3)) * y       ->   dz * y           where y has that shape
    where(2 == 0, 0, 2 * a ** (2 - 1)) ->   2 * a
    sum_to(dz, (3,))                   ->   sum(dz, axis=0)
"""

from __future__ import annotations

import math

import numpy as np

from chainrule.code.terms import Term, Terms
from chainrule.ops.catalogue import op
from chainrule.ops.record import Shape
from chainrule.program.graph import INPUT

STRETCHING = frozenset({"add", "sub", "mul", "div", "pow", "where", "maximum", "minimum", "equal", "not_equal", "larger", "greater_equal"})
"""Ops that broadcast their arguments, so that copying one of them before says nothing new."""
YES_OR_NO = frozenset({"step", "equal", "not_equal", "greater_equal"})
"""Ops that give 1 or 0, with which slopes that select are written."""


def simplify(whole: Terms) -> None:
    """Rewrites the terms of backward passes in place; what the program itself says stays as it was typed."""
    terms = whole.terms
    same: dict[int, int] = {}
    uses = [0] * len(terms)
    for one in terms:
        for arg in one.args:
            uses[arg] += 1
    for arrival in whole.arrivals:
        uses[arrival.total] += 1
    for node in (whole.target, *whole.printed, *whole.slopes):
        uses[node] += 1
    for place in whole.made:
        term = terms[place]
        term.args = tuple([same.get(arg, arg) for arg in term.args])
        for arg in term.args:
            uses[arg] -= 1
        if term.op is not None:
            _folded(whole, term)
        kept = _rewritten(whole, term)
        if kept is not None and place not in whole.cut:
            same[place] = kept
            uses[kept] += uses[place]
            continue
        for arg in term.args:
            uses[arg] += 1
        _copied_last(whole, term, uses)
    whole.arrivals = [type(one)(one.user, one.source, same.get(one.total, one.total), one.before) for one in whole.arrivals]


def _scalar(whole: Terms, term: int) -> float | None:
    """The number a constant is; an input and the upstream gradient stay what they are called."""
    one = whole.terms[term]
    called = term == whole.seed or (term < whole.start and whole.program.kinds[term] == INPUT)
    return None if called or one.op is not None or one.shape or one.value is None else float(one.value)


def _folded(whole: Terms, term: Term) -> None:
    """An op on numbers becomes its number."""
    assert term.op is not None
    if term.shape or not term.args or term.op in ("detach", "one_hot"):
        return
    found = [_scalar(whole, arg) for arg in term.args]
    numbers = [np.float64(one) for one in found if one is not None]
    if len(numbers) < len(found):
        return
    with np.errstate(all="ignore"):
        value = np.float64(op(term.op).plan(((),) * len(numbers), term.params).forward(*numbers))
    if math.isfinite(value):
        term.op, term.args, term.value = None, (), value


def _rewritten(whole: Terms, term: Term) -> int | None:
    """The earlier term this one is equal to, if it is; else it may have been rewritten."""
    terms = whole.terms
    if term.op is None:
        return None
    if term.op in STRETCHING:
        term.args = _unstretched(whole, term)
    if term.op == "where" and (chosen := _scalar(whole, term.args[0])) is not None:
        kept = term.args[1] if chosen else term.args[2]
        if terms[kept].shape == term.shape:
            return kept
        if (number := _scalar(whole, kept)) is not None:
            term.op, term.args, term.value = None, (), np.full(term.shape, number)
            return None
    if term.op == "where":
        term.args = _joined(whole, term)
        term.args = _chosen(whole, term)
    if term.op == "mul":
        g, slope = term.args
        if _scalar(whole, slope) == 0.0:
            term.op, term.args, term.value = None, (), np.zeros(term.shape)
            return None
        for one, other in ((g, slope), (slope, g)):
            if _scalar(whole, one) == 1.0 and terms[other].shape == term.shape:
                return other
        behind = terms[slope]
        if slope >= whole.start and behind.op == "div" and _scalar(whole, behind.args[0]) == 1.0:
            term.op, term.args = "div", (g, behind.args[1])
        elif slope >= whole.start and _reciprocal(_scalar(whole, slope)):
            term.op, term.args = "div", (g, _number(whole, slope, 1.0 / float(terms[slope].value)))  # type: ignore[arg-type]
    if term.op == "pow" and _scalar(whole, term.args[1]) == 1.0 and terms[term.args[0]].shape == term.shape:
        return term.args[0]
    if term.op == "div" and _scalar(whole, term.args[1]) == 1.0 and terms[term.args[0]].shape == term.shape:
        return term.args[0]
    if term.op in ("broadcast_to", "reshape", "transpose") and _unmoved(whole, term):
        return term.args[0]
    if term.op == "broadcast_to":
        inner = terms[term.args[0]]
        if inner.op == "reshape" and term.args[0] not in whole.cut and not terms[inner.args[0]].shape:
            term.args = inner.args
    if term.op == "sum_to":
        _as_sum(whole, term)
    return None


def _joined(whole: Terms, term: Term) -> tuple[int, ...]:
    """A choice within a choice, of the same two, is one under both conditions: where(c, where(d, a, b), b) is where(c * d, a, b)."""
    condition, kept, other = term.args
    inner = whole.terms[kept]
    if not whole.open(kept) or inner.op != "where" or inner.args[2] != other or condition > kept:
        return term.args
    there = inner.args[1]
    inner.op, inner.args = "mul", (condition, inner.args[0])
    inner.shape = np.broadcast_shapes(*(whole.terms[one].shape for one in inner.args))
    return kept, there, other


def _chosen(whole: Terms, term: Term) -> tuple[int, ...]:
    """The product of g with a yes or no is g where that is yes: where(c, g * c, 0) is where(c, g, 0)."""
    condition, kept, other = term.args
    behind = whole.terms[kept]
    if not whole.open(kept) or behind.op != "mul" or behind.args[1] != condition or not _yes_or_no(whole, condition):
        return term.args
    g = behind.args[0]
    fits = np.broadcast_shapes(*(whole.terms[one].shape for one in (condition, g, other))) == term.shape
    return (condition, g, other) if fits else term.args


def _yes_or_no(whole: Terms, term: int) -> bool:
    one = whole.terms[term]
    if one.op in YES_OR_NO:
        return not any(whole.undefined[arg] for arg in one.args)
    return one.op == "mul" and all(_yes_or_no(whole, arg) for arg in one.args)


def _copied_last(whole: Terms, term: Term, uses: list[int]) -> None:
    """Copies divided by a number are copies of the quotient."""
    if term.op not in ("div", "mul", "neg") or not whole.open(term.args[0]):
        return
    if len(term.args) == 2 and _scalar(whole, term.args[1]) is None:
        return
    copies = whole.terms[term.args[0]]
    if copies.op == "broadcast_to" and term.args[0] not in whole.program.names and uses[term.args[0]] == 1:
        shape = whole.terms[copies.args[0]].shape
        term.op, copies.op, term.params, copies.params = copies.op, term.op, copies.params, term.params
        term.args, copies.args, copies.shape = (term.args[0],), (copies.args[0], *term.args[1:]), shape
        _folded(whole, copies)


def _reciprocal(number: float | None) -> bool:
    """1/n for a whole n, written as a division."""
    return number is not None and 0 < abs(number) < 1 and float(round(1.0 / number)) == 1.0 / number


def _number(whole: Terms, place: int, value: float) -> int:
    """A constant behind the slope it takes the place of; nothing else uses a slope of its own."""
    whole.terms[place].value = np.float64(value)
    return place


def _unmoved(whole: Terms, term: Term) -> bool:
    if whole.terms[term.args[0]].shape != term.shape:
        return False
    return term.op != "transpose" or tuple(term.params["axes"] or ()) == tuple(range(len(term.shape))) or len(term.shape) < 2


def _unstretched(whole: Terms, term: Term) -> tuple[int, ...]:
    """The arguments without copies that broadcasting makes by itself; at least one keeps the whole shape."""
    args = list(term.args)
    for place in range(len(args)):
        one = whole.terms[args[place]]
        if not whole.open(args[place]) or one.op != "broadcast_to":
            continue
        rest = [whole.terms[arg].shape for other, arg in enumerate(args) if other != place]
        inner = whole.terms[one.args[0]].shape
        if np.broadcast_shapes(inner, *rest) == term.shape:
            args[place] = one.args[0]
    return tuple(args)


def _as_sum(whole: Terms, term: Term) -> None:
    """sum_to over leading axes, or over axes that are kept, is a sum; with both it stays."""
    before: Shape = whole.terms[term.args[0]].shape
    lead = len(before) - len(term.shape)
    kept = [axis for axis in range(lead, len(before)) if before[axis] != term.shape[axis - lead]]
    if lead and not kept:
        term.op, term.params = "sum", {"axis": tuple(range(lead)) if term.shape else None, "keepdims": False}
    elif kept and not lead:
        term.op, term.params = "sum", {"axis": tuple(kept), "keepdims": True}
