"""What a value is, in a few words."""

from __future__ import annotations

from chainrule.program.kind import Kind
from chainrule.program.series import Series
from chainrule.program.sets import Set
from chainrule.program.stream import Stream
from chainrule.program.tape import Tape
from chainrule.program.values import (
    At,
    Bound,
    Builtin,
    Class,
    Context,
    Defined,
    Derived,
    Dict,
    Flag,
    Function,
    Instance,
    Items,
    Library,
    Made,
    Node,
    Nothing,
    Number,
    Passed,
    Pulling,
    Sliced,
    Spelled,
    Super,
    Taken,
    Text,
    Value,
    Words,
)


def describe(value: Value) -> str:
    """What a value is, in a few words."""
    match value:
        case Number(number, is_whole, _):
            return str(int(number)) if is_whole and abs(number) < 1e15 else repr(number)
        case Text(text):
            return repr(text[:40])
        case Words():
            return "a text with tensors in it"
        case Flag(flag):
            return str(flag)
        case Items(_, listed, _):
            return "a list" if listed else "a tuple"
        case Function(_, spelled, _) | Defined(spelled):
            return f"the function {spelled}"
        case Series():
            return "a range of values"
        case Library(name):
            return f"the library {name}"
        case Sliced():
            return "a slice"
        case Nothing():
            return "None"
        case Dict():
            return "a dict"
        case Set():
            return "a set"
        case Stream(body):
            return f"the generator {body.name}"
        case Instance(of=Class(name)):
            return f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}"
        case Class(name):
            return f"the class {name}"
        case Spelled(row):
            return f"the function {row.name.removeprefix('Tensor.')}"
        case Bound(Defined(name)) | Builtin(name):
            return f"the function {name}"
        case Kind(name):
            return f"the class {name}"
        case Super():
            return "super()"
        case Context(kind):
            return f"the context {kind}"
        case Derived(kind):
            return f"the function that {kind} gives"
        case Pulling():
            return "the function that vjp gives"
        case Tape():
            return "a tape"
        case At():
            return "x.at, which needs [...] and .set(...)"
        case Passed(name):
            return f"{name}, which is passed over"
        case Node() | Made() | Taken():
            return "a tensor"
        case _:
            return "this"


def many(count: int, of: str) -> str:
    """1 argument, 2 arguments."""
    return f"{count} {of}{'' if count == 1 else 's'}"


def described(value: Value) -> str:
    """The same at the beginning of a sentence."""
    said = describe(value)
    return said[0].upper() + said[1:]


def uncalled(value: Value) -> str | None:
    """What to do about a method that stands where its result is meant."""
    match value:
        case Function(of=of) | Spelled(of=of) | Bound(of=of) | Builtin(of=of) if of is not None:
            return f"Write brackets behind it to call it: {describe(value).split()[-1]}()."
        case _:
            return None


def unmade(value: Value) -> str | None:
    """What to do about a layer or loss of a library that stands where its result is meant."""
    of = value.of if isinstance(value, Instance) else value
    if not isinstance(of, Class) or not of.known or (call := runs(of)) is None:
        return None
    begin = of.functions.get("__init__")
    made = "" if begin is None or not _needed(begin) else "..."
    return f"Its call gives a tensor: {of.name}({made})({', '.join(_needed(call))})."


def _needed(function: Defined) -> list[str]:
    """The arguments that a function of a class must be given."""
    return [one.name for one in function.parameters[1:] if one.default is None and not one.stars]


def runs(of: Class) -> Defined | None:
    """What a value of a class does when it is called."""
    return next((of.functions[name] for name in ("__call__", "forward", "call") if name in of.functions), None)
