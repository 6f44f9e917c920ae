"""A call's arguments sorted into tensors, which are nodes, and static parameters: axes, shapes, strides.

sum(x, axis=0)        tensors (x,)      params axis=0, keepdims=False
conv2d(x, w, 2)       tensors (x, w)    params stride=2, padding=0
zeros(2, 3)           tensors ()        params shape=(2, 3)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from chainrule.errors import Refused
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Parameter
from chainrule.program.describe import describe, many, unmade
from chainrule.program.names import nearest
from chainrule.program.values import Defined, Dict, Flag, Instance, Items, Key, Node, Number, Text, Value


class Reader(Protocol):
    """Whoever knows the numbers of nodes."""

    def read(self, node: Node) -> float | None:
        """The number of a scalar, so that a name given to a number can serve as a parameter; None for any other tensor."""

    def counted(self, node: Node) -> None:
        """A scalar has served as a whole number."""

    def broken(self, value: Value, what: str) -> Refused | None:
        """What to say where one of the numbers in a value is not whole."""


def bind(
    record: Op | Macro, spelled: str, positional: Sequence[Value], named: dict[str, Value], reader: Reader
) -> tuple[list[Value], dict[str, Any]]:
    """Tensors and parameters of a call. Raises wrong-arguments, unknown-argument, bad-argument."""
    values = list(positional)
    tensors: list[Value] = []
    led = next((parameter for parameter in record.params if parameter.kind == "signature"), None)
    if led and values and led.name not in named:
        named = {**named, led.name: values.pop(0)}
    known = {*([] if record.variadic else record.args), *(parameter.name for parameter in shown(record))}
    for name in named:
        if name not in known:
            hint = _meant(name, known, signature(record, spelled))
            raise Refused("unknown-argument", f"{spelled} has no argument {name}.", hint, argument=name)
    early: dict[str, Value] = {}
    if record.variadic:
        given, (tensors, values) = values, _several(values, 0 if led else len(shown(record)), reader)
        if not tensors or (tensors is given and len(given) == 1 and not led):
            raise _wrong(record, spelled, "it needs several tensors")
    else:
        optional = record.optional if isinstance(record, Macro) else ()
        lacking: str | None = None
        for arg in record.args:
            if (arg,) == optional[:1]:
                early = _early(record, values, named, reader)
            if arg in optional and not _is_given(arg, values, named):
                lacking = lacking or arg
            elif lacking:
                raise _wrong(record, spelled, f"{arg} needs {lacking} before it")
            elif arg in optional and arg in named and not (values and _is_tensor(values[0])):
                tensors.append(named[arg])
            elif values:
                tensors.append(values.pop(0))
                if arg in named:
                    raise _wrong(record, spelled, f"{arg} is given twice")
            elif arg in named:
                tensors.append(named[arg])
            else:
                raise _wrong(record, spelled, f"{arg} is missing")
    params: dict[str, Any] = dict(record.defaults())
    for parameter in shown(record):
        if parameter.name in early:
            params[parameter.name] = static(parameter, early[parameter.name], reader)
        elif values and not _follows(record, parameter) and (rest := _gathered(parameter, values)) is not None:
            params[parameter.name], values = static(parameter, rest, reader), []
        elif values:
            params[parameter.name] = static(parameter, values.pop(0), reader)
        elif parameter.name in named:
            params[parameter.name] = static(parameter, named.pop(parameter.name), reader)
            continue
        elif parameter.required:
            raise _wrong(record, spelled, f"{parameter.name} is missing")
        if parameter.name in named:
            raise _wrong(record, spelled, f"{parameter.name} is given twice")
    if values:
        raise _wrong(record, spelled, f"{len(values)} argument{'s are' if len(values) > 1 else ' is'} too many")
    return tensors, params


def matched(function: Defined, values: Sequence[Value], named: Mapping[str, Value]) -> dict[str, Value]:
    """The parameters of a function of the program with their values. Raises wrong-arguments, unknown-argument."""
    parameters = [one for one in function.parameters if not one.stars]
    plain = [one.name for one in parameters if not one.only]
    rest, options = (next((one.name for one in function.parameters if one.stars == stars), None) for stars in (1, 2))
    if len(values) > len(plain) and rest is None:
        raise _too_many(function, plain, values)
    found: dict[str, Value] = dict(zip(plain, values, strict=False))
    others: dict[Key, Value] = {}
    for name, value in named.items():
        if not any(name == one.name for one in parameters):
            if options is None:
                near = nearest(name, [one.name for one in parameters])
                hint = f"Did you mean {near}=? {_written(function)}" if near else _written(function)
                raise Refused("unknown-argument", f"{function.name} has no argument {name}.", hint, argument=name)
            others[name] = value
            continue
        if name in found:
            raise Refused("wrong-arguments", f"{name} is given twice.", _written(function))
        found[name] = value
    if rest is not None:
        found[rest] = Items(tuple(values[len(plain) :]), False, (0, 0))
    if options is not None:
        found[options] = Dict(others)
    for one in parameters:
        if one.name not in found:
            if one.name not in function.defaults:
                raise Refused("wrong-arguments", f"{function.name} is called without {one.name}.", _written(function))
            found[one.name] = function.defaults[one.name]
    return found


def _too_many(function: Defined, plain: Sequence[str], values: Sequence[Value]) -> Refused:
    name, takes, given, hint = function.name, len(plain), len(values), _written(function)
    first = values[0]
    if isinstance(first, Instance) and first.of.functions.get(name) is function:
        if given == takes + 1 and plain[:1] != ["self"]:
            fact = f"{name} gets the {first.of.name} itself as its first argument, and has no name for it."
            return Refused("wrong-arguments", fact, f"Write self in front: def {name}({', '.join(['self', *plain])}).")
        takes, given = takes - 1, given - 1
        if name == "__init__":
            name, hint = first.of.name, unmade(first) or hint
    return Refused("wrong-arguments", f"{name} takes {many(takes, 'argument')}, not {given}.", hint)


def _written(function: Defined) -> str:
    shape = ", ".join("*" * one.stars + (one.name if one.default is None else f"{one.name}=...") for one in function.parameters)
    return f"It takes ({shape})." if function.name == "the lambda" else f"It is defined as {function.name}({shape})."


def _meant(name: str, known: Iterable[str], written: str) -> str:
    """What to write for an argument that is not there: the one a slip away, else how the function is called."""
    near = nearest(name, known)
    return f"Did you mean {near}=? The signature is {written}." if near else f"The signature is {written}."


def _several(values: list[Value], spare: int, reader: Reader) -> tuple[list[Value], list[Value]]:
    """Tensors and what follows them. f(a, b) and f([a, b]) are the same call; after a list up to `spare` whole numbers may follow."""
    if values and isinstance(values[0], Items) and len(values) <= 1 + spare and all(_whole(one, reader) is not None for one in values[1:]):
        return list(values[0].items), values[1:]
    return values, []


def _early(record: Op | Macro, values: list[Value], named: dict[str, Value], reader: Reader) -> dict[str, Value]:
    """group_norm(x, 2, w, b): parameters that must be given stand before the tensors that need not."""
    found: dict[str, Value] = {}
    for parameter in shown(record):
        if parameter.required and parameter.name not in named and values and _number(values[0], reader) is not None:
            found[parameter.name] = values.pop(0)
    return found


def _is_given(arg: str, values: list[Value], named: dict[str, Value]) -> bool:
    """Whether an optional tensor is given. None says it is not; a plain number in its place is already the first parameter."""
    if values and values[0] == Flag(None):
        values.pop(0)
        return False
    return bool(values and _is_tensor(values[0])) or named.get(arg, Flag(None)) != Flag(None)


def _is_tensor(value: Value) -> bool:
    return not (isinstance(value, Number | Text | Flag) or (isinstance(value, Items) and not value.listed))


def shown(record: Op | Macro) -> list[Parameter]:
    """The parameters a person can give."""
    return [parameter for parameter in record.params if parameter.kind not in ("hidden", "ties")]


def tensors_first(record: Op | Macro) -> tuple[list[str], list[Parameter]]:
    """Tensors of a call as its signature lists them, and the parameters after them. Those that must be given stand before tensors that
    need not."""
    optional = record.optional if isinstance(record, Macro) else ()
    rest = shown(record)
    early = [parameter for parameter in rest if parameter.required and optional]
    names = [arg for arg in record.args if arg not in optional] + [parameter.name for parameter in early]
    return names + [f"{arg}=None" for arg in optional], [parameter for parameter in rest if parameter not in early]


def signature(record: Op | Macro, spelled: str | None = None) -> str:
    """sum(a, axis=None, keepdims=False)."""
    led = [parameter.name for parameter in record.params if parameter.kind == "signature"]
    names, rest = tensors_first(record)
    rest = [parameter for parameter in rest if parameter.name not in led]
    parts = led + (["a, b, ..."] if record.variadic else names)
    parts += [parameter.name if parameter.required else f"{parameter.name}={parameter.default!r}" for parameter in rest]
    return f"{spelled or record.name}({', '.join(parts)})"


def _wrong(record: Op | Macro, spelled: str, fact: str) -> Refused:
    return Refused("wrong-arguments", f"{spelled} cannot be called like this: {fact}.", f"The signature is {signature(record, spelled)}.")


def _follows(record: Op | Macro, parameter: Parameter) -> bool:
    """Whether a parameter that must be given stands behind another: full(3, 7.0)."""
    rest = shown(record)
    return any(one.required for one in rest[rest.index(parameter) + 1 :])


def _gathered(parameter: Parameter, values: Sequence[Value]) -> Value | None:
    """reshape(x, 2, 3) and x.transpose(1, 0): whole numbers without brackets are one shape."""
    if parameter.kind not in ("shape", "axes") or len(values) < 2 or not all(isinstance(one, Number | Node) for one in values):
        return None
    if parameter.kind == "axes" and parameter.name != "axes":
        return None
    return Items(tuple(values), False, (0, 0))


def static(parameter: Parameter, value: Value, reader: Reader) -> Any:
    """The plain Python value of a parameter. Raises bad-argument when it is not of the parameter's kind."""
    match parameter.kind, value:
        case (("axes" | "shape"), Items([Items() as inner])):
            return static(parameter, inner, reader)
        case _, Flag(None) if not parameter.required and parameter.default is None:
            return None
        case "flag", Flag(flag) if flag is not None:
            return flag
        case "number", Flag(flag) if flag is not None:
            return float(flag)
        case (("text" | "padding" | "signature"), Text(text)):
            return text
        case "number", _:
            number = _number(value, reader)
            if number is not None:
                return number
        case "joined", Items(items):
            return tuple(static(Parameter(parameter.name, "axes", required=True), item, reader) for item in items)
        case (("axis" | "whole" | "joined"), _):
            one = _count(value, reader)
            if one is not None:
                return one
        case (("axes" | "shape" | "pair" | "padding"), Items(items, _, _)):
            several = [_count(item, reader) for item in items]
            if None not in several:
                return tuple(several)
        case "widths", Items(items, _, _):
            return tuple(static(Parameter(parameter.name, "pair"), item, reader) for item in items)
        case (("axes" | "shape" | "pair" | "padding" | "widths"), _):
            one = _count(value, reader)
            if one is not None:
                return one
        case _:
            pass
    if parameter.kind != "number" and (broken := reader.broken(value, parameter.name)):
        raise broken
    raise Refused(
        "bad-argument",
        f"{parameter.name} cannot be {describe(value)}.",
        f"{parameter.name} takes {_TAKES[parameter.kind]}.",
        argument=parameter.name,
    )


_TAKES = {
    "flag": "True or False",
    "text": "a word in quotes",
    "signature": "letters in quotes, such as 'ij,jk->ik'",
    "padding": "a whole number, two of them, 'same' or 'valid'",
    "number": "a number",
    "axis": "a whole number",
    "whole": "a whole number",
    "axes": "a whole number or a tuple of them",
    "joined": "a whole number, or the axes of both, such as ((1, 2), (0, 1))",
    "shape": "whole numbers, such as (2, 3)",
    "pair": "a whole number or two of them",
    "widths": "a whole number, (before, after), or one of these for every axis",
}


def _number(value: Value, reader: Reader) -> float | None:
    if isinstance(value, Number):
        return int(value.value) if value.whole else value.value
    return reader.read(value) if isinstance(value, Node) else None


def _whole(value: Value, reader: Reader) -> int | None:
    number = _number(value, reader)
    if number is None or (isinstance(value, Number) and not value.whole) or number != number // 1 or abs(number) > 1e15:
        return None
    return int(number)


def _count(value: Value, reader: Reader) -> int | None:
    """The whole number that a value serves as."""
    number = _whole(value, reader)
    if number is not None and isinstance(value, Node):
        reader.counted(value)
    return number
