"""JAX: NumPy's names under jax.numpy, functions on functions, and random numbers from keys, which are ours here."""

from __future__ import annotations

from chainrule.dialects.borders import BORDERS
from chainrule.dialects.grids import GRIDS
from chainrule.dialects.jax_arrays import ARRANGED, LARGEST, ONE_VECTOR, SAID
from chainrule.dialects.jax_loops import LOOPS, ROWS, SLICES, TREES
from chainrule.dialects.mapping import vmap
from chainrule.dialects.matrices import MATRICES
from chainrule.dialects.norms import NORMS
from chainrule.dialects.numpy import ARRAYS, LINEAR, METHODS, spread
from chainrule.dialects.numpy_functions import FUNCTIONS
from chainrule.dialects.numpy_signals import FACTORS, NORMAL, SIGNAL, SIGNALS
from chainrule.dialects.ranks import RANKS
from chainrule.dialects.row import Dialect, read

_JAX = """
jit checkpoint remat named_call(fun=None, **options) -> same if fun is None else fun
device_put device_get block_until_ready(x, device=None) -> x
grad(fun, argnums=0, has_aux=False) -> grad(fun, argnums, has_aux, True)
value_and_grad(fun, argnums=0, has_aux=False) -> value_and_grad(fun, argnums, has_aux, True)
jacobian jacfwd jacrev(fun, argnums=0) -> jacobian(fun, argnums)
hessian(fun, argnums=0) -> hessian(fun, argnums)
vjp(fun, *primals, has_aux=False) -> vjp(fun, *primals, has_aux=has_aux)
jvp(fun, primals, tangents) -> jvp(fun, primals, tangents)
disable_jit() -> context('nothing')
"""
_NN = """
relu sigmoid tanh silu softplus selu mish(x)
swish(x) -> silu(x)
relu6(x) -> hardtanh(x, 0, 6)
log_sigmoid(x) -> logsigmoid(x)
soft_sign(x) -> softsign(x)
elu(x, alpha=1.0) -> elu(x, alpha)
leaky_relu(x, negative_slope=0.01) -> leaky_relu(x, negative_slope)
gelu(x, approximate=True) -> gelu_tanh(x) if approximate else gelu(x)
softmax(x, axis=-1) -> softmax(x, axis)
log_softmax(x, axis=-1) -> log_softmax(x, axis)
logsumexp(a, axis=None, keepdims=False) -> logsumexp(a, axis, keepdims)
one_hot(x, num_classes) -> one_hot(x, num_classes)
"""
_INITIALIZERS = """
zeros(key, shape=()) -> zeros(shape)
ones(key, shape=()) -> ones(shape)
constant(value) -> lambda key, shape, dtype=None: full(shape, value)
normal(stddev=0.01) -> lambda key, shape, dtype=None: stddev * by_key(randn(shape), key)
uniform(scale=0.01) -> lambda key, shape, dtype=None: scale * by_key(rand(shape), key)
glorot_normal xavier_normal() -> lambda key, shape, dtype=None: (2 / int(shape[-2] + shape[-1])) ** 0.5 * by_key(randn(shape), key)
glorot_uniform xavier_uniform() -> lambda key, shape, dtype=None: (6 / int(shape[-2] + shape[-1])) ** 0.5 * (2 * by_key(rand(shape), key) - 1)
he_normal kaiming_normal() -> lambda key, shape, dtype=None: (2 / int(shape[-2])) ** 0.5 * by_key(randn(shape), key)
he_uniform kaiming_uniform() -> lambda key, shape, dtype=None: (6 / int(shape[-2])) ** 0.5 * (2 * by_key(rand(shape), key) - 1)
lecun_normal() -> lambda key, shape, dtype=None: (1 / int(shape[-2])) ** 0.5 * by_key(randn(shape), key)
lecun_uniform() -> lambda key, shape, dtype=None: (3 / int(shape[-2])) ** 0.5 * (2 * by_key(rand(shape), key) - 1)
"""
_LAX = """
stop_gradient(x) -> detach(x)
cond(pred, true_fun, false_fun, *operands) -> true_fun(*operands) if pred else false_fun(*operands)
select(pred, on_true, on_false) -> where(pred, on_true, on_false)
dot(lhs, rhs) -> lhs @ rhs if lhs.ndim < 3 and rhs.ndim < 3 else refuse('lax.dot takes vectors and matrices.', 'Write lhs @ rhs for a product of every two matrices.')
exp log sin cos tanh sqrt rsqrt abs(x)
conv(lhs, rhs, window_strides, padding) -> conv2d(lhs, rhs, None, window_strides, padding.lower())
"""
_RANDOM = """
PRNGKey key(seed) -> new_key(seed)
split(key, num=2) -> [new_key(key, 0, k) for k in range(num)]
fold_in(key, data) -> new_key(key, 1, data)
normal(key, shape=()) -> by_key(randn(shape), key)
uniform(key, shape=(), minval=0.0, maxval=1.0) -> by_key(rand(shape), key) if minval == 0 and maxval == 1 else minval + (maxval - minval) * by_key(rand(shape), key)
randint(key, shape, minval, maxval) -> floor(minval + (maxval - minval) * by_key(rand(shape), key))
bernoulli(key, p=0.5, shape=()) -> by_key(rand(shape), key) < p
"""
_TENSOR = """
at -> at(self)
block_until_ready(self) -> self
"""
_FUNCTIONS = """
def same(fun):
    return fun
"""
_STATED = """
class Stated:
    def __init__(self, fun, nondiff_argnums=()):
        self.fun, self.apart, self.args, self.out = fun, nondiff_argnums, None, None
    def again(self, args):
        if not alike(args, self.args):
            refuse('A rule calls the function it is of with another argument, which would be differentiated by the rule again.', 'Write the function out there.')
        if self.out is None:
            self.out = self.fun(*args)
        return self.out
class custom_vjp(Stated):
    def defvjp(self, fwd, bwd):
        self.fwd, self.bwd = fwd, bwd
    def __call__(self, *args):
        if self.args is not None:
            return self.again(args)
        args = in_graph(args)
        self.args = args
        self.out, res = self.fwd(*args)
        g = probe(self.out)
        grads = self.bwd(*[args[k] for k in self.apart], res, g)
        self.args = self.out = None
        return ruled(self.fun, g, tuple([one for k, one in enumerate(args) if k not in self.apart]), grads)
class custom_jvp(Stated):
    def defjvp(self, jvp):
        self.jvp = jvp
        return jvp
    def defjvps(self, *jvps):
        def summed(primals, tangents):
            out = self(*primals)
            moved = [jvp(t, out, *primals) for jvp, t in zip(jvps, tangents) if jvp is not None]
            return out, sum(moved)
        self.jvp = summed
    def __call__(self, *args):
        if self.args is not None:
            return self.again(args)
        args = in_graph(args)
        out = self.fun(*args)
        if is_several(out):
            refuse('A function with a jvp of its own gives one tensor here, and this gives several.', 'Write one such function for each result.')
        g = probe(out)
        self.args, self.out = args, out
        moving = tuple([one for k, one in enumerate(args) if k not in self.apart])
        tangents = tuple([probe(one) for one in moving])
        moved = self.jvp(*[args[k] for k in self.apart], moving, tangents)[1]
        self.args = self.out = None
        return ruled(self.fun, g, moving, gradient_of(moved, tangents, g, True, True))
def custom_gradient(fun):
    def stated(*args):
        out, back = fun(*args)
        g = probe(out)
        grads = back(g)
        return ruled(fun, g, args, grads if is_tuple(grads) else (grads,))
    return stated
"""
_DERIVATIVES = """
def linearize(fun, *primals):
    return fun(*primals), lambda *tangents: jvp(fun, primals, tangents)[1]
"""
JAX = Dialect(
    "jax",
    "JAX",
    read(
        "jax",
        {
            "jax": _JAX,
            "jax.numpy": spread(ARRAYS) + SIGNALS,
            "jax.numpy.linalg": LINEAR + FACTORS,
            "jax.scipy.stats.norm": NORMAL,
            "jax.flatten_util": ONE_VECTOR,
            "jax.debug": SAID,
            "jax.nn": _NN,
            "jax.scipy.special": "logsumexp(a, axis=None, keepdims=False)\nexpit(x) -> sigmoid(x)\nerf(x)",
            "jax.nn.initializers": _INITIALIZERS,
            "jax.lax": _LAX + LARGEST,
            "jax.random": _RANDOM,
            "jax.config": "update(name, value) -> None",
            "Tensor": "\n".join(line for line in spread(ARRAYS).splitlines() if line.startswith(".")) + METHODS + _TENSOR,
        },
    ),
    roots=frozenset({"jax"}),
    aliases={"jax": "jax", "jnp": "jax.numpy", "lax": "jax.lax"},
    same={
        "jax.tree_map": "jax.trees.tree_map",
        "jax.tree_util": "jax.trees",
        **{f"jax.tree.{name}": f"jax.trees.tree_{name}" for name in ("map", "leaves", "flatten", "unflatten", "structure", "reduce")},
    },
    renamed={"a_min": "min", "a_max": "max", "newshape": "shape"},
    ignored=frozenset({"dtype", "copy", "static_argnums", "static_argnames", "donate_argnums", "unroll", "precision"}),
    harmless={"order": ("C", "K", "A")},
    modules={"jax": _FUNCTIONS + vmap("fun", "axes") + _DERIVATIVES + _STATED, "jax.inside": ARRANGED + BORDERS + FUNCTIONS + GRIDS + MATRICES + NORMS + RANKS + ROWS + SIGNAL, "jax.lax": LOOPS + SLICES, "jax.trees": TREES},
    opaque=True,
)
