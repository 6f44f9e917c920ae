"""The catalogue of ops as data."""

from __future__ import annotations

import re

from typing_extensions import TypedDict

from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Parameter
from chainrule.program.call import tensors_first
from chainrule.wire.models import Kink


class OpEntry(TypedDict):
    """One op of the catalogue. `call`: how it is typed. `does`: what it does, in a few words."""

    name: str
    call: str
    glyph: str
    title: str
    family: str
    does: str
    kinks: list[Kink]
    sources: list[str]


def ops() -> list[OpEntry]:
    """Every op that can be typed, by name."""
    return [_entry(op) for op in CATALOGUE.values() if _call(op)]


def _entry(op: Op | Macro) -> OpEntry:
    return {
        "name": op.name,
        "call": _call(op),
        "glyph": op.glyph,
        "title": op.title,
        "family": op.family,
        "does": op.title if "{" in op.doc else op.doc,
        "kinks": [{"where": kink.where, "value": kink.value, "why": kink.why} for kink in op.kinks],
        "sources": list(op.sources),
    }


BRACKETS = {"[ ]": "a[...]", "[,]": "[a, ...]"}
SIGN = re.compile(r"[-+*/@<>=!]+")


def _call(op: Op | Macro) -> str:
    """`a + b`, `-a`, `softmax(a, axis=-1)`; empty for what only stands inside a macro."""
    if SIGN.fullmatch(op.glyph):
        return f" {op.glyph} ".join(op.args) if len(op.args) > 1 else f"{op.glyph}{op.args[0]}"
    if not op.typed:
        return BRACKETS.get(op.glyph, "")
    names, rest = tensors_first(op)
    arguments = [*names, *(["..."] if op.variadic else []), *map(_parameter, rest)]
    return f"{op.name}({', '.join(arguments)})"


def _parameter(parameter: Parameter) -> str:
    return parameter.name if parameter.required else f"{parameter.name}={parameter.default}"
