"""Syntax -> traced program. Statements run from top to bottom on values; what ran is what is drawn.

Statements and expressions are walked by generators that yield the parts they need and are resumed with their values, so that
neither the depth of a text nor that of its calls becomes the depth of the Python stack.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from types import GeneratorType
from typing import Any, TypeVar

from chainrule.errors import ChainruleError, Problem, Refused, Span
from chainrule.language import parse, syntax
from chainrule.language.offsets import line_at
from chainrule.language.tokens import scan
from chainrule.limits import LIMITS
from chainrule.program.binding import Scope
from chainrule.program.borders import settle
from chainrule.program.drop import drop, unread
from chainrule.program.expression import Expressions
from chainrule.program.faults import unbound, without_target
from chainrule.program.frame import bound, refused_from
from chainrule.program.graph import OP, Program
from chainrule.program.leaving import Skip
from chainrule.program.literal import is_literal
from chainrule.program.machine import DOTS
from chainrule.program.passes import is_result, spare
from chainrule.program.recorder import Evaluator, Recorder
from chainrule.program.results import results
from chainrule.program.statement import Statements
from chainrule.program.stream import Body, Handed, Resume
from chainrule.program.target import chosen
from chainrule.program.values import Broken, Instance, Items, Node, Number, Taken

E = TypeVar("E", bound=Evaluator)


class Interpreter:
    """One run of one text. `vars` override inputs and free names; `seed` is that of the random numbers."""

    def __init__(self, evaluator: Evaluator, vars: Mapping[str, Any], seed: int, nodes: int, by_parameter: bool = False) -> None:
        self.program = Program()
        self.recorder = Recorder(self.program, evaluator, nodes)
        self.scope = Scope(self.recorder, vars)
        self.expressions = Expressions(self.recorder, self.scope, seed)
        self.expressions.by_parameter = by_parameter
        self.statements = Statements(self.expressions)
        self.problems: list[Problem] = []
        self.refused: set[int] = set()
        """Nodes that a call of a library's function made before it was refused."""

    def run(self, text: str) -> None:
        """Run the text as far as it can be run; what could not is in `problems`."""
        self.program.text = text
        self.expressions.dotted = any(sign in text for sign in DOTS)
        parsed = parse(text)
        self.problems += parsed.problems
        if parsed.module is not None:
            self.scope.announce(parsed.module.statements)
            for name in unbound(parsed.problems):
                self.scope.values[name] = Broken()
            for statement in parsed.module.statements:
                if not self._statement(statement, bool(parsed.problems)):
                    break
        if "^" in text and any(one.title for one in self.expressions.dialects):
            self._power(text)
        if self.problems:
            # What stands below a fault did not run in the library either.
            first = min(problem.span or (0, 0) for problem in self.problems)
            self.program.watches[:] = [watch for watch in self.program.watches if watch.span < first]
        self._settle_last()
        self.problems += self.scope.unused_vars() if not self.problems else []
        self.problems.sort(key=lambda problem: problem.span or (0, 0))
        if self.problems:
            drop(self.program, self.recorder.evaluator, unread(self.program, self.refused))
            settle(self.program)

    def _statement(self, statement: syntax.Statement, broken: bool) -> bool:
        """Run one statement of the top. False when nothing after it can be run."""
        self.expressions.rest()
        try:
            self.walk(self.statements.run(statement), statement.span)
        except Skip:
            self._break(statement)
        except ChainruleError as error:
            for problem in error.problems:
                # After a line that could not be read, a missing name may be that line's: saying so twice helps nobody.
                if not (broken and problem.code in _MAY_FOLLOW):
                    self.problems.append(self._endless(problem) if problem.code in _FINAL else problem)
            start = refused_from(self.expressions.frame)
            self.refused.update(() if start is None else range(start, len(self.program)))
            self._break(statement)
            return not any(problem.code in _FINAL for problem in error.problems)
        finally:
            self.expressions.rest()
        return True

    def _endless(self, problem: Problem) -> Problem:
        """A ceiling that was met within a while loop is that loop's; within another, that of the outermost."""
        groups, number = self.program.groups, self.recorder.group
        around: list[int] = []
        while number is not None:
            around += [number] if groups[number].kind == "loop" and groups[number].span is not None else []
            number = groups[number].parent
        endless = [one for one in around if groups[one].label.startswith("while ")]
        if not around:
            return problem
        loop = (endless or around[-1:])[0]
        place = f"in line {line_at(self.program.text, (groups[loop].span or (0, 0))[0])} ({groups[loop].label})"
        if endless:
            hint = f"The loop {place} did not end: change what its condition reads, or leave it: if i == 10: break."
            return replace(problem, hint=hint)
        done = sum(one.kind == "iteration" and one.parent == loop for one in groups) - 1
        fit = f"{done} pass{' fits' if done == 1 else 'es fit'}." if done > 0 else "Not one pass fits: use smaller sizes, too."
        return replace(problem, hint=f"Run the loop {place} fewer times: {fit}")

    def _break(self, statement: syntax.Statement) -> None:
        for name in bound([statement]):
            self.scope.values[name.name] = Broken()

    def _power(self, text: str) -> None:
        """Tell of a ^ in the spelling of a library."""
        if any(text[token.start : token.end] in ("^", "^=") for token in scan(text)):
            self.expressions.pass_over("^ is read as a power here. In Python it is exclusive or: write **, which is a power in both.")

    def _settle_last(self) -> None:
        """A list that is the last result becomes a tensor, so that it can be the target, one of one entry that entry; one of numbers alone
        has no gradient."""
        last = self.statements.last
        if isinstance(last, Items) and last.listed and last.grown and last.items and not self.problems:
            try:
                if is_literal(last):
                    return
                seen = replace(last, items=[self.expressions.seen(one) for one in last.items])
                single = seen.items[0] if len(seen.items) == 1 else seen
                self.statements.last = Node(self.expressions.tensor(single, last.span))
            except Refused:
                self.statements.last = last

    def walk(self, run: Generator[Any, Any, Any], span: Span) -> Any:
        """What a generator ends with, by a stack of generators. It yields expressions, for their values, and other generators."""
        expressions = self.expressions
        now, current, look, value, spend = expressions.now, expressions.current, expressions.look, expressions.value, expressions.spend
        stack: list[tuple[Generator[Any, Any, Any], Span]] = [(run, span)]
        running: list[Body] = []
        sent: Any = None
        while True:
            one, place = stack[-1]
            expressions.blame = None
            try:
                if now and type(sent) is Node:
                    sent = current(sent)
                wanted = one.send(sent)
            except StopIteration as stop:
                stack.pop()
                if not stack:
                    return stop.value
                sent = stop.value
                if running and len(stack) == running[-1].base:
                    expressions.change_to(running.pop())
                    sent = None
                continue
            except Refused as refused:
                raise ChainruleError([refused.at(expressions.blame or place)]) from None
            sent = None
            kind = type(wanted)
            if kind is GeneratorType:
                stack.append((wanted, place))
                continue
            if kind is Resume:
                sent = self._resume(wanted.body, stack, running)
                continue
            if kind is Handed:
                body = running.pop()
                expressions.change_to(body)
                body.stack = stack[body.base :]
                del stack[body.base :]
                sent = wanted.value
                continue
            try:
                # Names and numbers are most of a text, and need no walk of their own. How many there are, what they are in bounds.
                if kind is syntax.Name:
                    expressions.parts += 1
                    sent = look(wanted.name, wanted.span)
                elif kind is syntax.Number:
                    expressions.parts += 1
                    sent = Number(wanted.value, wanted.whole, wanted.span)
                else:
                    spend(1)
                    stack.append((value(wanted), wanted.span))
            except Refused as refused:
                raise ChainruleError([refused.at(wanted.span)]) from None

    def _resume(self, body: Body, stack: list[tuple[Generator[Any, Any, Any], Span]], running: list[Body]) -> Any:
        """Put what is left of the body of a generator on the stack; where nothing is, its end."""
        if not body.stack:
            return None
        LIMITS["calls"].check(body.depth)
        body.base = len(stack)
        stack += body.stack
        body.stack = []
        running.append(body)
        self.expressions.change_to(body)
        return None

    def finish(self, name: str | None, whole: bool = True) -> tuple[int, int | None]:
        """The node to differentiate and the node of the upstream gradient the text gives for it, once everything has run.

        A pass that nothing reads is the backward pass from the target: its nodes go, where `whole` says that every gradient is made.
        """
        program, expressions = self.program, self.expressions
        target: int | None = None
        try:
            for node, gradient in list(program.collected.items()):
                assert isinstance(gradient, int)
                program.collected[node] = expressions.current(Node(gradient)).index
            program.results = dict(results(self.scope.values, expressions.current))
            target, upstream = spare(program, self.recorder.evaluator, self.target(name), whole)
            return target, upstream
        except Refused as refused:
            # What was changed in place last is read anew here, and may be one node too many.
            raise ChainruleError([refused.at(None)]) from None
        finally:
            settle(program, target)

    def passed(self) -> tuple[int, int | None] | None:
        """The same for a text with a fault: of the last pass, where nothing before the fault reads it. What had been differentiated
        is then shown as it would be without the fault."""
        program = self.program
        if not program.passes or any(problem.code in _FINAL for problem in self.problems):
            return None
        count = len(program)
        found = spare(program, self.recorder.evaluator, program.passes[-1].of, True)
        settle(program, found[0])
        return found if len(program) < count else None

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
        last = self.statements.last
        if isinstance(last, Items) and last.items:
            last = last.items[-1]
        if isinstance(last, Instance):
            held = (one for one in last.attributes.values() if isinstance(one, Node) and self.program.kinds[one.index] == OP)
            last = next(held, last)
        if isinstance(last, Taken):
            last = Node(last.of)
        if self.program.passes and not (isinstance(last, Node) and is_result(self.program, last.index)):
            return self.program.passes[-1].of
        if isinstance(last, Node) and self.program.kinds[last.index] == OP:
            return last.index if self.program.passes else chosen(self.program, last.index)
        ops = [node for node, kind in enumerate(self.program.kinds) if kind == OP]
        if not ops:
            raise ChainruleError([without_target(bool(self.program.inputs))])
        return chosen(self.program, ops[-1])


_MAY_FOLLOW = frozenset({"unknown-name", "used-before-assignment", "unknown-function", "no-gradient"})
_FINAL = frozenset({"too-much-work", "too-many-iterations", "too-many-nodes", "too-much-memory"})
"""Ceilings on the whole run: what follows would only meet them again."""


def interpret(
    text: str, make: Callable[[], E], vars: Mapping[str, Any], seed: int = 0, nodes: int = LIMITS["nodes"].value
) -> tuple[Interpreter, E]:
    """Run `text` with values computed by an evaluator. Never raises for a fault of the text: see `problems`.

    Where a text has no inputs of its own, the numbers that it calls its functions with are the inputs: it is run again with these. So are
    those that its loops go through, where nothing would be computed without.
    """
    evaluator = make()
    run = Interpreter(evaluator, vars, seed, nodes)
    run.run(text)
    sound = all(one.code == "bad-vars" for one in run.problems)
    computed = OP in run.program.kinds
    if sound and not run.program.inputs and (run.expressions.numbers_given or (run.expressions.numbers_looped and not computed)):
        other = make()
        again = Interpreter(other, vars, seed, nodes, by_parameter=True)
        again.run(text)
        if not again.problems:
            return again, other
    return run, evaluator
