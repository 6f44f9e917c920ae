"""`frontend/src/wire.d.ts`, written from models.py: `python -m chainrule.wire.typescript`.

    class Kink(TypedDict): where: str    ->    export interface Kink { readonly where: string }

It describes a trace as `read()` of wire.js hands it out, so a Number is a JavaScript number and everything is readonly.
TypeScript takes wire.d.ts for the types of wire.js, hence the exports of wire.js at its end.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import ForwardRef, Literal, NotRequired

from typing_extensions import TypeAliasType, is_typeddict

from chainrule.wire import models

TARGET = Path(__file__).resolve().parents[3] / "frontend" / "src" / "wire.d.ts"

PLAIN: dict[object, str] = {str: "string", bool: "boolean", int: "number", float: "number", types.NoneType: "null"}

ALIASES = ("Number", "Span", "Value", "IndexTerm", "Relation")

HEAD = "// Written by `python -m chainrule.wire.typescript` from backend/chainrule/wire/models.py. Do not edit."

EXPORTS = """\
/** A trace that cannot be read: `path` says where, `nodes[3].value`. */
export class WireError extends Error {
  constructor(path: string, fact: string)
  readonly path: string
}

/** The body of a refusal: the faults of the text and the graph up to the first of them. */
export interface Refusal {
  readonly problems: readonly Problem[]
  readonly partial: Trace | null
}

/** The parts of a trace by id; `users`: the edges that leave a node, in program order. */
export interface Lookup {
  readonly nodes: ReadonlyMap<string, Node>
  readonly edges: ReadonlyMap<string, Edge>
  readonly groups: ReadonlyMap<string, Group>
  readonly users: ReadonlyMap<string, readonly Edge[]>
}

/** Checks version and shape, restores NaN and the infinities, freezes: the value given becomes the trace. */
export function read(value: unknown): Trace

/** Reads problem+json. Never throws: what cannot be read is left out. */
export function readRefusal(value: unknown): Refusal

/** The answer to a question about a program: restores NaN and the infinities, freezes. */
export function readAnswer(value: unknown): unknown

/** Made once per trace. */
export function lookup(trace: Trace): Lookup
"""


def evaluated(annotation: object) -> object:
    """A forward reference, one level deep: deeper would lose the names of the aliases."""
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        return eval(annotation, vars(models))
    return annotation


def alias(kind: object) -> str | None:
    # By identity: `shape: list[int]` equals Span and is none.
    return next((name for name in ALIASES if getattr(models, name) is kind), None)


def typescript(annotation: object) -> str:
    kind = evaluated(annotation)
    name = alias(kind)
    if name is not None:
        return name
    if isinstance(kind, type) and is_typeddict(kind):
        return kind.__name__
    if isinstance(kind, type) and kind in PLAIN:
        return PLAIN[kind]
    return compound(kind)


def compound(kind: object) -> str:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return " | ".join(f"'{word}'" if isinstance(word, str) else str(word) for word in inner)
    if origin is typing.Union or origin is types.UnionType:
        return " | ".join(dict.fromkeys(typescript(part) for part in inner))
    if origin is list:
        item = typescript(inner[0])
        return f"readonly ({item})[]" if " " in item else f"readonly {item}[]"
    if origin is tuple:
        return f"readonly [{', '.join(typescript(part) for part in inner)}]"
    if origin is dict:
        return f"Readonly<Record<{typescript(inner[0])}, {typescript(inner[1])}>>"
    raise TypeError(f"no TypeScript for {kind!r}")


def comment(text: str | None) -> Iterator[str]:
    lines = [line.strip() for line in (text or "").strip().splitlines()]
    if len(lines) == 1:
        yield f"/** {lines[0]} */"
    elif lines:
        yield "/**"
        yield from (f" * {line}".rstrip() for line in lines)
        yield " */"


def interface(name: str, kind: type) -> Iterator[str]:
    yield from comment(kind.__doc__ if kind.__doc__ != dict.__doc__ else None)
    yield f"export interface {name} {{"
    for field, annotation in kind.__annotations__.items():
        value = evaluated(annotation)
        optional = typing.get_origin(value) is NotRequired
        yield f"  readonly {field}{'?' if optional else ''}: {typescript(typing.get_args(value)[0] if optional else value)}"
    yield "}"


def meant(kind: object) -> object:
    """What a named alias, which may contain itself, stands for."""
    return evaluated(kind.__value__) if isinstance(kind, TypeAliasType) else kind


def declarations() -> str:
    lines = [HEAD, ""]
    lines += [*comment(models.__doc__), "export type Number = number"]
    for name in ALIASES[1:]:
        lines.append(f"export type {name} = {compound(meant(getattr(models, name)))}")
    for name, kind in vars(models).items():
        if isinstance(kind, type) and is_typeddict(kind):
            lines += ["", *interface(name, kind)]
    return "\n".join([*lines, "", EXPORTS])


if __name__ == "__main__":
    TARGET.write_text(declarations(), encoding="utf-8")
