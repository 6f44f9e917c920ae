"""Syntax -> traced program. Statements run from top to bottom on values; what ran is what is drawn.

Expressions are walked by generators that yield the parts they need and are resumed with their values, so that the depth
of a text never becomes the depth of the Python stack.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from chainrule.errors import ChainruleError, Problem, Refused, Span
from chainrule.language import parse, syntax
from chainrule.limits import LIMITS
from chainrule.program.binding import Scope
from chainrule.program.expression import Expressions
from chainrule.program.graph import OP, Program
from chainrule.program.literal import is_literal
from chainrule.program.recorder import Evaluator, Recorder
from chainrule.program.values import Broken, Items, Node, Skip, Value

Walk = Generator[syntax.Expr, Value, Value]


class Interpreter:
    """One run of one text. `vars` override inputs and free names; `seed` is that of the random numbers."""

    def __init__(self, evaluator: Evaluator, vars: Mapping[str, Any], seed: int, nodes: int) -> None:
        self.program = Program()
        self.recorder = Recorder(self.program, evaluator, nodes)
        self.scope = Scope(self.recorder, vars)
        self.expressions = Expressions(self.recorder, self.scope, seed)
        self.problems: list[Problem] = []
        self.last: Value | None = None

    def run(self, text: str) -> None:
        """Run the text as far as it can be run; what could not is in `problems`."""
        self.program.text = text
        parsed = parse(text)
        self.problems += parsed.problems
        if parsed.module is not None:
            self.scope.announce(parsed.module.statements)
            for statement in parsed.module.statements:
                self._statement(statement, bool(parsed.problems))
        self.problems += self.scope.unused_vars() if not self.problems else []
        self.problems.sort(key=lambda problem: problem.span or (0, 0))

    def _statement(self, statement: syntax.Statement, broken: bool) -> None:
        try:
            match statement:
                case syntax.Assign(targets, value, _):
                    result = self._stacked(self.walk(value), value.span)
                    for target in targets:
                        result = self._assign(target, result)
                case syntax.Augment(target, sign, value, span):
                    combined = syntax.Binary(sign, target, value, span)
                    result = self._assign(target, self.walk(combined))
                case syntax.Expression(value, span):
                    result = self.walk(value)
                    self.recorder.span = span
                    if isinstance(result, Items) and not result.listed:
                        result = Items(tuple(Node(self.expressions.tensor(item, value.span)) for item in result.items), False, result.span)
                    else:
                        result = Node(self.expressions.tensor(result, value.span))
            self.last = result
        except Skip:
            self._break(statement)
        except Refused as refused:
            # After a line that could not be read, a missing name may be that line's: saying so twice helps nobody.
            if not (broken and refused.code in ("unknown-name", "used-before-assignment")):
                self.problems.append(refused.at(self.recorder.span or statement.span))
            self._break(statement)
        except ChainruleError as error:
            self.problems += error.problems
            self._break(statement)

    def _stacked(self, value: Value, span: Span) -> Value:
        """A list with computed entries becomes a tensor when it gets a name; a list of numbers becomes an input instead."""
        if isinstance(value, Items) and value.listed and not is_literal(value):
            return Node(self.expressions.tensor(value, span))
        return value

    def _break(self, statement: syntax.Statement) -> None:
        stack: list[syntax.Target] = list(statement.targets) if isinstance(statement, syntax.Assign) else []
        if isinstance(statement, syntax.Augment):
            stack.append(statement.target)
        while stack:
            target = stack.pop()
            if isinstance(target, syntax.Name):
                self.scope.values[target.name] = Broken()
            else:
                stack += target.items

    def _assign(self, target: syntax.Target, value: Value) -> Value:
        """Bind; a name bound to a number or list becomes an input. Gives the bound value."""
        pending = [(target, value)]
        bound = value
        while pending:
            place, one = pending.pop(0)
            self.recorder.span = place.span
            if isinstance(place, syntax.Name):
                bound = self.scope.bind(place.name, one, place.span)
                continue
            if not isinstance(one, Items) or len(one.items) != len(place.items):
                have = f"{len(one.items)} values" if isinstance(one, Items) else "one value"
                raise Refused(
                    "wrong-arguments", f"{len(place.items)} names on the left, {have} on the right.", "Give one value for every name."
                )
            pending[:0] = list(zip(place.items, one.items, strict=True))
        return bound

    def walk(self, expression: syntax.Expr) -> Value:
        """The value of an expression, by a stack of generators."""
        stack: list[tuple[Walk, Span]] = [(self.expressions.value(expression), expression.span)]
        sent: Value | None = None
        while True:
            walk, span = stack[-1]
            self.expressions.blame = None
            try:
                wanted = walk.send(sent)  # type: ignore[arg-type]
            except StopIteration as stop:
                stack.pop()
                if not stack:
                    result: Value = stop.value
                    return result
                sent = stop.value
                continue
            except Refused as refused:
                raise ChainruleError([refused.at(self.expressions.blame or span)]) from None
            stack.append((self.expressions.value(wanted), wanted.span))
            sent = None

    def target(self, name: str | None) -> int:
        """The node to differentiate: the one named, else the last result. Raises `ChainruleError`."""
        names = self.scope.nodes()
        if name is not None:
            if name not in names:
                known = ", ".join(list(names)[:12])
                raise ChainruleError(
                    [
                        Problem(
                            "bad-target",
                            f"The program gives no value the name {name[:40]}.",
                            None,
                            f"Choose one of {known}." if known else None,
                        )
                    ]
                )
            return names[name]
        last = self.last
        if isinstance(last, Items) and last.items:
            last = last.items[-1]
        if isinstance(last, Node) and self.program.kinds[last.index] == OP:
            return last.index
        ops = [node for node, kind in enumerate(self.program.kinds) if kind == OP]
        if not ops:
            raise ChainruleError(
                [Problem("no-target", "The program computes nothing from its inputs.", None, "End with an expression such as x * x.")]
            )
        return ops[-1]


def interpret(text: str, evaluator: Evaluator, vars: Mapping[str, Any], seed: int = 0, nodes: int = LIMITS["nodes"].value) -> Interpreter:
    """Run `text` with values computed by `evaluator`. Never raises for a fault of the text: see `problems`."""
    interpreter = Interpreter(evaluator, vars, seed, nodes)
    interpreter.run(text)
    return interpreter
