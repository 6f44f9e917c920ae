"""What a loop goes through, how its names are bound, and comprehensions."""

from __future__ import annotations

from collections.abc import Callable, Generator
from types import MappingProxyType
from typing import Any

from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.program.describe import describe, many
from chainrule.program.frame import Frame, names
from chainrule.program.leaving import Skip
from chainrule.program.machine import Walk
from chainrule.program.objects import key, worded
from chainrule.program.opening import renewed
from chainrule.program.places import Places
from chainrule.program.series import Series
from chainrule.program.sets import Set
from chainrule.program.stream import Body, Handed, Resume, Stream
from chainrule.program.values import COPIES, Broken, Dict, Instance, Items, Key, Made, Node, Number, Passed, Taken, Text, Value

_INDEX = op("index")
_TARGETS = (syntax.Name, syntax.TupleTarget)
_PASSES = LIMITS["iterations"].value


def called(target: syntax.Target, item: Value, place: int) -> str:
    """`i = 0` where the pass has a number of its own, else which pass it is."""
    first, value = target, item
    while (
        isinstance(first, syntax.TupleTarget)
        and isinstance(value, Items)
        and value.items
        and isinstance(first.items[0], _TARGETS)
    ):
        first, value = first.items[0], value.items[0]
    if isinstance(first, syntax.Name) and isinstance(value, Number):
        return f"{first.name} = {int(value.value) if value.whole else f'{value.value:.6g}'}"
    if isinstance(first, syntax.Name) and isinstance(value, Instance):
        return f"{first.name} = {value.of.name}"
    return f"pass {place + 1}"


class Loops(Places):
    """Loops within expressions, and what loops of statements share with them."""

    def pass_(self, span: Span) -> None:
        """Count one pass of a loop, before it is run."""
        self.passes += 1
        if self.passes > _PASSES:
            self.blame = span
            LIMITS["iterations"].check(self.passes)

    def series(self, value: Value, span: Span) -> Series:
        """What a loop goes through. Raises not-iterable."""
        if isinstance(value, Broken):
            raise Skip
        if isinstance(value, Series):
            return value
        if isinstance(value, Instance) and isinstance(layers := value.attributes.get("layers"), Items):
            value = layers
        if isinstance(value, Items):
            self.spend(len(value.items) // COPIES)
            items, of = tuple(value.items), value
            return Series(len(items), items.__getitem__, live=lambda: of)
        if isinstance(value, Dict):
            self.spend(len(value.entries) // COPIES)
            keys = [worded(one, span) for one in value.entries]
            return Series(len(keys), keys.__getitem__)
        if isinstance(value, Set):
            self.spend(len(value.entries) // COPIES)
            inner = value.inner()
            return Series(len(inner), inner.__getitem__)
        if isinstance(value, Text):
            self.spend(len(value.value) // COPIES)
            letters = [Text(one) for one in value.value]
            return Series(len(letters), letters.__getitem__)
        if isinstance(value, Made | Taken):
            value = Node(self.tensor(value, span))
        if isinstance(value, Node) and self.recorder.shape(value.index):
            tensor = value

            def row(place: int) -> Value:
                return self.shares(_INDEX, self.current(tensor).index, MappingProxyType({"key": (place,)}))

            return Series(self.recorder.shape(tensor.index)[0], row, live=lambda: self.opened.get(self.current(tensor).index))
        self.blame = span
        if isinstance(value, Stream):
            hint = f"Go through it by a for loop, or make a list of it first: list({value.body.name}(...))."
            raise Refused("not-iterable", "The values of a generator are made one after another, as a loop asks for them.", hint)
        free = next((one.name for one in self.recorder.program.inputs if one.source == "free" and value == Node(one.node)), None)
        if free is not None:
            hint = f"Give {free} a value above: a list, or a tensor."
            raise Refused("unknown-name", f"{free} has no value that a loop could go through.", hint)
        what = "a single number" if isinstance(value, Node | Number) else describe(value)
        hint = (
            "Write range(n) to count up to n." if isinstance(value, Node | Number) else "Write range(n), a list, or a tensor for its rows."
        )
        raise Refused("not-iterable", f"This is {what}: a loop cannot go through it.", hint)

    def source(self, value: Value, span: Span) -> Series | Stream:
        """What a loop goes through one by one. Raises not-iterable."""
        return value if isinstance(value, Stream) else self.series(value, span)

    def advance(self, source: Series | Stream, place: int) -> Generator[Any, Any, Value | None]:
        """What a loop comes to after so many passes; None at the end."""
        if isinstance(source, Stream):
            return (yield Resume(source.body))  # type: ignore[no-any-return]
        return source.next(place)

    def stream(self, name: str, run: Generator[Any, Any, Any], frame: Frame | None, span: Span) -> Stream:
        """A generator that runs where the program is now."""
        return Stream(Body(name, [(run, span)], frame, self.depth))

    def gathered(self, of: Stream, span: Span, until: bool | None = None) -> Walk:
        """All the values of a generator, as a list; up to the first that counts as `until` where that is asked for."""
        found: list[Value] = []
        while (item := (yield from self.advance(of, len(found)))) is not None:
            self.pass_(span)
            found.append(item)
            if until is not None and self.holds(item) == until:
                break
        return Items(found, True, span, grown=True)

    def gathering(self, of: syntax.Expr, until: bool | None = None) -> Walk:
        """The value of an expression, of a generator a list of all its values, or of those `until` one is found."""
        value = yield self.collected(of) if isinstance(of, syntax.Comprehension) and until is None else of
        return (yield self.gathered(value, of.span, until)) if isinstance(value, Stream) else value  # type: ignore[no-any-return]

    def entries(self, value: Value, span: Span) -> list[Value]:
        """All that a loop would go through."""
        inner = self.series(value, span)
        LIMITS["iterations"].check(inner.length)
        self.spend(inner.length)
        return [self.scope.kept(inner.at(place)) for place in range(inner.length)]

    def unpack(self, target: syntax.Target, value: Value, bind: Callable[[str, Value, Span], Value]) -> Walk:
        """Give every name of a target its part of a value, from left to right: what a place is in is evaluated when its turn comes. Gives
        the last value bound."""
        pending: list[tuple[syntax.Target, Value]] = [(target, value)]
        bound, span = value, self.recorder.span
        while pending:
            place, one = pending.pop()
            self.blame = target.span
            if isinstance(place, syntax.Name):
                bound = bind(place.name, renewed(self, one), place.span)
                continue
            if isinstance(place, syntax.Place):
                yield self.prepare(place)
                self.recorder.span = span
                bound = self.put(place, one) or bound
                continue
            if isinstance(one, Passed):
                pending += [(item.target if isinstance(item, syntax.StarTarget) else item, one) for item in place.items]
                continue
            if isinstance(one, Stream):
                one = yield self.gathered(one, place.span)
            parts = self._parts(place, one)
            pending += reversed(parts)
        return bound

    def _parts(self, place: syntax.TupleTarget, one: Value) -> list[tuple[syntax.Target, Value]]:
        if isinstance(one, Broken):
            raise Skip
        count = len(place.items)
        star = next((k for k, item in enumerate(place.items) if isinstance(item, syntax.StarTarget)), None)
        if isinstance(one, Items | Series | Taken | Text) or (isinstance(one, Node) and self.recorder.shape(one.index)):
            series = self.series(one, place.span)
            have, said = series.length, many(series.length, "value")
        else:
            series, have, said = None, -1, "one value"
        if series is None or (have != count if star is None else have < count - 1):
            self.blame = place.span
            least = "at least " if star is not None else ""
            raise Refused(
                "wrong-arguments",
                f"{least}{count - (star is not None)} names on the left, {said} on the right.".capitalize(),
                "Give one value for every name.",
            )
        LIMITS["iterations"].check(have)
        self.spend(have)
        values = [series.at(k) for k in range(have)]
        if star is not None:
            rest = have - (count - 1)
            values[star : star + rest] = [Items(values[star : star + rest], True, place.span, grown=True)]
        return [
            (item.target if isinstance(item, syntax.StarTarget) else item, value) for item, value in zip(place.items, values, strict=True)
        ]

    def comprehension(self, of: syntax.Comprehension) -> Walk:
        """A list or dict of all that is found. What stands in round brackets waits until it is asked for, as in Python."""
        if of.listed or not self.in_python:
            return (yield from self.collected(of))
        clause = of.clauses[0]
        first = self.source((yield clause.iterable), clause.iterable.span)
        frame = Frame(_names(of), self.frame, quiet=True)
        frame.yields = True
        return self.stream("expression", self._passes(of, first), frame, of.span)

    def collected(self, of: syntax.Comprehension) -> Walk:
        """All that a comprehension finds."""
        clause, around = of.clauses[0], self.frame
        first = self.source((yield clause.iterable), clause.iterable.span)
        self.frame = Frame(_names(of), around, quiet=True)
        found: list[tuple[Key, Value]] = []
        yield from self._passes(of, first, found)
        self.frame = around
        if of.key is not None:
            return Dict({name: self.scope.kept(value) for name, value in found})
        return Items([value for _, value in found], True, of.span, grown=True)

    def _passes(
        self, of: syntax.Comprehension, first: Series | Stream, found: list[tuple[Key, Value]] | None = None
    ) -> Generator[Any, Any, None]:
        """Every clause is a loop; they are kept on a list, the innermost last. What is found is handed on where there is no list for it."""
        open_: list[list[Any]] = [[first, 0]]
        while open_:
            source, place = open_[-1]
            clause = of.clauses[len(open_) - 1]
            self.recorder.span = clause.span
            item = yield from self.advance(source, place)
            if item is None:
                open_.pop()
                continue
            open_[-1][1] = place + 1
            self.pass_(clause.span)
            self.recorder.span = clause.span
            yield from self.unpack(clause.target, item, self.bind)
            for condition in clause.conditions:
                if not (yield self.truth(condition)):
                    break
            else:
                if len(open_) < len(of.clauses):
                    inner = of.clauses[len(open_)].iterable
                    open_.append([self.source((yield inner), inner.span), 0])
                    continue
                name = key((yield of.key)) if of.key is not None else ""
                value = yield of.element
                if found is None:
                    yield Handed(self.scope.kept(value))
                else:
                    found.append((name, value))


def _names(of: syntax.Comprehension) -> frozenset[str]:
    return frozenset(one.name for clause in of.clauses for one in names(clause.target))
