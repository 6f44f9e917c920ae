"""What reaches the target, and the ways a gradient takes to one node, as an answer."""

from __future__ import annotations

from pydantic import Field

from chainrule.explain.edges import edges
from chainrule.explain.paths import Path, reaching
from chainrule.explain.paths import paths as ways_to
from chainrule.limits import LIMITS
from chainrule.trace.study import Record
from chainrule.wire.encode import number
from chainrule.wire.models import PathEntry, PathsAnswer
from chainrule.wire.place import node
from chainrule.wire.request import Request

MOST = 16
_EXACT = 2**53


class PathsRequest(Request):
    """The paths from the target back to `node`, at most `most` of them."""

    node: str
    most: int = Field(default=MOST, ge=1)


def paths(record: Record, request: PathsRequest) -> PathsAnswer:
    LIMITS["paths"].check(request.most)
    uses, _ = edges(record)
    found = ways_to(record, uses, node(record.program, request.node), request.most)
    return {
        "node": f"n{found.node}",
        "reaching": [f"n{one}" for one in reaching(record, uses)],
        # Beyond 2**53 no JSON reader keeps every digit, and beyond 1e308 there is no float.
        "count": found.count if found.count < _EXACT else "Infinity" if found.count.bit_length() > 1_000 else float(found.count),
        "gate": [f"n{one}" for one in found.gate],
        "scalar": found.scalar,
        "paths": [_path(one) for one in found.paths],
    }


def _path(one: Path) -> PathEntry:
    return {
        "edges": [f"e{edge}" for edge in one.edges],
        "slopes": [number(slope) for slope in one.slopes],
        "product": number(one.product),
    }
