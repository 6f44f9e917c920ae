"""Yes or no: comparisons that only steer make no nodes."""

from __future__ import annotations

import operator
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from typing import Any, cast

from chainrule.errors import Refused
from chainrule.language import syntax
from chainrule.ops.record import size
from chainrule.program.comparing import compared, plain
from chainrule.program.describe import describe
from chainrule.program.dtype import BOOL, FLOAT, dtype
from chainrule.program.kind import Kind
from chainrule.program.kinds import identity, same_kind
from chainrule.program.leaving import Skip
from chainrule.program.lists import is_list, python_list
from chainrule.program.machine import Machine
from chainrule.program.objects import key
from chainrule.program.series import Series
from chainrule.program.sets import Set
from chainrule.program.values import (
    COPIES,
    Broken,
    Builtin,
    Class,
    Dict,
    Flag,
    Instance,
    Items,
    Made,
    Node,
    Nothing,
    Number,
    Passed,
    Spelled,
    Text,
    Value,
)

RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
}
_COUNTED = frozenset(
    "detach index put gather reshape transpose concat stack where sum max min amax prod add sub mul neg abs maximum minimum mod "
    "floordiv pow".split()
)
"""What sizes and counts are worked out with."""


_PLAIN = (Text, Flag, Nothing, Dict, Set)
"""What is compared as Python's own."""
_KINDS = (Instance, Class, Builtin, Kind, Spelled)
"""What is equal to itself alone: values of a class, classes, and what type(x) gives."""


_AMONG = ("in", "not in")


def _none(value: Value) -> bool:
    return isinstance(value, Nothing) or value == Flag(None)


class Truths(Machine):
    """Conditions, judged on values."""

    def truth(self, of: syntax.Expr) -> Generator[Any, Any, bool]:
        """Whether a condition holds. Raises bad-condition."""
        match of:
            case syntax.Compare(relations, operands, _):
                left = yield operands[0]
                for relation, operand in zip(relations, operands[1:], strict=True):
                    right = yield cast(Any, self).gathering(operand) if relation in _AMONG else operand
                    self.blame = of.span
                    if not self._relates(relation, left, right):
                        return False
                    left = right
                return True
            case syntax.Boolean(joining, operands, _):
                for operand in operands:
                    if (yield self.truth(operand)) != (joining == "and"):
                        return joining != "and"
                return joining == "and"
            case syntax.Unary("not", operand, _):
                return not (yield self.truth(operand))
            case _:
                value = yield of
                self.blame = of.span
                return self.holds(value)

    def holds(self, value: Value) -> bool:
        """Whether a value counts as true, as in Python."""
        if isinstance(value, Broken):
            raise Skip
        if isinstance(value, Items):
            return len(value.items) > 0
        if isinstance(value, Dict | Set):
            return len(value.entries) > 0
        if isinstance(value, Series):
            return value.length > 0
        if isinstance(value, Text):
            return bool(value.value)
        if isinstance(value, Flag | Nothing):
            return bool(value.value) if isinstance(value, Flag) else False
        if self.is_python_list(value):
            return self.recorder.shape(self.tensor(value, self.blame or (0, 0)))[0] > 0
        number = self.scalar(value)
        return True if number is None else number != 0

    def scalar(self, value: Value) -> float | None:
        """The number of a tensor of one entry; None for what has no numbers. Raises bad-condition for other tensors."""
        if isinstance(value, Number):
            return value.value
        value = self.seen(value)
        if isinstance(value, Passed):
            raise self.unvalued(value)
        if isinstance(value, Flag) and value.value is not None:
            return float(value.value)
        if isinstance(value, Made) or (isinstance(value, Items) and value.listed):
            value = Node(self.tensor(value, value.span))
        if not isinstance(value, Node):
            return None
        shape = self.recorder.shape(value.index)
        if size(shape) != 1:
            raise Refused(
                "bad-condition",
                f"This is a tensor of shape {list(shape)}: a condition needs one number.",
                "Ask with all(...) or any(...), take one entry, or choose entry by entry: where(x > 0, a, b).",
                shape=list(shape),
            )
        return self.recorder.entries(value.index)[0]

    def says_yes_or_no(self, node: int) -> bool:
        """Whether a node is an answer, or entries of one: 1 where a comparison holds, 0 where not."""
        return dtype(self.recorder.program, node) == BOOL

    def counts(self, node: int) -> bool:
        """Whether a node is a whole number in the libraries as well: a place, a count, an answer, or made of such alone."""
        return dtype(self.recorder.program, node) != FLOAT

    def is_integer(self, value: Value) -> bool:
        """Whether a value is a number that Python has as an int."""
        if isinstance(value, Node):
            return not self.recorder.shape(value.index) and self.counts(value.index)
        return isinstance(value, Number) and value.integer

    def counted(self, node: Node) -> None:
        """Note that a scalar has served as a whole number: an axis, a size, a count. So do the inputs it was counted from."""
        program, pending, seen = self.recorder.program, [node.index], set[int]()
        for one in pending:
            plan = program.plans[one]
            if plan is None:
                program.inputs[:] = [replace(given, whole=True) if given.node == one else given for given in program.inputs]
            elif plan.op.name in _COUNTED:
                pending += [arg for arg in program.args[one] if arg not in seen and not self.recorder.shape(arg)]
                seen.update(pending)
        self.spend(len(pending) + len(program.inputs) // COPIES)

    def broken(self, value: Value, what: str) -> Refused | None:
        """What to say where one of the numbers in a value is not whole."""
        for one in value.items if isinstance(value, Items) else [value]:
            number = self.read(one) if isinstance(one, Node) else one.value if isinstance(one, Number) else None
            if number is not None and number != number // 1:
                name = None
                if isinstance(one, Node):
                    self.counted(one)
                    name = self.recorder.program.names.get(one.index)
                said = f"{name} is {number:.6g}" if name else f"This is {number:.6g}"
                return Refused("bad-argument", f"{said}, and {what} takes whole numbers.", "Give it a whole number.", argument=what)
        return None

    def is_python_list(self, value: Value) -> bool:
        """Whether a value is a list that Python has there: one of the text, or one that grows."""
        if isinstance(value, Items):
            return value.listed and not value.mark and (value.grown or self.dialect is not None)
        return isinstance(value, Node) and self.in_python and is_list(cast(Any, self), self.current(value))

    def _among(self, one: Value, of: Value) -> bool:
        """Whether a value is a key of a dict or an entry of a list."""
        if isinstance(of, Dict):
            return key(one) in of.entries
        if isinstance(of, Text) and isinstance(one, Text):
            return one.value in of.value
        if isinstance(of, Set):
            return identity(one) in of.entries
        if isinstance(of, Series):
            of = Items(cast(Any, self).entries(of, self.blame or (0, 0)), False, (0, 0))
        entries = of if isinstance(of, Items) else python_list(cast(Any, self), of, self.blame or (0, 0))
        if entries is not None:
            self.spend(len(entries.items) // COPIES)
            wanted = plain(cast(Any, self), one)
            return any(other is one or plain(cast(Any, self), other) == wanted for other in entries.items)
        raise Refused("bad-condition", f"“in” looks into a list, a set or a dict, not {describe(of)}.", "Compare numbers with ==.")

    def _relates(self, relation: str, left: Value, right: Value) -> bool:
        if isinstance(left, Broken) or isinstance(right, Broken):
            raise Skip
        if relation in ("is", "is not"):
            if isinstance(left, _KINDS) and isinstance(right, _KINDS):
                return same_kind(left, right) == (relation == "is")
            same = left is right or (_none(left) and _none(right)) or (isinstance(left, Flag | Node) and left == right)
            return same == (relation == "is")
        if relation in _AMONG:
            return self._among(left, right) == (relation == "in")
        if relation in ("==", "!=") and isinstance(left, _KINDS) and isinstance(right, _KINDS):
            return same_kind(left, right) == (relation == "==")
        if any(isinstance(one, _PLAIN) or (isinstance(one, Items) and not one.listed) or self.is_python_list(one) for one in (left, right)):
            return compared(cast(Any, self), RELATIONS[relation], left, right)
        one, other = self.scalar(left), self.scalar(right)
        if one is None or other is None:
            wrong = left if one is None else right
            raise Refused("bad-condition", f"{describe(wrong)} cannot be compared with {relation}.", "Compare numbers.")
        return bool(RELATIONS[relation](one, other))
