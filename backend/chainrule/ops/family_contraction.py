"""Contractions: sums of products over shared indices, declared by an einsum signature such as ij,jk->ik.

The derivative by one operand is the same kind of sum with that operand and the result exchanged:

    ij,jk->ik   by operand 0   ->   d.a_ij = sum over k of d.out_ik * b_jk   =   ik,jk->ij
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from chainrule.formula.tree import Equation, Formula, Index, Indexed, Multiply, Sum, Symbol, Word
from chainrule.ops.compose import spread
from chainrule.ops.record import (
    BadSample,
    Build,
    Op,
    Parameter,
    Params,
    Plan,
    Pull,
    Rule,
    Sample,
    Sentences,
    Shape,
    Words,
    names,
    size,
    telling,
)
from chainrule.ops.relation import Contraction

SMALL = 512
"""Entries of a matrix."""
Signature = tuple[tuple[str, ...], str]
Said = tuple[str, str, str | None]
"""Of one argument: narration, reason, question."""


def contraction(
    name: str,
    signature: Callable[[tuple[Shape, ...], Params], Signature],
    *,
    glyph: str,
    title: str,
    matrix: Callable[[Signature], tuple[Formula | None, ...]],
    shown: Formula | None,
    tells: str,
    sentences: Callable[[Signature], Sequence[Said]],
    reference: Callable[..., Any],
    samples: tuple[Sample, ...],
    bad: tuple[BadSample, ...],
    sources: tuple[str, ...],
    typed: bool = True,
    params: tuple[Parameter, ...] = (),
    variadic: bool = False,
    copied: bool = False,
) -> Op:
    """`signature(shapes, params)` raises `Refused`; `matrix(signature)` gives d.a and d.b as matrix products where they are;
    `sentences(signature)` per argument, the last for all that follow; `copied`: the first of two operands must be copied to become a
    matrix, and that copy is kept for the slope by the second."""
    named = ("a",) if variadic else ("a", "b")

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        inputs, output = signature(shapes, params)
        extents = {letter: extent for term, shape in zip(inputs, shapes, strict=True) for letter, extent in zip(term, shape, strict=True)}
        pulls = tuple(_pull(inputs, output, place, shapes) for place in range(len(inputs)))
        flops, form = 2 * size(tuple(extents.values())), f"{','.join(inputs)}->{output}"
        shape = tuple(extents[letter] for letter in output)
        if copied:
            keeping, pulls[1].regain = reused(inputs, output, extents)
            return Plan(op, shapes, params, shape, flops, lambda a, b: keeping(a, b)[0], pulls, form, keeping)
        return Plan(op, shapes, params, shape, flops, contract(inputs, output), pulls, form)

    def words(plan: Plan) -> Words:
        inputs, output = signature(plan.shapes, plan.params)
        matrices = matrix((inputs, output))
        args = names(plan)
        told_of = sentences((inputs, output))
        said = {arg: told_of[min(place, len(told_of) - 1)] for place, arg in enumerate(args)}
        rules = {
            arg: Rule(
                matrix=None if (right := matrices[place]) is None else Equation(Symbol(f"d.{arg}"), right),
                index=index_rule(inputs, output, place, args),
            )
            for place, arg in enumerate(args)
        }
        told = Sentences(
            telling(tells, plan.shape),
            {arg: narration for arg, (narration, _, _) in said.items()},
            {arg: because for arg, (_, because, _) in said.items()},
            {arg: question for arg, (_, _, question) in said.items()},
        )
        return Words(shown or index_forward(inputs, output, args), rules, told)

    return Op(
        name, glyph, title, "contraction", named, make, words, reference,
        params=params, variadic=variadic, samples=samples, bad=bad, sources=sources, doc=tells, typed=typed,
    )  # fmt: skip


def index_forward(inputs: tuple[str, ...], output: str, args: Sequence[str]) -> Formula:
    """out_ik = sum over j of a_ij * b_jk."""
    product: Formula = at(args[0], inputs[0])
    for arg, term in zip(args[1:], inputs[1:], strict=True):
        product = Multiply(product, at(arg, term))
    summed = tuple(dict.fromkeys(c for c in "".join(inputs) if c not in output))
    return Equation(at("out", output), Sum(summed, product) if summed else product)


def index_rule(inputs: tuple[str, ...], output: str, place: int, args: Sequence[str]) -> Formula:
    """d.a_ij = sum over the other letters of d.out_... times the companions."""
    mine = inputs[place]
    product: Formula = at("d.out", output)
    for other, term in enumerate(inputs):
        if other != place:
            product = Multiply(product, at(args[other], term))
    letters = "".join(dict.fromkeys("".join((output, *inputs))))
    summed = tuple(letter for letter in letters if letter not in mine)
    return Equation(at(f"d.{args[place]}", mine), Sum(summed, product) if summed else product)


def at(name: str, letters: str) -> Formula:
    """name with one index per letter; bare for a scalar."""
    return Indexed(Symbol(name), tuple(Index(((letter, 1),)) for letter in letters)) if letters else Symbol(name)


def word_at(text: str, letters: str) -> Formula:
    """The same for a letter that stands for itself, such as p for the shares of softmax."""
    return Indexed(Word(text), tuple(Index(((letter, 1),)) for letter in letters)) if letters else Word(text)


def _pull(inputs: tuple[str, ...], output: str, place: int, shapes: tuple[Shape, ...]) -> Pull:
    mine = inputs[place]
    others = [k for k in range(len(inputs)) if k != place]
    reached = set(output).union(*(inputs[k] for k in others))
    single = "".join(dict.fromkeys(mine))  # each letter once: a repeated one stands for a diagonal
    extents = dict(zip(mine, shapes[place], strict=True))
    kept = "".join(letter for letter in single if letter in reached)
    terms = (output, *(inputs[k] for k in others))
    back, push = contract(terms, kept), contract(inputs, output)
    other = 1 - place
    relation = Contraction(inputs, output, place)
    stretched = tuple(extents[letter] if letter in reached else 1 for letter in single)
    whole = tuple(extents[letter] for letter in single)

    def vjp_of_two(g: Any, part: Any, values: Sequence[Any], out: Any) -> Any:
        return back(g, values[other])

    def vjp(g: Any, part: Any, values: Sequence[Any], out: Any) -> Any:
        gradient = back(g, *[values[k] for k in others])
        if kept != single:  # a letter that was only summed: its gradient is the same along it
            gradient = np.broadcast_to(np.reshape(gradient, stretched), whole)
        if single != mine:
            diagonal = np.zeros(shapes[place])
            np.einsum(f"{mine}->{single}", diagonal)[...] = gradient
            return diagonal
        return gradient

    def jvp(t: Any, part: Any, values: Sequence[Any], out: Any) -> Any:
        return push(*(t if k == place else v for k, v in enumerate(values)))

    def built(build: Build, g: Any, args: Sequence[Any], out: Any) -> Any:
        gradient = build("einsum", g, *(args[k] for k in others), signature=f"{','.join(terms)}->{kept}")
        gradient = spread(build, gradient, stretched, whole)
        here = list(single)
        for at, letter in enumerate(mine):
            if letter in mine[:at]:  # put back on the diagonal, by a product with the identity
                other = next(c for c in "abcdefghijklmnopqrstuvwxyz" if c not in (*mine, *here))
                eye = build.constant(np.eye(extents[letter]).tolist())
                to = [*here, other]
                gradient = build("einsum", gradient, eye, signature=f"{''.join(here)},{letter}{other}->{''.join(to)}")
                here = to
        return gradient if here == list(single) else _ordered(build, gradient, mine, here)

    plain = len(inputs) == 2 and kept == mine
    back_of_two = _MATRICES.get((terms, kept, place), vjp_of_two)
    return Pull(lambda values, out: relation, back_of_two if plain else vjp, jvp, built)


_MATRICES: Mapping[Any, Callable[..., Any]] = {
    (("ik", "jk"), "ij", 0): lambda g, part, values, out: g.dot(values[1].T),
    (("ik", "ij"), "jk", 1): lambda g, part, values, out: values[0].T.dot(g),
}
"""The two slopes of a product of matrices, without further calls on the way."""


def _ordered(build: Build, gradient: Any, mine: str, here: list[str]) -> Any:
    """Axes of a gradient that grew a new axis for every repeated letter, in the order of the letters of the operand."""
    fresh = iter(here[len(set(mine)) :])
    order = [here.index(next(fresh) if letter in mine[:place] else letter) for place, letter in enumerate(mine)]
    return build("transpose", gradient, axes=tuple(order))


def contract(inputs: tuple[str, ...], output: str) -> Callable[..., Any]:
    """The sum of products as one matrix product over grouped letters (np.einsum takes about seven times as long)."""
    match inputs, output:
        case (("ij", "jk"), "ik") | (("ij", "j"), "i") | (("i", "ij"), "j") | (("i", "i"), ""):
            return np.ndarray.dot  # on matrices in two thirds of the time np.matmul takes to look at them
        case ("ik", "jk"), "ij":
            return lambda g, b: g.dot(b.T)
        case ("ik", "ij"), "jk":
            return lambda g, a: a.T.dot(g)
    if len(inputs) == 1 and inputs[0] == output:
        return lambda a: a
    if len(inputs) != 2 or any(len(set(term)) < len(term) for term in inputs):
        return lambda *values: np.einsum(",".join(inputs) + "->" + output, *values)[()]
    left, right = inputs
    only = ["".join(c for c in term if c in other or c in output) for term, other in ((left, right), (right, left))]
    both, inner, outer = _shared(only[0], only[1], output)
    made = [*both, *outer[0], *outer[1]]
    back = _order(made, output)
    if only == [left, right] and len(outer[0]) == len(outer[1]) == len(inner) == 1:
        return _stacked(_order(left, [*both, *outer[0], *inner]), _order(right, [*both, *inner, *outer[1]]), back)
    first = _grouped(left, only[0], (both, outer[0], inner))
    second = _grouped(right, only[1], (both, inner, outer[1]))

    def run(x: Any, y: Any) -> Any:
        product = _product(first(x), second(y))
        extents = dict(zip(left, x.shape, strict=True))
        extents.update(zip(right, y.shape, strict=True))
        product = product.reshape([extents[c] for c in made])
        return (product if back is None else product.transpose(back))[()]

    return run


def _stacked(first: tuple[int, ...] | None, second: tuple[int, ...] | None, back: tuple[int, ...] | None) -> Callable[[Any, Any], Any]:
    """The product of stacks of matrices as they are, but for the order of their axes and of those of the result."""

    def run(x: Any, y: Any) -> Any:
        product = _product(x if first is None else x.transpose(first), y if second is None else y.transpose(second))
        return product if back is None else product.transpose(back)

    return run


def _product(x: Any, y: Any) -> Any:
    if not y.flags.c_contiguous and y.ndim > 2 and y.shape[-1] * y.shape[-2] <= SMALL:
        y = y.copy()  # a stack of small matrices is multiplied faster untransposed
    return np.matmul(x, y)


def reused(inputs: tuple[str, ...], output: str, extents: Mapping[str, int]) -> tuple[Callable[[Any, Any], tuple[Any, Any]], Callable[[Any, Any], Any]]:
    """The sum of products of two operands together with the first of them as matrices, and from those the gradient of the second."""
    left, right = inputs
    both, inner, outer = _shared(left, right, output)
    first, second = _grouped(left, left, (both, inner, outer[0])), _grouped(right, right, (both, outer[1], inner))
    upstream = _grouped(output, output, (both, outer[1], outer[0]))
    made, paid = [*both, *outer[1], *outer[0]], [*both, *outer[1], *inner]
    turned, back = (_order(of, wanted) or tuple(range(len(of))) for of, wanted in ((made, output), (paid, right)))
    shapes = tuple([extents[c] for c in of] for of in (made, paid))

    def keeping(x: Any, y: Any) -> tuple[Any, Any]:
        matrices = first(x)
        return np.matmul(second(y), matrices).reshape(shapes[0]).transpose(turned), matrices

    def regain(g: Any, matrices: Any) -> Any:
        return np.matmul(upstream(g), matrices.swapaxes(-1, -2)).reshape(shapes[1]).transpose(back)

    return keeping, regain


def _shared(left: str, right: str, output: str) -> tuple[list[str], list[str], list[list[str]]]:
    """Letters of both operands that stay, those summed over, and what each has alone."""
    both = [c for c in left if c in right and c in output]
    inner = [c for c in left if c in right and c not in output]
    return both, inner, [[c for c in term if c not in both and c not in inner] for term in (left, right)]


def _grouped(term: str, kept: str, groups: tuple[list[str], list[str], list[str]]) -> Callable[[Any], Any]:
    """One operand as a stack of matrices: the letters of `groups` are the stack, the rows and the columns; others are summed."""
    both, rows, columns = groups
    dropped = tuple(axis for axis, c in enumerate(term) if c not in kept)
    straight, turned = (_order(kept, [*both, *first, *second]) for first, second in ((rows, columns), (columns, rows)))
    single = len(rows) == len(columns) == 1
    lead, ends = len(both), [kept.index(side[-1]) if side else 0 for side in (rows, columns)]

    def group(value: Any) -> Any:
        if dropped:
            value = np.add.reduce(value, axis=dropped)
        # What has to be copied is copied in long runs: windows have few entries, their places many.
        flip = not single and straight is not None and value.shape[ends[0]] > value.shape[ends[1]]
        order = turned if flip else straight
        if order is not None:
            value = value.transpose(order)
        if single:
            return value
        shape = value.shape
        split = lead + len(columns if flip else rows)
        value = value.reshape((*shape[:lead], size(shape[lead:split]), size(shape[split:])))
        return value.swapaxes(-1, -2) if flip else value

    return group


def _order(given: Sequence[str], wanted: Sequence[str]) -> tuple[int, ...] | None:
    """The axes of `given` in the order of `wanted`; None where they stand so already."""
    order = tuple(given.index(c) for c in wanted)
    return None if order == tuple(range(len(order))) else order
