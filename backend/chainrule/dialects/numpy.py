"""NumPy, and HIPS autograd, which is NumPy with derivatives. JAX's table of arrays begins with this one, too."""

from __future__ import annotations

from chainrule.dialects.borders import BORDERS
from chainrule.dialects.grids import GRIDS
from chainrule.dialects.matrices import MATRICES
from chainrule.dialects.norms import NORMS
from chainrule.dialects.numpy_functions import FUNCTIONS
from chainrule.dialects.numpy_random import GENERATOR, RANDOM
from chainrule.dialects.numpy_signals import FACTORS, NORMAL, SIGNAL, SIGNALS
from chainrule.dialects.ranks import RANKS
from chainrule.dialects.row import Dialect, read

ARRAYS = """
abs cos cosh exp expm1 floor log log10 log1p log2 reciprocal sign sin sinh sqrt square tan tanh cbrt(x)
absolute fabs(x) -> abs(x)
arccos acos(x) -> acos(x)
arcsin asin(x) -> asin(x)
arctan atan(x) -> atan(x)
arccosh acosh(x) -> acosh(x)
arcsinh asinh(x) -> asinh(x)
arctanh atanh(x) -> atanh(x)
arctan2 atan2(x1, x2) -> atan2(x1, x2)
.round(a, decimals=0) -> round(a) if decimals == 0 else round(a * 10 ** decimals) / 10 ** decimals
rint(x) -> round(x)
negative(x) -> -x
add(x1, x2) -> x1 + x2
subtract(x1, x2) -> x1 - x2
multiply(x1, x2) -> x1 * x2
divide true_divide(x1, x2) -> x1 / x2
floor_divide(x1, x2) -> x1 // x2
mod remainder(x1, x2) -> x1 % x2
power(x1, x2) -> x1 ** x2
maximum minimum equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor(x1, x2)
fmax(x1, x2) -> maximum(where(equal(x1, x1), x1, x2), where(equal(x2, x2), x2, x1))
fmin(x1, x2) -> minimum(where(equal(x1, x1), x1, x2), where(equal(x2, x2), x2, x1))
logical_not(x)
logaddexp(x1, x2) -> logsumexp(beside(x1, x2), 0)
hypot(x1, x2) -> norm(beside(x1, x2), 2, 0)
exp2(x) -> 2 ** x
sinc(x) -> cardinal_sine(x)
real(val) -> val
diff(a, n=1, axis=-1) -> cut(a, axis, 1, a.shape[axis]) - cut(a, axis, 0, a.shape[axis] - 1) if n == 1 else refuse('diff is available once.', 'Write diff(diff(x)).')
.dot(a, b) -> a * b if a.ndim == 0 or b.ndim == 0 else a @ b if a.ndim == 1 or b.ndim < 3 else tensordot(a, b, (-1, -2))
matmul(x1, x2) -> x1 @ x2
vdot(a, b) -> dot(reshape(a, (-1,)), reshape(b, (-1,)))
inner(a, b) -> a * b if a.ndim == 0 or b.ndim == 0 else a @ b if b.ndim == 1 else a @ b.T if b.ndim == 2 else tensordot(a, b, (-1, -1))
outer(a, b) -> outer(reshape(a, (-1,)), reshape(b, (-1,)))
ndarray(shape) -> absent: Write np.zeros(shape).
kron cross(a, b)
einsum(subscripts, *operands) -> einsum(subscripts, *operands)
tensordot(a, b, axes=2) -> tensordot(a, b, axes)
.sum .mean .prod(a, axis=None, keepdims=False)
nansum(a, axis=None, keepdims=False) -> sum(where(equal(a, a), a, 0), axis, keepdims)
argsort(a, axis=-1) -> order(a, axis, False, None)
isnan(x) -> not_equal(x, x)
isinf(x) -> equal(abs(x), inf)
isfinite(x) -> less(abs(x), inf)
.max amax(a, axis=None, keepdims=False) -> max(a, axis=axis, keepdims=keepdims)
.min amin(a, axis=None, keepdims=False) -> min(a, axis=axis, keepdims=keepdims)
.var .std(a, axis=None, ddof=0, keepdims=False, correction=0) -> {}(a, axis, keepdims, ddof + correction)
average(a, axis=None, weights=None) -> mean(a, axis) if weights is None else weighted(a, axis, weights)
.all .any(a, axis=None, keepdims=False)
.argmax .argmin(a, axis=None, keepdims=False)
count_nonzero(a, axis=None) -> count_nonzero(a, axis)
.cumsum .cumprod(a, axis=None) -> {}(reshape(a, (-1,)), 0) if axis is None and a.ndim > 1 else {}(a, 0 if axis is None else axis)
sort(a, axis=-1)
.reshape(a, *shape) -> reshape(a, shape)
.transpose(a, *axes) -> transpose(a) if len(axes) == 0 or axes[0] is None else transpose(a, axes)
permute_dims(a, axes) -> transpose(a, axes)
.swapaxes(a, axis1, axis2)
moveaxis(a, source, destination)
.squeeze(a, axis=None)
expand_dims(a, axis)
.ravel(a) -> reshape(contiguous(a), (-1,))
broadcast_to(array, shape) -> fixed(broadcast_to(array, shape))
tile(A, reps)
.repeat(a, repeats, axis=None)
flip(m, axis=None)
fliplr(m) -> flip(m, 1)
flipud(m) -> flip(m, 0)
rot90(m, k=1, axes=(0, 1)) -> m[:] if k % 4 == 0 else swapaxes(flip(m, axes[1]), axes[0], axes[1]) if k % 4 == 1 else flip(m, axes) if k % 4 == 2 else flip(swapaxes(m, axes[0], axes[1]), axes[1])
roll(a, shift, axis=None)
concatenate concat(arrays, axis=0) -> concat(arrays, axis=axis)
stack(arrays, axis=0) -> stack(arrays, axis=axis)
vstack(tup) -> vstack(tup)
hstack(tup) -> hstack(tup)
c_(*parts) -> concat([x if x.ndim > 1 else reshape(x, (-1, 1)) for x in parts], axis=-1)
r_(*parts) -> concat([x if x.ndim > 0 else reshape(x, (1,)) for x in parts], axis=0)
split array_split(ary, indices_or_sections, axis=0) -> at_indices(ary, indices_or_sections, axis) if is_tuple(indices_or_sections) else split(ary, indices_or_sections, axis)
pad(array, pad_width, mode='constant', constant_values=0.0) -> pad(array, pad_width, constant_values[0] if is_tuple(constant_values) and constant_values[0] == constant_values[1] else constant_values) if mode == 'constant' else framed(array, pad_width, mode)
tril triu(m, k=0)
diag(v, k=0) -> fixed(diag(v, k))
.diagonal(a, offset=0) -> fixed(diag(a, offset)) if a.ndim == 2 else refuse('diagonal is available for a matrix alone.', 'Take the diagonals of the matrices one by one.')
.trace(a)
where(condition, x=None, y=None) -> places(condition) if x is None else where(condition, x, y)
.nonzero(a) -> places(a)
flatnonzero(a) -> places(reshape(a, (-1,)))[0]
argwhere(a) -> stack(list(places(a)), 1)
median(a, axis=None, keepdims=False) -> middle(a, axis, keepdims)
.take(a, indices, axis=None) -> take(a, indices, axis)
take_along_axis(arr, indices, axis=-1) -> gather(arr, indices, axis)
.clip(a, min=-inf, max=inf) -> clip(a, -inf if min is None else min, inf if max is None else max)
allclose(a, b, rtol=1e-5, atol=1e-8) -> all(logical_or(equal(a, b), logical_and(abs(a - b) <= atol + rtol * abs(b), abs(b) < inf)))
copy(a, order='K') -> own(a, True, order)
array_equal(a1, a2) -> all(equal(a1, a2)) if a1.shape == a2.shape else False
array(object, dtype=None, copy=True, order='K') -> mark(own(cast(tensor(object), dtype), copy, order), 'array')
asarray(object, dtype=None) -> mark(cast(tensor(object), dtype), 'constant')
ascontiguousarray(a) -> contiguous(mark(tensor(a if is_tensor(a) else [a]), 'constant'))
atleast_1d(x) -> mark(tensor(x if is_tensor(x) else [x]), 'constant')
float32 float64(x) -> mark(cast(tensor(x), 'float64'), 'constant')
zeros ones empty(shape, dtype=None) -> cast({}(shape), dtype)
full(shape, fill_value, dtype=None) -> cast(broadcast_to(fill_value, shape) if is_node(fill_value) else full(shape, fill_value), dtype)
zeros_like(a, dtype=None) -> cast(like(zeros(a.shape), a), dtype)
ones_like empty_like(a, dtype=None) -> cast(like(ones(a.shape), a), dtype)
full_like(a, fill_value, dtype=None) -> cast(like(broadcast_to(fill_value, a.shape) if is_node(fill_value) else full(a.shape, fill_value), a), dtype)
eye identity(N, M=None) -> eye(N, M)
arange(start, stop=None, step=1)
linspace(start, stop, num=50, endpoint=True) -> linspace(start, stop, num) if endpoint else linspace(start, stop, int(num + 1))[:-1]
shape(a) -> a.shape
ndim(a) -> a.ndim
size(a) -> a.size
set_printoptions(*it, **options) -> None
pi -> pi
e -> 2.718281828459045
inf -> inf
nan -> nan
newaxis -> None
bool_ -> 'bool'
bool -> 'bool'
int8 -> 'int8'
int16 -> 'int16'
int32 -> 'int32'
int64 -> 'int64'
uint8 -> 'uint8'
"""
METHODS = """
flatten(self) -> apart(reshape(self, (-1,)))
astype(self, dtype, order='K', copy=True) -> astype(self, dtype, order, copy)
copy(self, order='C') -> own(self, True, order)
item(self) -> scalar(self)
tolist(self) -> to_list(self)
mT -> swapaxes(self, -1, -2)
dtype -> dtype_of(self)
"""


def spread(table: str) -> str:
    """Lines with {} in their meaning, once for every name."""
    found: list[str] = []
    for line in table.splitlines():
        if "{}" not in line:
            found.append(line)
            continue
        names, bracket, rest = line.partition("(")
        found += [f"{name}{bracket}{rest.replace('{}', 'ones' if name == 'empty' else name.removeprefix('.'))}" for name in names.split()]
    return "\n".join(found)

_AUTOGRAD = """
grad(fun, argnum=0) -> grad(fun, argnum, False, True)
elementwise_grad(fun, argnum=0) -> elementwise_grad(fun, argnum)
value_and_grad(fun, argnum=0) -> value_and_grad(fun, argnum, False, True)
jacobian(fun, argnum=0) -> jacobian(fun, argnum)
hessian(fun, argnum=0) -> hessian(fun, argnum)
"""
_PRODUCTS = """
def make_vjp(fun, argnum=0):
    def made(*args):
        before, after = args[:argnum], args[argnum + 1:]
        ans, pull = vjp(lambda x: fun(*before, x, *after), args[argnum])
        return (lambda g: pull(g)[0]), ans
    return made
def make_jvp(fun, argnum=0):
    def made(*args):
        before, after = args[:argnum], args[argnum + 1:]
        return lambda v: jvp(lambda x: fun(*before, x, *after), (args[argnum],), (v,))
    return made
def hessian_vector_product(fun, argnum=0):
    def made(*args):
        some, vector = args[:-1], args[-1]
        before, after = some[:argnum], some[argnum + 1:]
        return grad(lambda x: sum(grad(lambda y: fun(*before, y, *after))(x) * vector))(some[argnum])
    return made
"""
_STATED = """
class primitive:
    def __init__(self, fun):
        self.fun, self.makers, self.places = fun, (), ()
    def __call__(self, *args):
        out = self.fun(*args)
        g = probe(out)
        grads = [None for one in args]
        for place, maker in zip(self.places, self.makers):
            grads[place] = None if maker is None else maker(out, *args)(g)
        return ruled(self.fun, g, args, tuple(grads))
def defvjp(fun, *vjpmakers, argnums=None):
    fun.makers, fun.places = vjpmakers, list(range(len(vjpmakers))) if argnums is None else argnums
"""
LINEAR = """
norm(x, ord=None, axis=None, keepdims=False) -> norm_of(x, ord, axis, keepdims)
inv det cholesky(a)
solve(a, b)
"""
_SPECIAL = """
expit(x) -> sigmoid(x)
logsumexp(a, axis=None, keepdims=False)
softmax log_softmax(x, axis=None) -> {}(x, -1 if axis is None else axis) if x.ndim == 1 or axis is not None else reshape({}(reshape(x, (-1,)), 0), x.shape)
erf(z)
"""
_PLACES = """
def ndindex(*shape):
    found = [()]
    for extent in shape[0] if len(shape) == 1 and is_tuple(shape[0]) else shape:
        found = [(*one, k) for one in found for k in range(extent)]
    return found
class nditer:
    def __init__(self, op, flags=(), op_flags=()):
        self.op, self.places, self.place = op, ndindex(*op.shape), 0
        self.put()
    def put(self):
        self.finished = self.place >= len(self.places)
        self.multi_index = None if self.finished else self.places[self.place]
    def iternext(self):
        self.place = self.place + 1
        self.put()
        return not self.finished
"""
NUMPY = Dialect(
    "numpy",
    "NumPy",
    read(
        "numpy",
        {"numpy": spread(ARRAYS) + SIGNALS, "Tensor": METHODS, "numpy.linalg": LINEAR + FACTORS, "scipy.stats.norm": NORMAL, "numpy.add": "at(a, indices, b) -> alter(a, at(a)[indices].add(b))", "numpy.subtract": "at(a, indices, b) -> alter(a, at(a)[indices].subtract(b))", "numpy.random": RANDOM, "scipy.special": spread(_SPECIAL)},
    ),
    roots=frozenset({"numpy", "scipy"}),
    aliases={"np": "numpy", "numpy": "numpy", "anp": "numpy", "onp": "numpy"},
    same={"autograd.numpy": "numpy", "autograd.scipy": "scipy"},
    renamed={"a_min": "min", "a_max": "max", "newshape": "shape"},
    ignored=frozenset({"dtype", "copy"}),
    harmless={"order": ("C",)},
    modules={"numpy": _PLACES, "numpy.inside": BORDERS + FUNCTIONS + GRIDS + MATRICES + NORMS + RANKS + SIGNAL, "numpy.random.inside": GENERATOR},
    changes="arrays",
)
AUTOGRAD = Dialect(
    "hips-autograd",
    "HIPS autograd",
    read("hips-autograd", {"autograd": _AUTOGRAD}),
    roots=frozenset({"autograd"}),
    aliases={},
    same={"autograd.core": "autograd.extend"},
    modules={"autograd": _PRODUCTS, "autograd.extend": _STATED},
    changes="arrays",
)
