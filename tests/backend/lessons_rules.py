"""Derivatives that programs in JAX, HIPS autograd and TensorFlow state themselves, as lessons print them. Written for these tests."""

JAX_STATED = {
    "arguments without a derivative": """import jax
import jax.numpy as jnp
from functools import partial
@partial(jax.custom_vjp, nondiff_argnums=(0,))
def scaled(k, x):
    return x
def fwd(k, x):
    return scaled(k, x), None
def bwd(k, res, g):
    return (k * g,)
scaled.defvjp(fwd, bwd)
print(jax.grad(lambda x: jnp.sum(scaled(2.0, x) ** 2))(jnp.array([1.0, 2.0])))
""",
    "stated, mapped and compiled": """import jax
import jax.numpy as jnp
@jax.custom_vjp
def f(x):
    return jnp.sin(x)
f.defvjp(lambda x: (f(x), jnp.cos(x)), lambda c, g: (c * g,))
print(jax.jit(jax.grad(f))(1.0), jax.vmap(jax.grad(f))(jnp.array([1.0, 2.0])))
print(f(2.0))
""",
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
    "a rule that reads its own result": """import jax
import jax.numpy as jnp
@jax.custom_jvp
def f(a):
    return jnp.exp(a)
@f.defjvp
def f_jvp(primals, tangents):
    a, = primals
    da, = tangents
    y = f(a)
    return y, y * da * 2 * a
print(jax.grad(jax.grad(f))(0.3), jax.hessian(f)(0.3), jax.grad(jax.grad(jax.grad(f)))(0.3))
print(jax.vmap(jax.grad(jax.grad(f)))(jnp.array([0.3, 0.5])))
@jax.custom_jvp
def c(a):
    return jnp.clip(a, -1.0, 1.0)
c.defjvp(lambda p, t: (c(*p), c(p[0]) * t[0]))
print(jax.grad(jax.grad(c))(0.5))
@jax.custom_vjp
def h(a):
    return jnp.exp(a)
h.defvjp(lambda a: (h(a), (h(a), a)), lambda res, g: (res[0] * g * 2 * h(res[1]),))
print(jax.grad(jax.grad(h))(0.3))
""",
    "stated for each argument": """import jax
import jax.numpy as jnp
from functools import partial
@jax.custom_jvp
def f(x, y):
    return jnp.sin(x) * y
f.defjvps(lambda x_dot, ans, x, y: jnp.cos(x) * x_dot * y, lambda y_dot, ans, x, y: ans / y * y_dot)
print(f(2.0, 3.0), jax.grad(f, argnums=(0, 1))(2.0, 3.0), jax.grad(jax.grad(f))(2.0, 3.0), jax.jvp(f, (2.0, 3.0), (1.0, 0.5))[1])
@partial(jax.custom_jvp, nondiff_argnums=(0,))
def app(f, x):
    return f(x)
@app.defjvp
def app_jvp(f, primals, tangents):
    x, = primals
    x_dot, = tangents
    return app(f, x), 2.0 * x_dot
print(app(lambda x: x ** 3, 3.0), jax.grad(app, argnums=1)(lambda x: x ** 3, 3.0))
@jax.custom_gradient
def g(x):
    return x ** 2, lambda c: c * x * 7
@jax.custom_gradient
def h(x, y):
    return x * y, lambda c: (c * y * 5, c * x)
print(jax.grad(g)(3.0), g(2.0), jax.grad(jax.grad(g))(3.0), jax.grad(h, argnums=(0, 1))(3.0, 4.0))
""",
    "several results": """import jax
import jax.numpy as jnp
@jax.custom_vjp
def f(x, y):
    return x * y, jnp.sin(x)
def fwd(x, y):
    return f(x, y), (x, y)
def bwd(res, g):
    x, y = res
    a, b = g
    return a * y * 5 + b * jnp.cos(x), a * x
f.defvjp(fwd, bwd)
print(jax.grad(lambda x, y: f(x, y)[0] * 2 + f(x, y)[1], argnums=(0, 1))(2.0, 3.0))
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
    "custom_gradient of two": """import tensorflow as tf
@tf.custom_gradient
def two(x, y):
    def grad(a, b):
        return a * y * 5 + b, a * x
    return (x * y, x + y), grad
x, y = tf.Variable(3.0), tf.Variable(2.0)
with tf.GradientTape() as tape:
    u, v = two(x, y)
    z = u * 2 + v * v
a, b = tape.gradient(z, [x, y])
print(u, v, a, b)
""",
}
