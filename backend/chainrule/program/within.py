"""What a view is written back with into the tensor it is a view of."""

from __future__ import annotations

from typing import Any

from chainrule.ops.lying import on_diagonal
from chainrule.ops.record import Plan, Shape, size
from chainrule.program.recorder import Recorder


class Within:
    """Puts the numbers of a view back among those of the tensor it is a view of: what undoes a view fills the rest with zeros."""

    def __init__(self, recorder: Recorder, whole: int) -> None:
        self.recorder, self.whole = recorder, whole

    def undo(self, view: Plan, numbers: int) -> int:
        pull = view.op.plan(view.shapes, view.params).pulls[0]
        assert pull is not None
        return int(pull.build(self, numbers, (self.whole,), numbers))

    def __call__(self, op: str, *arguments: int, **params: Any) -> Any:
        if op == "unindex":
            return self.recorder("put", self.whole, *arguments, key=params["key"])
        if op == "undiag":
            shape, k = params["shape"], params["k"]
            flat = self.recorder("reshape", self.whole, shape=(size(shape),))
            return self.recorder("reshape", self.recorder("put", flat, *arguments, key=(on_diagonal(shape, k),)), shape=shape)
        return self.recorder(op, *arguments, **params)

    def constant(self, value: Any) -> int:
        return self.recorder.constant(value)

    def shape(self, of: int) -> Shape:
        return self.recorder.shape(of)
