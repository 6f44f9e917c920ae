"""What is in a model: its modules, and the tensors that are trained. Only the tables of the libraries can call these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.program.objects import parameters, parts, put_part
from chainrule.program.values import Dict, Flag, Instance, Items, Node, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def _models(of: Value) -> Iterator[Instance]:
    stack: list[Value] = [of]
    seen: set[int] = set()
    while stack:
        one = stack.pop()
        if isinstance(one, Instance | Items | Dict) and id(one) not in seen:
            seen.add(id(one))
            if isinstance(one, Instance):
                yield one
            stack += reversed([value for _, value in parts(one)])


def _modules(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Items(list(_models(values[0])), True, span, grown=True)


def _trained(here: Loops, of: Value, wanted: str, tied: bool = False) -> Iterator[tuple[str, Value]]:
    """`tied`: a tensor that stands at several places comes once for each."""
    marks = here.recorder.program.marks
    seen: set[int] = set()
    for path, value in parameters(of):
        now = here.current(value).index if isinstance(value, Node) else None
        mark = getattr(value, "mark", "") if now is None else marks.get(now)
        if (mark == wanted or (wanted == "requires_grad" and mark == "frozen")) and (tied or now not in seen):
            yield path, value
        if now is not None:
            seen.add(now)


def trained_by(here: Loops, of: Value, wanted: str) -> Value:
    """The parameters of a model, in a list."""
    return Items([value for _, value in _trained(here, of, wanted)], True, (0, 0), grown=True)


def _weights(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """weights(model, tied): every parameter with its path."""
    tied = values[1:] == [Flag(True)]
    found = [Items((Text(path), value), False, span) for path, value in _trained(here, values[0], "requires_grad", tied)]
    return Items(list[Value](found), True, span, grown=True)


def _swap(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """swap(model, {'fc.weight': w}): put other tensors into a model. Gives those that were there. Raises bad-index."""
    model, given = values
    assert isinstance(given, Dict)
    before = Dict({})
    for path, value in given.entries.items():
        holder: Value = model
        *way, last = str(path).split(".")
        for name in way:
            holder = _under(holder, name, path)
        before.entries[path] = _under(holder, last, path)
        assert isinstance(holder, Instance | Items | Dict)
        put_part(holder, next(one for one, _ in parts(holder) if str(one) == last), value)
    return before


def _under(of: Value, name: str, path: object) -> Value:
    found = next((one for key, one in parts(of) if str(key) == name), None) if isinstance(of, Instance | Items | Dict) else None
    if found is None:
        raise Refused("bad-index", f"The model has no tensor {str(path)[:40]!r}.", "Take the names of model.named_parameters().")
    return found


MODELS = {"modules": _modules, "weights": _weights, "swap": _swap}
