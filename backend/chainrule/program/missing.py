"""Why there is no gradient: what was cut off on the way, or a tensor that collects none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.language.offsets import line_at
from chainrule.ops.authored import Stated
from chainrule.program.absence import Absence
from chainrule.program.graph import OP
from chainrule.program.tape import Tape
from chainrule.program.values import Node

if TYPE_CHECKING:
    from chainrule.program.machine import Machine


def unreached(here: Machine, target: int) -> Refused:
    """What stands between a value and the tensors that ask for a gradient, where no slope leads from one to the other."""
    marks = here.recorder.program.marks
    cut = _cut(here, target, lambda node: marks.get(node) == "requires_grad", ", which asks for a gradient")
    nothing = "Nothing that asks for a gradient leads here."
    return cut or Refused("no-gradient", nothing, "Write requires_grad=True where the tensor is made.")


def absent(here: Machine, absence: Absence) -> Refused:
    """Why a gradient is None."""
    if absence.target is None:
        return _uncollected(here, absence.of)
    if absence.tape is not None and (found := _off_tape(here, absence.of, absence.target, absence.tape)):
        return found
    return _apart(here, absence.of, absence.target, f"The gradient by {_called(here, absence.of)} is None: ")


def tell(here: Machine, why: Refused) -> None:
    """Say beside a None why it is one, and the next move."""
    here.pass_over(f"{why.detail} {why.hint}")


def _apart(here: Machine, node: int, target: int, said: str) -> Refused:
    """A target that is not made of a node along slopes."""
    cut = _cut(here, target, lambda one: one == node, "")
    if cut is not None:
        return Refused(cut.code, said + cut.detail, cut.hint)
    name, result = _called(here, node), _called(here, target)
    return Refused("no-gradient", f"{said}{result} is not made of {name}.", f"Differentiate what {name} has a part in.")


def _off_tape(here: Machine, node: int, target: int, tape: Tape) -> Refused | None:
    """What a tape has not seen."""
    program = here.recorder.program
    name, result = _called(here, node), _called(here, target)
    said = f"The gradient by {name} is None: "
    seen = range(tape.start, len(program) if tape.stop is None else tape.stop)
    if program.kinds[target] == OP and target not in seen:
        fact = f"{said}{result} was not computed in the block of the tape."
        return Refused("no-gradient", fact, f"Move the line that makes {result} into the block.")
    if node in tape.watched or node in seen:
        return None
    if program.marks.get(node) == "integer":
        return whole(here, node)
    if program.marks.get(node) != "variable":
        made = f"was made by an op{_place(here, node)} and" if program.kinds[node] == OP else "is no tf.Variable and"
        fact = f"{said}{name} {made} is not watched by the tape."
        return Refused("no-gradient", fact, f"Write tape.watch({name}) at the top of the block, or make {name} a tf.Variable.")
    if not tape.accessed:
        fact = f"{said}this tape watches no variable by itself."
        return Refused("no-gradient", fact, f"Write tape.watch({name}) at the top of the block.")
    return None


def whole(here: Machine, node: int) -> Refused:
    """What a library says to the wish for a gradient by whole numbers."""
    fact = f"The gradient by {_called(here, node)} is None: TensorFlow takes no derivative by whole numbers."
    return Refused("no-gradient", fact, "Write them with a point, such as 3.0, or dtype=tf.float32.")


def _uncollected(here: Machine, node: int) -> Refused:
    """Why a tensor has None in its .grad."""
    program = here.recorder.program
    name = program.names.get(node, "w")
    said = f"{name}.grad is None: "
    if program.marks.get(node) in ("requires_grad", "retained"):
        here.spend(sum(len(one.wrt) for one in program.passes))
        if any(here.current(Node(one)).index == node for done in program.passes for one in done.wrt):
            return Refused("no-gradient", f"{said}it was emptied after the backward pass.", "Read it before.")
        if program.passes:
            return _apart(here, node, program.passes[-1].of, said)
        return Refused("no-gradient", f"{said}no backward pass has reached {name} yet.", "Write loss.backward() above.")
    if program.kinds[node] == OP:
        leaf = any(program.names.get(one) == name for one, mark in program.marks.items() if mark == "requires_grad" and one != node)
        fact = f"{said}{name} was made by an op{_place(here, node)}; only a tensor made with requires_grad=True collects."
        step = f"with torch.no_grad(): {name} -= 0.1 * {name}.grad, then {name}.grad.zero_()."
        return Refused("no-gradient", fact, f"Change {name} in place: {step}" if leaf else f"Write {name}.retain_grad() before backward().")
    return Refused("no-gradient", f"{said}{name} does not ask for one.", "Write requires_grad=True where it is made.")


def _cut(here: Machine, target: int, wanted: Callable[[int], bool], which: str) -> Refused | None:
    """What cuts a value off from a tensor that is wanted, the cut nearest to the value; None where it is not made of one."""
    program = here.recorder.program
    seen: set[int] = set()
    for node in _alive(here, target):
        origin, span = here.read_from.get(node, (None, None))
        behind = [arg for arg in program.args[node] if arg not in _moving(here, node)] if origin is None else [origin]
        found = _first(here, behind, wanted, seen)
        if found is None:
            continue
        name = program.names.get(found, "the tensor") + which
        if span is not None:
            fact = f"A plain number was read{_in_line(here, span)}: it is cut off from {name}."
            return Refused("no-gradient", fact, "Leave out .item() or float() there: they are for printing.")
        plan = program.plans[node]
        assert plan is not None
        op, place = plan.op.name, _place(here, node)
        if node in here.unrecorded:
            by = here.unrecorded[node]
            fact = f"A result under {by}{place} is cut off from {name}."
            return Refused("no-gradient", fact, f"Compute it outside of the block with {by}:.")
        if op == "detach":
            what = f"What is made{place}" if node in here.instead else f"A result of detach{place}"
            hint = here.instead.get(node, "Leave out .detach() or .data there.")
            return Refused("no-gradient", f"{what} is cut off from {name}.", hint)
        if isinstance(plan.op, Stated):
            fact = f"The backward of {plan.op.rule.title}{place} gives None for what is made of {name}."
            return Refused("no-gradient", fact, f"Return its gradient there, if {name} is to have one.")
        fact = f"{op}{place} has no slope: no gradient passes it to {name}."
        return Refused("no-gradient", fact, "Start from a value with a slope, such as the loss: places, counts and comparisons have none.")
    return None


def _alive(here: Machine, target: int) -> list[int]:
    """The target and what leads to it along slopes, the nearest first."""
    found, seen = [target], {target}
    for node in found:
        fresh = [arg for arg in _moving(here, node) if arg not in seen]
        seen.update(fresh)
        found += fresh
    here.spend(len(found))
    return found


def _moving(here: Machine, node: int) -> list[int]:
    """What a node is made of along slopes."""
    program = here.recorder.program
    plan = program.plans[node]
    return [] if plan is None else [arg for arg, pull in zip(program.args[node], plan.pulls, strict=False) if pull is not None]


def _first(here: Machine, found: list[int], wanted: Callable[[int], bool], seen: set[int]) -> int | None:
    """A tensor that is wanted, among some and what they are made of, read numbers included. None of those in `seen` is."""
    program = here.recorder.program
    for one in found:
        if wanted(one):
            return one
        before = program.args[one] if one not in here.read_from else (here.read_from[one][0],)
        fresh = [arg for arg in before if arg not in seen]
        seen.update(fresh)
        found += fresh
    here.spend(len(found))
    return None


def _called(here: Machine, node: int) -> str:
    """The name of a value, or how it is written."""
    program = here.recorder.program
    span = program.spans[node]
    return program.names.get(node) or (here.typed(span) if span is not None else "the value")


def _place(here: Machine, node: int) -> str:
    """` in line 3 (x.detach())`"""
    program = here.recorder.program
    return _in_line(here, program.spans[program.args[node][0] if node in here.unrecorded else node])


def _in_line(here: Machine, span: Span | None) -> str:
    return "" if span is None else f" in line {line_at(here.recorder.program.text, span[0])} ({here.typed(span)})"
