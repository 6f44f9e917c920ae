"""micrograd, and the Value of its lecture: tensors of one number."""

from chainrule.dialects.row import Dialect, read

_TABLE = """
Value(data, label='') -> mark(tensor(data), 'requires_grad')
"""
_TENSOR = """
relu tanh exp sigmoid log(self)
backward(self) -> backward(self, None, True, False, True)
grad -> gradient(self, 0)
data -> detach(self)
label -> ''
"""

_NETWORK = """
class Module:
    def zero_grad(self):
        for one in self.parameters():
            forget(one)
class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w = [mark(rand((), low=-1, high=1), 'requires_grad') for i in range(nin)]
        self.b = mark(zeros(()), 'requires_grad')
        self.nonlin = nonlin
    def __call__(self, x):
        act = sum([wi * xi for wi, xi in zip(self.w, x)]) + self.b
        return relu(act) if self.nonlin else act
    def parameters(self):
        return [*self.w, self.b]
class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.layers = [Neuron(nin, nonlin) for i in range(nout)]
    def __call__(self, x):
        out = [n(x) for n in self.layers]
        return out[0] if len(out) == 1 else out
    def parameters(self):
        return [p for n in self.layers for p in n.parameters()]
class MLP(Module):
    def __init__(self, nin, nouts):
        sizes = [int(one) for one in [nin, *nouts]]
        self.layers = [Layer(sizes[i], sizes[i + 1], i != len(nouts) - 1) for i in range(len(nouts))]
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
"""

MICROGRAD = Dialect(
    "micrograd",
    "micrograd",
    read("micrograd", {"micrograd.engine": _TABLE, "Tensor": _TENSOR}),
    roots=frozenset({"micrograd"}),
    aliases={},
    modules={"micrograd.nn": _NETWORK},
)
