"""The steps of a study in order, as ids: what a player replays.

given, then one forward step per op, then the seed, then per edge of the backward pass: local, unbroadcast if there is one, accumulate
"""

from __future__ import annotations

from chainrule.program.graph import OP
from chainrule.wire.models import Step
from chainrule.wire.seen import Seen


def steps(seen: Seen) -> list[Step]:
    record = seen.record
    nodes = [f"n{node}" for node in range(len(record.program))]
    found: list[Step] = [{"phase": "given", "kind": "compute", "node": None, "edge": None}]
    found += [
        {"phase": "forward", "kind": "compute", "node": nodes[node], "edge": None}
        for node, kind in enumerate(record.program.kinds)
        if kind == OP
    ]
    if record.target is None:
        return found
    found.append({"phase": "seed", "kind": "seed", "node": nodes[record.target], "edge": None})
    for number in seen.order:
        edge, name = seen.uses[number], f"e{number}"
        user = nodes[edge.user]
        found.append({"phase": "backward", "kind": "local", "node": user, "edge": name})
        if edge.copies is not None:
            found.append({"phase": "backward", "kind": "unbroadcast", "node": user, "edge": name})
        found.append({"phase": "backward", "kind": "accumulate", "node": user, "edge": name})
    return found
