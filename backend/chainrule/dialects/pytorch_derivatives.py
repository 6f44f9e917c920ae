"""What PyTorch has for derivatives of functions and of values: torch.autograd and torch.func."""

from chainrule.dialects.mapping import vmap

_AUTOGRAD = """
grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, allow_unused=False) -> gradient_of(outputs, inputs, grad_outputs, create_graph, allow_unused)
backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False) -> backward(tensors, grad_tensors, retain_graph, create_graph)
set_detect_anomaly(mode) -> context('nothing')
Function(*all) -> absent: Write its forward as a plain function of tensors: the derivative of what that computes is found here.
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
ROWS = {"torch.autograd": _AUTOGRAD, "torch.autograd.functional": _FUNCTIONAL, "torch.func": _FUNC}
FUNCTIONS = {"torch.autograd.functional": _PRODUCTS, "torch.func": vmap("func", "dims")}
