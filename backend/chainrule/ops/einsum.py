"""Contraction: einsum, any sum of products over letters."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.family_contraction import Signature, contraction
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, says

_TERM = re.compile(r"[a-zA-Z]*")
_MOST = 32
"""Tensors in one sum: NumPy takes no more than 63, and an order to multiply them in is found in time that grows with the cube."""


def _signature(shapes: tuple[Shape, ...], params: Params) -> Signature:
    text = params["signature"].replace(" ", "")
    left, arrow, output = text.partition("->")
    inputs = tuple(left.split(","))
    if not all(_TERM.fullmatch(term) for term in (*inputs, output)):
        raise Refused("bad-argument", "An einsum signature has letters, commas and one arrow.", "Write 'ij,jk->ik'.")
    if not arrow:
        output = "".join(letter for letter in sorted(set(left) - {","}) if left.count(letter) == 1)
    if len(shapes) > _MOST:
        raise Refused("wrong-arguments", f"einsum takes up to {_MOST} tensors here, {len(shapes)} are given.", "Multiply some of them first.")
    if len(inputs) != len(shapes):
        raise Refused("wrong-arguments", f"The signature has {len(inputs)} terms for {len(shapes)} tensors.", "Write one term of letters for every tensor.")
    if len(set(output)) < len(output) or not set(output) <= set(left):
        raise Refused("bad-argument", "A letter of the result must stand once in it, and in a term before the arrow.", "Write 'ij,jk->ik'.")
    extents: dict[str, int] = {}
    for term, shape in zip(inputs, shapes, strict=True):
        if len(term) != len(shape):
            raise Refused("shape-mismatch", f"The term {term[:40]} has {len(term)} letters for a tensor that is {says(shape)}.", "Write one letter for every axis.", shapes=[list(shape)])
        for letter, extent in zip(term, shape, strict=True):
            if extents.setdefault(letter, extent) != extent:
                raise Refused("shape-mismatch", f"The letter {letter} stands for an axis of {extents[letter]} and one of {extent}.", "Give axes with the same letter the same size.")
    return inputs, output


def _by_loops(*tensors: Any, signature: str) -> Any:
    arrays = [np.asarray(one, dtype=float) for one in tensors]
    inputs, output = _signature(tuple(one.shape for one in arrays), {"signature": signature})
    extents = {letter: n for term, one in zip(inputs, arrays, strict=True) for letter, n in zip(term, one.shape, strict=True)}
    out = np.zeros([extents[letter] for letter in output])
    for numbers in itertools.product(*(range(n) for n in extents.values())):
        at = dict(zip(extents, numbers, strict=True))
        product = 1.0
        for term, one in zip(inputs, arrays, strict=True):
            product *= float(one[tuple(at[letter] for letter in term)])
        out[tuple(at[letter] for letter in output)] += product
    return out


_A, _B, _SQUARE = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]], [[3.1, 0.2], [-0.6, 0.8], [-2.2, 1.1]], [[1.0, 0.5], [-0.7, 2.0]]
_MEETING = (
    "Each entry of {to} collects the gradient of every result it helped to make, times what it met there.",
    "An entry of {to} is a factor in several products; each pays the gradient of its result times the other factors.",
    "Why this sum?",
)
einsum = contraction(
    "einsum",
    _signature,
    glyph="einsum",
    title="Sum of products",
    matrix=lambda signature: (None,) * len(signature[0]),
    shown=None,
    tells="Products over shared letters, added up: {out} has shape {shape:out}.",
    sentences=lambda signature: (_MEETING,),
    reference=_by_loops,
    samples=(
        Sample((_A, _B), {"signature": "ij,jk->ik"}),
        Sample((_A, _A), {"signature": "ij,ij->i"}),
        Sample((_A,), {"signature": "ij->j"}),
        Sample((_SQUARE,), {"signature": "ii->"}),
        Sample((_SQUARE,), {"signature": "ii->i"}),
        Sample((_SQUARE, [0.3, -1.1]), {"signature": "ii,i->i"}),
        Sample((_A, [0.5, -0.2], [1.0, 2.0, -1.0]), {"signature": "ij,i,j"}),
        Sample((_A, _B), {"signature": "ij,kl->il"}),
        Sample((2.0, [1.0, -1.0]), {"signature": ",i->i"}),
    ),
    bad=(
        BadSample((_A, _A), "shape-mismatch", {"signature": "ij,jk->ik"}),
        BadSample((_A,), "wrong-arguments", {"signature": "ij,jk->ik"}),
        BadSample((_A,) * 33, "wrong-arguments", {"signature": ",".join(["ij"] * 33) + "->"}),
        BadSample((_A,), "bad-argument", {"signature": "ij->ii"}),
        BadSample((_A,), "bad-argument", {"signature": "i.j->i"}),
        BadSample((_A,), "shape-mismatch", {"signature": "ijk->i"}),
    ),
    sources=("NumPy reference, numpy.einsum",),
    params=(Parameter("signature", "signature", required=True),),
    variadic=True,
)
