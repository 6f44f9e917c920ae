"""Why there is no gradient: what was cut off on the way, or a tensor that collects none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.errors import Refused
from chainrule.language.offsets import line_at
from chainrule.program.graph import OP

if TYPE_CHECKING:
    from chainrule.program.machine import Machine


def unreached(here: Machine, target: int) -> Refused:
    """What stands between a value and the tensors that ask for a gradient, where no slope leads from one to the other."""
    program = here.recorder.program
    seen: set[int] = set()
    for node in _alive(here, target):
        asking = _asking(here, [arg for arg in program.args[node] if arg not in _moving(here, node)], seen)
        if asking is None:
            continue
        name, plan = program.names.get(asking, "the tensor"), program.plans[node]
        assert plan is not None
        op, place = plan.op.name, _place(here, node)
        if node in here.unrecorded:
            fact = f"What leads here was computed under no_grad{place}: it is cut off from {name}, which asks for a gradient."
            return Refused("no-gradient", fact, "Compute it outside of the block with torch.no_grad():.")
        if op == "detach":
            fact = f"What leads here was cut off from {name}, which asks for a gradient, by detach{place}."
            return Refused("no-gradient", fact, "Leave out .detach() or .data there.")
        fact = f"{op}{place} has no slope, so no gradient passes it to {name}, which asks for one."
        return Refused("no-gradient", fact, "Start from a value with a slope, such as the loss: places, counts and comparisons have none.")
    return Refused("no-gradient", "Nothing that asks for a gradient leads here.", "Write requires_grad=True where the tensor is made.")


def uncollected(here: Machine, node: int) -> Refused:
    """Why a tensor has None in its .grad where a number is needed."""
    program = here.recorder.program
    name = program.names.get(node, "w")
    if program.marks.get(node) in ("requires_grad", "retained"):
        return Refused("no-gradient", f"{name}.grad is None: no backward pass has reached {name} yet.", "Write loss.backward() above.")
    if program.kinds[node] == OP:
        leaf = any(program.names.get(one) == name for one, mark in program.marks.items() if mark == "requires_grad" and one != node)
        fact = f"{name}.grad is None: {name} was made by an op{_place(here, node)}; only a tensor made with requires_grad=True collects."
        step = f"with torch.no_grad(): {name} -= 0.1 * {name}.grad, then {name}.grad.zero_()."
        return Refused("no-gradient", fact, f"Change {name} in place: {step}" if leaf else f"Write {name}.retain_grad() before backward().")
    return Refused("no-gradient", f"{name}.grad is None: {name} does not ask for one.", "Write requires_grad=True where it is made.")


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


def _asking(here: Machine, found: list[int], seen: set[int]) -> int | None:
    """A tensor that asks for a gradient, among some and what they are made of. None of those in `seen` does."""
    program = here.recorder.program
    for one in found:
        if program.marks.get(one) == "requires_grad":
            return one
        fresh = [arg for arg in program.args[one] if arg not in seen]
        seen.update(fresh)
        found += fresh
    here.spend(len(found))
    return None


def _place(here: Machine, node: int) -> str:
    """` in line 3 (x.detach())`"""
    program = here.recorder.program
    span, text = program.spans[program.args[node][0] if node in here.unrecorded else node], program.text
    if span is None:
        return ""
    return f" in line {line_at(text, span[0])} ({here.typed(span)})"
