"""Statements that change what is there: x += 1, xs[0] += 1, del xs[0]."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from chainrule.dialects.pytorch import PYTORCH
from chainrule.language import syntax
from chainrule.program.declaring import Declarations
from chainrule.program.dtypes import fits
from chainrule.program.expression import Expressions
from chainrule.program.growing import extended
from chainrule.program.leaving import Returned
from chainrule.program.opening import opened
from chainrule.program.sets import Set
from chainrule.program.uniting import unite
from chainrule.program.values import Dict, Node, Taken, Value

Left = Returned | syntax.Leave | None
Walk = Generator[Any, Any, Left]


class Augments(Declarations):
    """`last` is the newest result at the top: the target, unless one is named."""

    def __init__(self, expressions: Expressions) -> None:
        super().__init__(expressions)
        self.recorder = expressions.recorder
        self.last: Value | None = None

    def result(self, value: Value | None) -> None:
        if value is not None and self.expressions.frame is None:
            self.last = value

    def augment(self, of: syntax.Augment) -> Walk:
        expressions, target = self.expressions, of.target
        if isinstance(target, syntax.Place):
            return (yield self._augment_place(target, of))  # type: ignore[no-any-return]
        old = yield target
        if self._own(of, old):
            grown = self._longer(of, old, (yield expressions.gathering(of.value)))
            if grown is not None:
                self.result(expressions.bind(target.name, grown, target.span))
                return None
        value = yield syntax.Binary(of.operator, target, of.value, of.span)
        expressions.blame = self.recorder.span = target.span
        old = Node(expressions.apart_from(old)) if isinstance(old, Taken) else old
        if isinstance(old, Node) and isinstance(value, Node) and expressions.changes(old):
            expressions.blame = self.recorder.span = of.span
            self.result(expressions.alter(old, value.index))
            return None
        self.result(expressions.bind(target.name, value, target.span))
        return None

    def _own(self, of: syntax.Augment, old: Value) -> bool:
        """Whether the sign may change a list, set or dict itself."""
        return isinstance(old, Set | Dict) or (of.operator in ("+", "*") and self.expressions.is_python_list(old))

    def _longer(self, of: syntax.Augment, old: Value, value: Value) -> Value | None:
        """xs += ys of a list, s |= t of a set: whoever holds it has it longer."""
        expressions = self.expressions
        expressions.blame = self.recorder.span = of.span
        if isinstance(old, Set | Dict):
            return old if unite(expressions, of.operator, old, value) else None
        found = opened(expressions, old, of.target.span)
        if found is not None:
            extended(expressions, found, of.operator, value, of.span)
        return found

    def _augment_place(self, target: syntax.Place, of: syntax.Augment) -> Walk:
        """`p.data -= v` changes p in place and cuts the step off; `params['w'] -= v` puts a new value there."""
        expressions, place = self.expressions, target.of
        held = (yield place.value) if isinstance(place, syntax.Attribute) and place.name == "data" else None
        if isinstance(held, Node):
            value = yield syntax.Binary(of.operator, place.value, of.value, of.span)
            expressions.blame = self.recorder.span = of.span
            expressions.become(held, expressions.tensor(value, of.span), True)
            return None
        yield expressions.prepare(target)
        holder = expressions.holders[id(target)]
        before = expressions.under(holder.of, holder.key, place) if isinstance(place, syntax.Subscript) else (yield place)
        own = self._own(of, before)
        added = yield expressions.gathering(of.value) if own else of.value
        if isinstance(before, Node) and isinstance(added, Node) and expressions.dialect_of(before.index) is PYTORCH:
            expressions.judge_read(before.index, added.index)
        grown = self._longer(of, before, added) if own else None
        value = grown or (yield expressions.combined(syntax.Binary(of.operator, place, of.value, of.span), before, added))
        expressions.blame = self.recorder.span = of.span
        if isinstance(before, Node) and isinstance(value, Node) and not holder.entries and expressions.changes(before):
            value = expressions.alter(before, value.index)
        elif isinstance(before, Node) and isinstance(value, Node) and expressions.changes(before):
            fits(self.recorder.program, before.index, value.index)
        self.result(expressions.put(target, value))
        return None

    def delete(self, of: syntax.Delete) -> Walk:
        expressions = self.expressions
        for place in of.places:
            yield expressions.prepare(place)
            expressions.delete(place)
        return None
