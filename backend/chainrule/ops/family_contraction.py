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
from chainrule.ops.contract import contract, reused
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
        flops, form = max(len(inputs), 2) * size(tuple(extents.values())), f"{','.join(inputs)}->{output}"
        shape = tuple(extents[letter] for letter in output)
        if copied:
            keeping, regain = reused(inputs, output, extents)
            pulls[1].regains(regain)
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
            if letter in mine[:at]:  # put back on the diagonal, with 0 beside it
                other = next(c for c in "abcdefghijklmnopqrstuvwxyz" if c not in (*mine, *here))
                eye = np.eye(extents[letter]).reshape([extents[letter] if c in (letter, other) else 1 for c in (*here, other)])
                copied = build("expand_dims", gradient, axis=len(here))
                gradient = build("where", build.constant(eye.tolist()), copied, build.constant(0.0))
                here.append(other)
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
