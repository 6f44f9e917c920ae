"""What PyTorch calls the record of an op: y.grad_fn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Span
from chainrule.ops.authored import Stated
from chainrule.program.converting import asks
from chainrule.program.graph import CONSTANT, Program
from chainrule.program.values import COPIES, Flag, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_NAMES: Mapping[str, str] = {
    "bce": "BinaryCrossEntropy0",
    "bce_with_logits": "BinaryCrossEntropyWithLogits0",
    "broadcast_to": "Expand0",
    "clip": "Clamp1",
    "concat": "Cat0",
    "conv2d": "Convolution0",
    "cross": "LinalgCross0",
    "cross_entropy": "NllLoss0",
    "det": "LinalgDet0",
    "diag of 1": "DiagEmbed0",
    "div a number": "Mul0",
    "expand_dims": "Unsqueeze0",
    "flatten": "View0",
    "index": "Slice0",
    "index one": "Select0",
    "index several": "Index0",
    "inv": "LinalgInvEx0",
    "kron": "UnsafeView0",
    "layer_norm": "NativeLayerNorm0",
    "log1p": "Log1P0",
    "mae": "Mean0",
    "matmul of 1, 1": "Dot0",
    "matmul of 1, 2": "Squeeze4",
    "matmul of 2, 1": "Mv0",
    "matmul of 2, 2": "Mm0",
    "matmul": "UnsafeView0",
    "max": "Max1",
    "max along": "Amax0",
    "max_pool2d": "MaxPool2DWithIndices0",
    "mean along": "Mean1",
    "min": "Min1",
    "min along": "Amin0",
    "mse": "MseLoss0",
    "nll": "NllLoss0",
    "norm": "LinalgVectorNorm0",
    "outer": "Mul0",
    "pow a number": "Pow2",
    "reshape": "View0",
    "square": "Pow0",
    "sub a number": "Rsub1",
    "sum along": "Sum1",
    "swapaxes": "Transpose0",
    "take": "IndexSelect0",
    "tile": "Repeat0",
    "transpose": "Permute0",
}
"""By op or macro, where it is not the name of this: along an axis, for operands of so many axes (`of`), of a number of the text, by the
kind of index."""


def grad_fn(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """grad_fn(y): the op a tensor was made by, None where no gradient goes on to anything. Without the address, which is new each time."""
    program, node = here.recorder.program, here.tensor(values[0], span)
    if program.marks.get(node) == "requires_grad" or asks(here, values, named, span) == Flag(False):
        return Flag(None)
    here.spend(len(program.groups) // COPIES)
    return Text(f"<{_name(program, node)}>")


def _name(program: Program, node: int) -> str:
    plan = program.plans[node]
    assert plan is not None
    if isinstance(plan.op, Stated):
        return f"{plan.op.rule.title}Backward"
    macro = next((one.macro for one in program.groups if one.macro is not None and one.outputs[:1] == (node,)), None)
    op, args = macro or plan.op, program.args[node]
    first = ["along"] if plan.params.get("axis") is not None else []
    if op.name == "index":
        first = ["one" if isinstance(item, int) else "several" for item in plan.params["key"] if isinstance(item, int | tuple)]
    if args and program.kinds[args[0]] == CONSTANT and args[0] not in program.marks:
        first = ["a number"]
    axes = ", ".join(str(len(program.shapes[arg])) for arg in args)
    found = next((_NAMES[one] for one in (*(f"{op.name} {one}" for one in first), f"{op.name} of {axes}", op.name) if one in _NAMES), None)
    name = found or "".join(part.capitalize() for part in op.name.split("_")) + "0"
    return f"{name[:-1]}Backward{name[-1]}"
