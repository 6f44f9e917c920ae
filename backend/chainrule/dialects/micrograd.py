"""micrograd, and the Value of its lecture: tensors of one number."""

from chainrule.dialects.row import Dialect, read

_TABLE = """
Value(data, label='') -> mark(tensor(data), 'requires_grad')
"""
_TENSOR = """
relu tanh exp sigmoid log(self)
backward(self) -> derivative
grad -> derivative
data -> detach(self)
label -> ''
"""

MICROGRAD = Dialect(
    "micrograd",
    "micrograd",
    read("micrograd", {"micrograd.engine": _TABLE, "Tensor": _TENSOR}),
    roots=frozenset({"micrograd"}),
    aliases={},
)
