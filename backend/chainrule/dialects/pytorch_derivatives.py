"""What PyTorch has for derivatives of functions and of values: torch.autograd and torch.func."""

from chainrule.dialects.mapping import vmap

_AUTOGRAD = """
grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=False) -> gradient_of(outputs, inputs, grad_outputs, create_graph, allow_unused)
backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False) -> backward(tensors, grad_tensors, retain_graph, create_graph)
set_detect_anomaly(mode) -> context('nothing')
gradcheck gradgradcheck(*all, **more) -> absent: Leave it out: the page compares every gradient with central differences under Check.
Variable(data) -> mark(tensor(data), 'constant')
"""
_FUNCTIONAL = """
jacobian(func, inputs, create_graph=False, strict=False, vectorize=False) -> jacobian(func, tuple(range(len(inputs))))(*inputs) if is_several(inputs) else jacobian(func)(inputs)
hessian(func, inputs, create_graph=False, strict=False, vectorize=False) -> hessian(func, tuple(range(len(inputs))))(*inputs) if is_several(inputs) else hessian(func)(inputs)
"""
_FUNC = """
grad(func, argnums=0, has_aux=False) -> grad(func, argnums, has_aux, True)
jacrev jacfwd(func, argnums=0) -> jacobian(func, argnums)
hessian(func, argnums=0) -> hessian(func, argnums)
vjp(func, *primals) -> vjp(func, *primals)
jvp(func, primals, tangents) -> jvp(func, primals, tangents)
"""
_PRODUCTS = """
def vjp(func, inputs, v=None, create_graph=False, strict=False):
    several = is_several(inputs)
    out, pull = vjp(func, *inputs) if several else vjp(func, inputs)
    found = pull(1 if v is None else v)
    return out, found if several else found[0]
def jvp(func, inputs, v=None, create_graph=False, strict=False):
    return jvp(func, inputs, v) if is_several(inputs) else jvp(func, (inputs,), (1 if v is None else v,))
def hvp(func, inputs, v, create_graph=False, strict=False):
    return func(inputs), grad(lambda x: sum(grad(func)(x) * v))(inputs)
def vhp(func, inputs, v, create_graph=False, strict=False):
    return func(inputs), grad(lambda x: sum(grad(func)(x) * v))(inputs)
"""
_FUNCTION = """
def once_differentiable(fn):
    def once(ctx, *grads):
        found = fn(ctx, *grads)
        cut = [None if one is None else detach(one) for one in (found if is_tuple(found) else (found,))]
        return tuple(cut)
    return once
class FunctionCtx:
    @property
    def needs_input_grad(self):
        return tuple([(is_node(one) or is_tensor(one)) and asks(one) for one in self._given])
    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors
    def mark_non_differentiable(self, *tensors):
        return None
    def set_materialize_grads(self, value):
        return None
class Function:
    @staticmethod
    def setup_context(ctx, inputs, output):
        return None
    @classmethod
    def apply(cls, *args):
        ctx = FunctionCtx()
        ctx._given = args
        if cls.setup_context is Function.setup_context:
            out = cls.forward(ctx, *args)
        else:
            out = cls.forward(*args)
            cls.setup_context(ctx, args, out)
        g = probe(out)
        return ruled(cls, g, args, cls.backward(ctx, *(g if is_tuple(g) else (g,))), True)
"""
_CALLS = """
def functional_call(module, parameters_and_buffers, args=(), kwargs=None):
    before = swap(module, parameters_and_buffers)
    found = module(*(args if is_tuple(args) else (args,)), **({} if kwargs is None else kwargs))
    swap(module, before)
    return found
"""
ROWS = {"torch.autograd": _AUTOGRAD, "torch.autograd.functional": _FUNCTIONAL, "torch.func": _FUNC}
FUNCTIONS = {"torch.autograd": _FUNCTION, "torch.autograd.functional": _PRODUCTS, "torch.func": vmap("func", "dims") + _CALLS}
