"""What stands for the gradient of a tensor while the lines are run that an author states for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chainrule.errors import Refused

if TYPE_CHECKING:
    from chainrule.program.machine import Machine


class Probe(NamedTuple):
    """`of`: the node whose gradient it stands for; `watches`, `groups`: how many there were before."""

    of: int
    watches: int
    groups: int


def forget(here: Machine, start: int) -> None:
    """Take out the nodes from `start` on, a tensor that stood for a gradient and what was made since. Raises bad-argument."""
    program, recorder = here.recorder.program, here.recorder
    if any(old < start <= new for old, new in here.now.items()):
        fact = "A backward that a program states changes a tensor of the forward in place."
        raise Refused("bad-argument", fact, "Change a copy: x.clone().")
    probe = here.probed.pop(start)
    if len(program.watches) > probe.watches:
        here.pass_over("What a stated backward prints is passed over: it is run before there is a gradient.")
    del program.watches[probe.watches :], program.groups[probe.groups :]
    program.passes[:] = [one for one in program.passes if one.block.start < start]
    recorder.trim(start, [])
    said = here.read_from, here.scope.whole, here.opened, program.dtypes, here.probed, here.unrecorded
    for table in (here.now, here.earlier, here.shared, here.instead, *said):
        for node in [node for node in table if node >= start]:
            del table[node]
    noted = here.passed, here.freed, here.doubtful, here.spoilt, here.fixed
    for group in (*noted, here.scope.local, here.scope.lists):
        group.difference_update([node for node in group if node >= start])
