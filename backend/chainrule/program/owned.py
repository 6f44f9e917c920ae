"""Attributes of what is no tensor: lists, dicts, texts, models, contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chainrule.dialects.keras import TRAINED
from chainrule.errors import Refused, Span
from chainrule.program.altering import CHANGES, change
from chainrule.program.classes import names_of, of_class, of_super
from chainrule.program.describe import described, uncalled, unmade
from chainrule.program.kinds import add_to
from chainrule.program.models import trained_by
from chainrule.program.names import instead
from chainrule.program.objects import entry, key, worded
from chainrule.program.sets import Set
from chainrule.program.spellings import row
from chainrule.program.subscripts import Subscripts
from chainrule.program.tape import Tape
from chainrule.program.tapes import on_tape
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
    Passed,
    Series,
    Spelled,
    Super,
    Text,
    Value,
)
from chainrule.program.words import TEXT_METHODS, run_text

_FEW = 8
_LISTS = frozenset({"append", "extend", "copy", "index"})
_DICTS = frozenset({"items", "keys", "values", "get", "update", "copy", "pop"})
_TAPES = frozenset({"watch", "stop_recording", "gradient", "jacobian", "batch_jacobian", "reset"})


class Owned(Subscripts):
    """What stands behind the point of a value that has attributes of its own."""

    def owned(self, value: Value, name: str, span: Span) -> Value | None:
        """The attribute; None where a tensor is meant. Raises unknown-attribute."""
        known: Sequence[str]
        match value:
            case Passed():
                return value
            case Instance():
                found = self._of_instance(value, name)
                if found is not None:
                    return found
                known = [*value.attributes, *names_of(value.of)]
            case Dict() if name in _DICTS:
                return Builtin(name, value)
            case Dict():
                known = sorted(_DICTS)
            case Set() if name == "add":
                return Builtin(name, value)
            case Set():
                known = ("add",)
            case Items() if name in value.fields:
                return value.items[value.fields.index(name)]
            case Items() if value.listed and name in _LISTS and (value.grown or name == "append"):
                return Builtin(name, value)
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
                found = of_super(value, name) if isinstance(value, Super) else of_class(value, name, value)
                if found is not None:
                    return found
                known = names_of(value.above if isinstance(value, Super) else value)
            case Spelled(of) if (inner := row(f"{of.name}.{name}")) is not None:
                return Spelled(inner)
            case Context() | Bound() | Spelled() | Defined() | Builtin() | Series() | Function():
                known = ()
            case _:
                return None
        self.blame = span
        few = f"It has {', '.join(known)}." if 0 < len(known) <= _FEW else None
        hint = uncalled(value) or instead(name, known) or unmade(value) or few or "Only tensors have such attributes."
        raise Refused("unknown-attribute", f"{described(value)} has no attribute {name[:40]}.", hint)

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
        self.spend(len(of.items) // COPIES if isinstance(of, Items) else 0)
        match of:
            case Text():
                return run_text(self, of, name, values, named, span)
            case At() if len(values) == 1:
                return change(self, of, name, values[0], span)
            case Dict():
                return self._on_dict(of, name, values, named, span)
            case Items() if name == "extend" and len(values) == 1:
                of.items = [*of.items, *self.entries(values[0], span)]
                of.grown, of.node = True, None
                return Nothing(name)
            case Items() if name == "copy":
                return Items(list(of.items), True, span, grown=True)
            case Set() if len(values) == 1:
                add_to(self, of, values[0])
                return Nothing(name)
            case Tape():
                return on_tape(self, of, name, values, named, span)
            case _:
                raise Refused("wrong-arguments", f"{name} cannot be called with {len(values)} arguments.", "Give it one value.")

    def _on_dict(self, of: Dict, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
        match name, len(values):
            case "keys" | "values" | "items" | "copy", 0:
                self.spend(len(of.entries) // (1 if name == "items" else COPIES if name == "copy" else 2))
                return _all(of, name, span)
            case "get", 1 | 2:
                return of.entries.get(key(values[0]), self.scope.kept(values[1]) if len(values) == 2 else Flag(None))
            case "pop", 1:
                found = entry(of, values[0])
                del of.entries[key(values[0])]
                return found
            case "update", 0 | 1:
                if values and isinstance(values[0], Dict):
                    self.spend(len(values[0].entries) // COPIES)
                    of.entries |= values[0].entries
                for word, one in named.items():
                    of.entries[word] = one
                return Nothing(name)
            case _:
                fact = f"{name} of a dict cannot be called with {len(values)} arguments."
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
