"""Programs that state a derivative of their own, as lessons print them. Written for these tests."""

TORCH_STATED = {
    "a polynomial with a stated derivative": """import torch
import math
class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return 0.5 * (5 * input ** 3 - 3 * input)
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        return grad_output * 1.5 * (5 * input ** 2 - 1)
dtype = torch.float
x = torch.linspace(-math.pi, math.pi, 20, dtype=dtype)
y = torch.sin(x)
a = torch.full((), 0.0, dtype=dtype, requires_grad=True)
b = torch.full((), -1.0, dtype=dtype, requires_grad=True)
c = torch.full((), 0.0, dtype=dtype, requires_grad=True)
d = torch.full((), 0.3, dtype=dtype, requires_grad=True)
learning_rate = 5e-4
for t in range(3):
    P3 = LegendrePolynomial3.apply
    y_pred = a + b * P3(c + d * x)
    loss = (y_pred - y).pow(2).sum()
    print(t, loss.item())
    loss.backward()
    with torch.no_grad():
        a -= learning_rate * a.grad
        b -= learning_rate * b.grad
        c -= learning_rate * c.grad
        d -= learning_rate * d.grad
        a.grad = None
        b.grad = None
        c.grad = None
        d.grad = None
print(f'Result: y = {a.item()} + {b.item()} * P3({c.item()} + {d.item()} x)')
print(a, b, c, d)
""",
    "a relu of one's own": """import torch
class MyReLU(torch.autograd.Function):
    '''
    We can implement our own custom autograd Functions
    '''
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return input.clamp(min=0)
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input < 0] = 0
        return grad_input
x = torch.sin(torch.arange(6.0)).reshape(2, 3)
y = torch.cos(torch.arange(4.0)).reshape(2, 2)
w1 = (torch.sin(torch.arange(12.0) * 2)).reshape(3, 4).requires_grad_()
w2 = (torch.cos(torch.arange(8.0) * 3)).reshape(4, 2).requires_grad_()
relu = MyReLU.apply
for t in range(2):
    y_pred = relu(x.mm(w1)).mm(w2)
    loss = (y_pred - y).pow(2).sum()
    print(t, loss.item())
    loss.backward()
    with torch.no_grad():
        w1 -= 0.1 * w1.grad
        w2 -= 0.1 * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
print(w1, w2)
""",
    "a stated linear layer": """import torch
from torch.autograd import Function
class LinearFunction(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output
    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias
x = torch.tensor([[1.0, 2.0], [3.0, -1.0], [0.5, 0.2]], requires_grad=True)
w = torch.tensor([[0.1, 0.2], [-0.3, 0.4]], requires_grad=True)
b = torch.tensor([0.5, -0.5], requires_grad=True)
y = LinearFunction.apply(x, w, b)
(y ** 2).sum().backward()
print(y, x.grad, w.grad, b.grad)
z = LinearFunction.apply(x.detach(), w)
g, = torch.autograd.grad(z.pow(3).sum(), w)
print(g)
""",
    "stated otherwise than computed": """import torch
class Sign(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.sign(x)
    @staticmethod
    def backward(ctx, g):
        return g
class Scaled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return x * k
    @staticmethod
    def backward(ctx, g):
        return g * ctx.k * 100, None
class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.neg() * ctx.alpha, None
x = torch.tensor([0.5, -2.0], requires_grad=True)
y = (Sign.apply(x) * x + Scaled.apply(x, 3.0)).sum() + Reverse.apply(x, 0.5).pow(2).sum()
y.backward()
print(y, x.grad)
""",
    "stated and taken twice": """import torch
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result
    @staticmethod
    def backward(ctx, grad_output):
        result, = ctx.saved_tensors
        return grad_output * result
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        return grad_output * 3 * x ** 2
x = torch.tensor(0.7, requires_grad=True)
y = Exp.apply(x) * Cube.apply(x)
g, = torch.autograd.grad(y, x, create_graph=True)
h, = torch.autograd.grad(g, x, create_graph=True)
print(y, g, h)
(g ** 2).backward()
print(x.grad)
for k in range(2):
    v = torch.tensor([0.1, 0.4], requires_grad=True)
    Exp.apply(v).sum().backward()
    print(v.grad)
""",
}

JAX_STATED = {
    "custom_vjp": """import jax
import jax.numpy as jnp
@jax.custom_vjp
def f(x, y):
    return jnp.sin(x) * y
def f_fwd(x, y):
    return f(x, y), (jnp.cos(x), jnp.sin(x), y)
def f_bwd(res, g):
    cos_x, sin_x, y = res
    return (cos_x * g * y, sin_x * g)
f.defvjp(f_fwd, f_bwd)
print(jax.grad(f, argnums=(0, 1))(2.0, 3.0))
""",
    "custom_jvp": """import jax
import jax.numpy as jnp
@jax.custom_jvp
def log1pexp(x):
    return jnp.log(1. + jnp.exp(x))
@log1pexp.defjvp
def log1pexp_jvp(primals, tangents):
    x, = primals
    x_dot, = tangents
    ans = log1pexp(x)
    ans_dot = (1 - 1/(1 + jnp.exp(x))) * x_dot
    return ans, ans_dot
print(jax.grad(log1pexp)(3.))
""",
    "stated with trees": """import jax
import jax.numpy as jnp
@jax.custom_vjp
def norm(x):
    return jnp.sqrt(jnp.sum(x ** 2))
def fwd(x):
    n = norm(x)
    return n, (x, n)
def bwd(res, g):
    x, n = res
    return (g * jnp.where(n == 0, 0.0, x / jnp.where(n == 0, 1.0, n)),)
norm.defvjp(fwd, bwd)
print(jax.grad(norm)(jnp.array([3.0, 4.0])), jax.grad(norm)(jnp.zeros(2)), norm(jnp.array([3.0, 4.0])))
v, d = jax.value_and_grad(lambda p: norm(p['w']) * p['b'])({'w': jnp.array([3.0, 4.0]), 'b': 2.0})
print(v, d['w'], d['b'])
@jax.custom_vjp
def apply(p, x):
    return p['w'] * x + p['b']
apply.defvjp(lambda p, x: (apply(p, x), (p, x)), lambda res, g: ({'w': 10 * g * res[1], 'b': g}, g * res[0]['w']))
d, e = jax.grad(apply, argnums=(0, 1))({'w': 2.0, 'b': 1.0}, 3.0)
print(d['w'], d['b'], e)
@jax.custom_jvp
def f(x, y):
    return jnp.sin(x) * y
@f.defjvp
def f_jvp(primals, tangents):
    x, y = primals
    x_dot, y_dot = tangents
    return f(x, y), jnp.cos(x) * x_dot * y + jnp.sin(x) * y_dot
print(jax.grad(f, argnums=(0, 1))(2.0, 3.0), jax.grad(jax.grad(f))(2.0, 3.0))
""",
}

HIPS_STATED = {
    "a primitive": """import autograd.numpy as np
from autograd import grad, elementwise_grad as egrad
from autograd.extend import primitive, defvjp
x = np.array([1.0, 2.0, 3.0])
print(egrad(np.tanh)(x), egrad(egrad(np.tanh))(x))
@primitive
def logsumexp(x):
    '''Numerically stable log(sum(exp(x))), also defined in scipy.special'''
    max_x = np.max(x)
    return max_x + np.log(np.sum(np.exp(x - max_x)))
def logsumexp_vjp(ans, x):
    x_shape = x.shape
    return lambda g: np.full(x_shape, g) * np.exp(x - np.full(x_shape, ans))
defvjp(logsumexp, logsumexp_vjp)
def example_func(y):
    z = y**2
    lse = logsumexp(z)
    return np.sum(lse)
grad_of_example = grad(example_func)
print(grad_of_example(np.array([1.5, 6.7, 1e-10])))
""",
}

KERAS_STATED = {
    "custom_gradient": """import tensorflow as tf
@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)
    def grad(upstream):
        return upstream * (1 - 1 / (1 + e))
    return tf.math.log(1 + e), grad
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = log1pexp(x)
print(y, tape.gradient(y, x))
""",
}
