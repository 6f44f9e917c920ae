"""The dtype of a tensor: bool, int or float. Every number is computed as float64; the dtype says what the libraries would have there."""

from __future__ import annotations

from chainrule.program.graph import Program

BOOL, INT, FLOAT = "bool", "int", "float"
_WIDTH = {BOOL: 0, INT: 1, FLOAT: 2}

ANSWERS = frozenset(
    "greater greater_equal less less_equal equal not_equal logical_and logical_or logical_not logical_xor "
    "isnan isinf isfinite all any".split()
)
COUNTS = ANSWERS | frozenset("argmax argmin argsort count_nonzero one_hot".split())
"""What gives whole numbers of anything."""
_FIRST = frozenset(
    "broadcast_to detach diag embedding expand_dims flatten flip gather index moveaxis pad put repeat reshape roll scatter scatter_add "
    "share sort split squeeze sum_to swapaxes take tile topk transpose undiag ungather unindex untake unwindow windows".split()
)
"""What has the dtype of its first argument."""
_JOINED = frozenset("concat stack hstack vstack maximum minimum larger max min abs floor round sign clip relu square".split())
"""What has that of all its arguments together."""
_ADDED = frozenset(
    "add sub mul mod floordiv pow neg sum prod cumsum cumprod dot einsum matmul outer tensordot".split()
)
"""What has that too, and counts where they are answers."""


def wider(one: str, other: str) -> str:
    """The dtype of what is made of two."""
    return max(one, other, key=_WIDTH.__getitem__)


def dtype(program: Program, node: int) -> str:
    """The dtype of a node."""
    known = program.dtypes
    stack = [node]
    while stack:
        one = stack[-1]
        args = _deciding(program, one) if one not in known else ()
        unknown = [arg for arg in args if arg not in known]
        if unknown:
            stack += unknown
            continue
        stack.pop()
        if one not in known:
            known[one] = _found(program, one, [known[arg] for arg in args])
    return known[node]


def _deciding(program: Program, node: int) -> tuple[int, ...]:
    """The arguments whose dtypes make that of a node."""
    plan, args = program.plans[node], program.args[node]
    if plan is None:
        return ()
    name = plan.op.name
    return args[:1] if name in _FIRST else args[1:] if name == "where" else args if name in _JOINED or name in _ADDED else ()


def _found(program: Program, node: int, of: list[str]) -> str:
    plan = program.plans[node]
    if plan is None:
        return FLOAT
    name = plan.op.name
    if name in COUNTS:
        return BOOL if name in ANSWERS else INT
    if name == "clip" and any(isinstance(bound, float) and abs(bound) < float("inf") for bound in plan.params.values()):
        return FLOAT
    return max([*of, *([INT] if name in _ADDED else [])], key=_WIDTH.__getitem__, default=FLOAT)
