"""What a value is, in a few words."""

from __future__ import annotations

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
    Kind,
    Library,
    Made,
    Node,
    Nothing,
    Number,
    Passed,
    Pulling,
    Series,
    Set,
    Spelled,
    Super,
    Tape,
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
        case Function(_, spelled, _) | Builtin(spelled, _) | Defined(spelled):
            return f"the function {spelled}"
        case Series():
            return "a range of values"
        case Library(name):
            return f"the library {name}"
        case Nothing():
            return "None"
        case Dict():
            return "a dict"
        case Set():
            return "a set"
        case Instance(of=Class(name)):
            return f"a {name}"
        case Class(name):
            return f"the class {name}"
        case Spelled(row):
            return f"the function {row.name}"
        case Bound(Defined(name)):
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
        case Node() | Made():
            return "a tensor"
        case _:
            return "this"
