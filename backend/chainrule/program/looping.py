"""Loops of statements, and what a generator hands to the loop that goes through it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from chainrule.errors import Span
from chainrule.language import syntax
from chainrule.program.augmenting import Augments, Left, Walk
from chainrule.program.leaving import Returned
from chainrule.program.loops import called
from chainrule.program.series import Series
from chainrule.program.stream import Handed, Stream
from chainrule.program.values import Flag


@dataclass(frozen=True, slots=True)
class Outside:
    """The group that a loop or a pass of it is in; None at the top."""

    group: int | None


class Looping(Augments):
    """Runs them onto `expressions`."""

    def block(self, statements: tuple[syntax.Statement, ...]) -> Walk:
        raise NotImplementedError

    def loop(self, of: syntax.For) -> Walk:
        expressions, recorder = self.expressions, self.recorder
        source = expressions.source((yield of.iterable), of.iterable.span)
        # A layer that goes through others is no loop of the program: its call is the group.
        home = expressions.frame is not None and expressions.frame.home is not None
        outside = None if home else self._enter("loop", expressions.typed(of.header), of.header)
        expressions.loops += 1
        left: Left = None
        for place in count():
            item = (yield from expressions.advance(source, place)) if isinstance(source, Stream) else None
            start, number = len(recorder.program), len(recorder.program.groups)
            loop = self._enter("iteration", "", of.header)
            recorder.span = of.iterable.span
            item = source.next(place) if isinstance(source, Series) else item
            if item is None:
                self._leave(loop)
                del recorder.program.groups[number:]
                break
            expressions.pass_(of.header)
            if loop is not None:
                recorder.program.groups[number].label = called(of.target, item, place)
            yield from expressions.unpack(of.target, item, expressions.bind_item)
            left = yield self.block(of.body)
            self._leave(loop)
            if home:
                recorder.dissolve(number, start)
            if left is not None and not (isinstance(left, syntax.Leave) and left.word == "continue"):
                break
        expressions.loops -= 1
        self._leave(outside)
        return left if isinstance(left, Returned) else None

    def _enter(self, kind: str, label: str, span: Span) -> Outside | None:
        """Begin a group, but in a generator: its nodes stand among those of the loop that goes through it."""
        frame = self.expressions.frame
        return None if frame is not None and frame.yields else Outside(self.recorder.enter(kind, label, span))

    def _leave(self, outside: Outside | None) -> None:
        if outside is not None:
            self.recorder.leave(outside.group)

    def repeat(self, of: syntax.While) -> Walk:
        expressions = self.expressions
        outside = self._enter("loop", expressions.typed(of.header), of.header)
        expressions.loops += 1
        left: Left = None
        place = 0
        while True:
            place += 1
            loop = self._enter("iteration", f"pass {place}", of.header)
            holds = yield expressions.truth(of.condition)
            if holds:
                expressions.pass_(of.header)
                left = yield self.block(of.body)
            self._leave(loop)
            if not holds or (left is not None and not (isinstance(left, syntax.Leave) and left.word == "continue")):
                break
        expressions.loops -= 1
        self._leave(outside)
        return left if isinstance(left, Returned) else None

    def hand(self, of: syntax.Yield) -> Walk:
        value = Flag(None) if of.value is None else self.expressions.cut((yield of.value))
        yield Handed(self.expressions.scope.kept(value))
        return None
