"""Creation: tensors made from static parameters alone. They have no arguments, so nothing flows back through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.formula.tree import Call
from chainrule.ops.record import Op, Parameter, Params, Plan, Sample, Sentences, Shape, Words, value


def creation(
    name: str,
    shape: Callable[[Params], Shape],
    fill: Callable[[Params], Any],
    *,
    params: tuple[Parameter, ...],
    samples: tuple[Params, ...],
    reference: Callable[..., Any],
    doc: str,
    random: bool = False,
) -> Op:
    """`shape(params)` raises `Refused`; `fill(params)` makes the entries. A random one also gets `seed` and `call` (its place in the program)."""
    hidden = (Parameter("seed", "hidden", 0), Parameter("call", "hidden", 0)) if random else ()

    def make(op: Op, shapes: tuple[Shape, ...], given: Params) -> Plan:
        return Plan(op, (), given, shape(given), 0, lambda: value(fill(given)), (), "made")

    def words(plan: Plan) -> Words:
        return Words(Call(name, ()), {}, Sentences("{out} is made, with shape {shape:out}.", {}, {}))

    return Op(
        name, name, name.capitalize(), "creation", (), make, words, reference,
        params=(*params, *hidden), samples=tuple(Sample((), given) for given in samples), sources=("NumPy reference, array creation",), doc=doc,
    )  # fmt: skip


def generator(params: Params) -> np.random.Generator:
    """Random numbers of one call: the same program seed and place in the program give the same numbers."""
    return np.random.Generator(np.random.PCG64([int(params["seed"]), int(params["call"])]))
