"""Attributes of what is no tensor: lists, dicts, texts, models, contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chainrule.dialects.keras import TRAINED
from chainrule.errors import Refused, Span
from chainrule.program.altering import CHANGES, change
from chainrule.program.builtins import as_dict
from chainrule.program.classes import names_of, of_class, of_super
from chainrule.program.describe import described, many, uncalled, unmade
from chainrule.program.growing import LISTS, run_list
from chainrule.program.kind import Kind
from chainrule.program.models import trained_by
from chainrule.program.names import ATTRIBUTES, METHODS, instead
from chainrule.program.objects import entry, key, worded
from chainrule.program.opening import opened
from chainrule.program.series import Series
from chainrule.program.sets import Set
from chainrule.program.spellings import row
from chainrule.program.subscripts import Subscripts
from chainrule.program.tape import Tape
from chainrule.program.tapes import on_tape
from chainrule.program.uniting import SETS, run_set
from chainrule.program.values import (
    COPIES,
    At,
    Bound,
    Builtin,
    Class,
    Context,
    Defined,
    Dict,
    Flag,
    Function,
    Instance,
    Items,
    Node,
    Nothing,
    Spelled,
    Super,
    Text,
    Value,
)
from chainrule.program.words import TEXT_METHODS, run_text

_FEW = 8
_DICTS = frozenset({"items", "keys", "values", "get", "update", "copy", "pop", "setdefault", "clear"})
_TAPES = frozenset({"watch", "stop_recording", "gradient", "jacobian", "batch_jacobian", "reset"})


class Owned(Subscripts):
    """What stands behind the point of a value that has attributes of its own."""

    def owned(self, value: Value, name: str, span: Span) -> Value | None:
        """The attribute; None where a tensor is meant. Raises unknown-attribute."""
        known: Sequence[str]
        match value:
            case Class(called) | Defined(called) | Builtin(called) | Kind(called) if name == "__name__":
                return Text("<lambda>" if called == "the lambda" else called.rpartition(".")[2])
            case Instance():
                member = self._of_instance(value, name)
                if member is not None:
                    return member
                known = [*value.attributes, *names_of(value.of)]
            case Dict() if name in _DICTS:
                return Builtin(name, value)
            case Dict():
                known = sorted(_DICTS)
            case Set() if name in SETS:
                return Builtin(name, value)
            case Set():
                known = sorted(SETS)
            case Items() if name in value.fields:
                return value.items[value.fields.index(name)]
            case Items() | Node() if name in LISTS and self.is_python_list(value) and (found := opened(self, value, span)) is not None:
                return Builtin(name, found)
            case Node() if name == "append":
                self.blame = span
                raise Refused("unknown-attribute", "Only a list can grow; this is a tensor.", "Begin with an empty list: xs = [].")
            case Text() if name in TEXT_METHODS:
                return Builtin(name, value)
            case Text():
                known = sorted(TEXT_METHODS)
            case At() if name in CHANGES:
                return Builtin(name, value)
            case At():
                known = sorted(CHANGES)
            case Tape() if name in _TAPES:
                return Builtin(name, value)
            case Tape():
                known = sorted(_TAPES)
            case Class() | Super():
                member = of_super(value, name) if isinstance(value, Super) else of_class(value, name, value)
                if member is not None:
                    return member
                known = names_of(value.above if isinstance(value, Super) else value)
            case Spelled(of) if (inner := row(f"{of.name}.{name}")) is not None:
                return Spelled(inner)
            case Context() | Bound() | Spelled() | Defined() | Builtin() | Series() | Function():
                known = ()
            case _:
                return None
        self.blame = span
        few = f"It has {', '.join(known)}." if 0 < len(known) <= _FEW else None
        hint = uncalled(value) or instead(name, known) or unmade(value) or few or self._rest(value, name[:40])
        if isinstance(value, Spelled):
            raise Refused("unknown-attribute", f"{value.row.name}.{name[:40]} is not known here.", hint)
        raise Refused("unknown-attribute", f"{described(value)} has no attribute {name[:40]}.", hint)

    def _rest(self, value: Value, name: str) -> str:
        """What to do about an attribute that nothing here is like."""
        if name in ATTRIBUTES or name in METHODS or name in self.methods():
            return "Only tensors have such attributes."
        if isinstance(value, Instance) and not value.of.known:
            return f"Give it one first: self.{name} = ..."
        return "Leave it out, or write the formula."

    def _of_instance(self, value: Instance, name: str) -> Value | None:
        found = value.attributes.get(name)
        if found is not None:
            return found
        found = of_class(value.of, name, value)
        if found is not None:
            return found
        if name in TRAINED and value.of.known.startswith("tensorflow"):
            return trained_by(self, value, "variable")
        return Flag(True) if name == "training" else None

    def on(self, function: Builtin, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
        """Call a method of a list, dict, text or tape."""
        name, of = function.name, function.of
        match of:
            case Text():
                return run_text(self, of, name, values, named, span)
            case At() if len(values) == 1:
                return change(self, of, name, values[0], span)
            case Dict():
                return self._on_dict(of, name, values, named, span)
            case Items():
                return run_list(self, of, name, values, named, span)
            case Set() if not named:
                return run_set(self, of, name, values, span)
            case Tape():
                return on_tape(self, of, name, values, named, span)
            case _:
                raise Refused("wrong-arguments", f"{name} cannot be called with {many(len(values), 'argument')}.", "Give it one value.")

    def _on_dict(self, of: Dict, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
        match name, len(values):
            case "keys" | "values" | "items" | "copy", 0:
                self.spend(len(of.entries) // (1 if name == "items" else COPIES if name == "copy" else 2))
                return _all(of, name, span)
            case "get", 1 | 2:
                return of.entries.get(key(values[0]), self.scope.kept(values[1]) if len(values) == 2 else Flag(None))
            case "setdefault", 1 | 2:
                return of.entries.setdefault(key(values[0]), self.scope.held(values[1]) if len(values) == 2 else Flag(None))
            case "pop", 1 | 2:
                found = entry(of, values[0]) if len(values) == 1 else of.entries.get(key(values[0]), values[1])
                of.entries.pop(key(values[0]), None)
                return found
            case "clear", 0:
                of.entries.clear()
                return Nothing(name)
            case "update", 0 | 1:
                of.entries |= as_dict(self, values, named, span).entries
                return Nothing(name)
            case _:
                fact = f"{name} of a dict cannot be called with {many(len(values), 'argument')}."
                raise Refused("wrong-arguments", fact, "Write params.get('w').")


def _all(of: Dict, name: str, span: Span) -> Value:
    """The whole of a dict: copied, or as a list."""
    if name == "copy":
        return Dict(dict(of.entries))
    found: list[Value] = list(of.entries.values())
    if name != "values":
        keys = [worded(one, span) for one in of.entries]
        found = list(keys) if name == "keys" else [Items(pair, False, span) for pair in zip(keys, found, strict=True)]
    return Items(found, True, span, grown=True)
