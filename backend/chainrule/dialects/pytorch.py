"""PyTorch. Functions and methods; layers stand in pytorch_layers.py.

Kept of PyTorch: std and var divide by n - 1; max and min along an axis give (values, indices) and their gradient goes to one entry;
split takes the size of a part; transpose swaps two axes; only tensors that ask for it collect a gradient.
"""

from __future__ import annotations

from chainrule.dialects.borders import BORDERS
from chainrule.dialects.grids import GRIDS
from chainrule.dialects.matrices import MATRICES
from chainrule.dialects.norms import NORMS
from chainrule.dialects.numpy_random import INTEGERS
from chainrule.dialects.optimizers import TORCH
from chainrule.dialects.pytorch_attention import ATTENDED, ATTENTION
from chainrule.dialects.pytorch_data import DATA, DATASETS
from chainrule.dialects.pytorch_data import ROWS as ROWS_OF_DATA
from chainrule.dialects.pytorch_derivatives import FUNCTIONS, ROWS
from chainrule.dialects.pytorch_distances import DISTANCE, DISTANCE_CLASSES, DISTANCES
from chainrule.dialects.pytorch_distributions import DISTRIBUTIONS
from chainrule.dialects.pytorch_functional import FUNCTIONAL, INSIDE, NORMED
from chainrule.dialects.pytorch_images import IMAGE, IMAGE_CLASSES, IMAGES
from chainrule.dialects.pytorch_layers import LAYERS, NAMES
from chainrule.dialects.pytorch_losses import BY_CLASS, LOSS_CLASSES, SURPRISE
from chainrule.dialects.pytorch_places import CHANGED, PLACES, SCATTERING
from chainrule.dialects.pytorch_recurrent import RECURRENT
from chainrule.dialects.pytorch_schedulers import SCHEDULERS
from chainrule.dialects.pytorch_statistics import MATRIX, STATISTIC, STATISTICS
from chainrule.dialects.pytorch_tensors import DTYPES, GENERATOR, MADE, TENSOR
from chainrule.dialects.pytorch_training import BEGINNINGS, CLIPPING, FANS, INIT
from chainrule.dialects.ranks import RANKS
from chainrule.dialects.row import Dialect, read

_TORCH = f"""
.abs .acos .acosh .asin .asinh .atan .atanh .cos .cosh .erf .exp .expm1 .floor .log .log10 .log1p .log2 .reciprocal .relu .round(input)
.rsqrt .sigmoid .sign .sin .sinh .sqrt .square .tan .tanh .logical_not(input)
.absolute(input) -> abs(input)
.neg .negative(input) -> -input
.atan2 .maximum .minimum .logical_and .logical_or .logical_xor .outer .dot(input, other)
.ger(input, other) -> outer(input, other)
.add(input, other, alpha=1) -> input + (other if alpha == 1 else alpha * other)
.sub .subtract(input, other, alpha=1) -> input - (other if alpha == 1 else alpha * other)
.mul .multiply(input, other) -> input * other
.div .divide .true_divide(input, other) -> input / other
.floor_divide(input, other) -> input // other
.remainder(input, other) -> input % other
.pow(input, exponent) -> input ** exponent
.eq(input, other) -> equal(input, other)
.ne(input, other) -> not_equal(input, other)
.gt .greater(input, other) -> greater(input, other)
.ge .greater_equal(input, other) -> greater_equal(input, other)
.lt .less(input, other) -> less(input, other)
.le .less_equal(input, other) -> less_equal(input, other)
.isnan(input) -> not_equal(input, input)
.isinf(input) -> equal(abs(input), inf)
.isfinite(input) -> less(abs(input), inf)
.topk(input, k, dim=-1, largest=True, sorted=True) -> fields(values=topk(input, k, dim, largest), indices=order(input, dim, largest, k))
.argsort(input, dim=-1, descending=False, stable=False) -> order(input, dim, descending, None)
.matmul .mm .bmm(input, other) -> input @ other
.mv(input, vec) -> input @ vec
addmm(input, mat1, mat2) -> input + mat1 @ mat2
einsum(equation, *operands) -> einsum(equation, *operands)
tensordot(a, b, dims=2) -> tensordot(a, b, dims)
.kron(input, other) -> kron(input, other)
.nansum(input, dim=None, keepdim=False) -> sum(where(equal(input, input), input, 0), axis=dim, keepdims=keepdim)
.sum(input, dim=None, keepdim=False) -> sum(input, axis=dim, keepdims=keepdim)
.mean(input, dim=None, keepdim=False) -> mean(input, axis=dim, keepdims=keepdim)
.prod(input, dim=None, keepdim=False) -> prod(input, axis=dim, keepdims=keepdim)
.amax(input, dim=None, keepdim=False) -> max(input, axis=dim, keepdims=keepdim)
.amin(input, dim=None, keepdim=False) -> min(input, axis=dim, keepdims=keepdim)
.logsumexp(input, dim, keepdim=False) -> logsumexp(input, axis=dim, keepdims=keepdim)
.all(input, dim=None, keepdim=False) -> all(input, axis=dim, keepdims=keepdim)
.any(input, dim=None, keepdim=False) -> any(input, axis=dim, keepdims=keepdim)
.count_nonzero(input, dim=None) -> count_nonzero(input, axis=dim)
.argmax(input, dim=None, keepdim=False) -> argmax(input, axis=dim, keepdims=keepdim)
.argmin(input, dim=None, keepdim=False) -> argmin(input, axis=dim, keepdims=keepdim)
.var(input, dim=None, unbiased=True, keepdim=False, correction=1) -> var(input, axis=dim, keepdims=keepdim, ddof=correction if unbiased else 0)
.std(input, dim=None, unbiased=True, keepdim=False, correction=1) -> std(input, axis=dim, keepdims=keepdim, ddof=correction if unbiased else 0)
.norm(input, p='fro', dim=None, keepdim=False) -> norm_of(input, p, dim, keepdim) if p == 'nuc' else norm(input, 2 if is_word(p) else p, dim, keepdim)
.sort(input, dim=-1, descending=False, stable=False) -> fields(values=sort(input, dim, descending), indices=order(input, dim, descending, None))
.cumsum .cumprod(input, dim)
.softmax .log_softmax(input, dim)
.reshape(input, *shape) -> reshape(input, shape)
.permute(input, *dims) -> transpose(input, dims)
.t(input) -> transpose(input)
.transpose .swapaxes .swapdims(input, dim0, dim1) -> swapaxes(input, dim0, dim1)
.movedim .moveaxis(input, source, destination) -> moveaxis(input, source, destination)
.unsqueeze(input, dim) -> expand_dims(input, dim)
.narrow(input, dim, start, length) -> cut(input, dim, start, start + length)
.select(input, dim, index) -> pick(input, dim, index)
.unbind(input, dim=0) -> tuple([pick(input, dim, k) for k in range(input.shape[dim])])
.diagonal(input, offset=0) -> diag(input, offset) if input.ndim == 2 else refuse('diagonal is available for a matrix alone.', 'Take the diagonals of the matrices one by one.')
.unflatten(input, dim, sizes) -> reshape(input, (*input.shape[:dim], *sizes, *input.shape[dim + 1:])) if dim >= 0 else reshape(input, (*input.shape[:input.ndim + dim], *sizes, *input.shape[input.ndim + dim + 1:]))
.flatten(input, start_dim=0, end_dim=-1) -> flattened(input, start_dim, end_dim)
.ravel(input) -> reshape(contiguous(input), (-1,))
.broadcast_to(input, *size) -> broadcast_to(input, size)
.tile(input, *dims) -> tile(input, dims)
.repeat_interleave(input, repeats, dim=None) -> repeat(input, repeats, dim)
.flip(input, *dims) -> apart(flip(input, dims))
.roll(input, shifts, dims=None) -> roll(input, shifts, dims)
cat concat concatenate(tensors, dim=0) -> concat(tensors, axis=dim)
stack(tensors, dim=0) -> stack(tensors, axis=dim)
vstack hstack(tensors)
.tril(input, diagonal=0) -> like(tril(input, diagonal), input)
.triu(input, diagonal=0) -> like(triu(input, diagonal), input)
.diag(input, diagonal=0) -> apart(diag(input, diagonal))
.trace .det .logdet(input)
.inverse(input) -> inv(input)
.clamp .clip(input, min=-inf, max=inf) -> clip(input, -inf if min is None else min, inf if max is None else max)
.clone(input) -> copy(input)
.detach(input)
.numel(input) -> input.size
lerp(input, end, weight) -> input + weight * (end - input)
.allclose(input, other, rtol=1e-5, atol=1e-8) -> all(logical_or(equal(input, other), logical_and(abs(input - other) <= atol + rtol * abs(other), abs(other) < inf)))
dist(input, other, p=2) -> norm(input - other, p)
is_tensor(obj) -> is_tensor(obj)
manual_seed(seed) -> None
save(*all, **more) -> note("A save is passed over: no file is written here.")
load(*all, **more) -> absent: Write the numbers into the program: w = torch.tensor([1.0, 2.0]).
device(type, index=None) -> type
set_default_dtype set_default_device set_printoptions use_deterministic_algorithms(it=None, **options) -> None
compile(model=None, **options) -> model
no_grad inference_mode(mode=True) -> context('no_grad')
enable_grad() -> context('enable_grad')
set_grad_enabled(mode) -> context('enable_grad' if mode else 'no_grad')
tensor(data, dtype=None, requires_grad=False) -> made(data, 'copied', dtype, requires_grad)
as_tensor asarray(data, dtype=None, requires_grad=False) -> made(data, 'copied' if is_several(data) else 'shared', dtype, requires_grad)
from_numpy(ndarray) -> made(ndarray, 'shared', None, False)
Tensor FloatTensor(data) -> cast(made(data, 'copied' if is_several(data) else 'shared', None, False), 'float32')
DoubleTensor(data) -> cast(made(data, 'copied', None, False), 'float64')
LongTensor IntTensor(data) -> cast(made(data, 'copied', None, False), 'int64')
zeros(*size) -> mark(zeros(size), 'constant')
ones empty(*size) -> mark(ones(size), 'constant')
full(size, fill_value) -> mark(full(size, fill_value), 'constant')
randn(*size) -> mark(randn(size), 'constant')
rand(*size) -> mark(rand(size), 'constant')
randint(low, high=None, size=()) -> mark({INTEGERS}, 'constant')
normal(mean=0.0, std=1.0, size=()) -> mean + std * randn(size)
randperm(n) -> mark(order(rand(n), 0, False, None), 'constant')
arange(start, end=None, step=1) -> mark(arange(start, end, step), 'constant')
range(start, end, step=1) -> mark(upto(start, end, step), 'constant')
linspace(start, end, steps=100) -> mark(linspace(start, end, steps), 'constant')
eye(n, m=None) -> mark(eye(n, m), 'constant')
zeros_like(input) -> mark(like(zeros(input.shape), input), 'constant')
ones_like empty_like(input) -> mark(like(ones(input.shape), input), 'constant')
full_like(input, fill_value) -> mark(like(full(input.shape, fill_value), input), 'constant')
randn_like(input) -> randn(input.shape)
rand_like(input) -> rand(input.shape)
pi -> pi
inf -> inf
nan -> nan
e -> 2.718281828459045
"""

_OTHERS = {
    "torch.special": "expit(input) -> sigmoid(input)\nlogsumexp(input, dim, keepdim=False) -> logsumexp(input, dim, keepdim)",
    "torch.linalg": """
norm(A, ord=None, dim=None, keepdim=False) -> norm_of(A, ord, dim, keepdim)
matrix_norm(A, ord='fro', dim=(-2, -1), keepdim=False) -> norm_of(A, ord, dim, keepdim)
vector_norm(x, ord=2, dim=None, keepdim=False) -> norm(x, ord, dim, keepdim)
inv det cholesky(A)
cross(input, other, dim=-1) -> crossed(input, other, dim)
solve(A, B)
"""
    + MATRIX,
    "torch.utils.data": ROWS_OF_DATA,
    "torch.random": "manual_seed(seed) -> None",
    "torch.cuda": "is_available() -> False\nmanual_seed manual_seed_all(seed) -> None\ndevice_count() -> 0",
    "torch.backends.mps": "is_available() -> False",
    "torch.accelerator": "is_available() -> False\ncurrent_accelerator() -> None",
    "torch.nn.init": INIT,
}
_CHANGES = """
def max(input, dim=None, keepdim=False):
    if dim is None:
        return max(input)
    if is_tensor(dim) or input.ndim == 0:
        return maximum(input, dim)
    places = argmax(input, dim, True)
    found = gather(input, places, dim)
    return fields(values=found if keepdim else squeeze(found, dim), indices=places if keepdim else squeeze(places, dim))
def min(input, dim=None, keepdim=False):
    if dim is None:
        return min(input)
    if is_tensor(dim) or input.ndim == 0:
        return minimum(input, dim)
    places = argmin(input, dim, True)
    found = gather(input, places, dim)
    return fields(values=found if keepdim else squeeze(found, dim), indices=places if keepdim else squeeze(places, dim))
def expand(self, *sizes):
    wanted = sizes[0] if is_tuple(sizes[0]) else sizes
    lead = len(wanted) - self.ndim
    return broadcast_to(self, [self.shape[k - lead] if wanted[k] == -1 else wanted[k] for k in range(len(wanted))])
def squeeze(input, dim=None):
    if dim is None:
        return squeeze(input)
    dims = [k for k in (dim if is_tuple(dim) else [dim]) if input.shape[k] == 1]
    return squeeze(input, tuple(dims)) if dims else input
def cross(input, other, dim=None):
    sides = [k for k in range(input.ndim) if input.shape[k] == 3] if dim is None else [dim]
    if not sides:
        refuse('The cross product is one of vectors of 3 numbers, and no axis has the size 3.', 'Give it a tensor with an axis of size 3.')
    return crossed(input, other, sides[0])
def chunk(input, chunks, dim=0):
    length = input.shape[dim]
    if length % chunks == 0:
        return split(input, chunks, dim)
    size = length // chunks + 1
    return [cut(input, dim, k, min(k + size, length)) for k in range(0, length, size)]
def split(tensor, split_size_or_sections, dim=0):
    sizes = split_size_or_sections
    length = tensor.shape[dim]
    if not is_tuple(sizes):
        return [cut(tensor, dim, k, min(k + sizes, length)) for k in range(0, length, sizes)]
    parts, start = [], 0
    for size in sizes:
        parts.append(cut(tensor, dim, start, start + size))
        start = start + size
    return parts
"""
_CROSSED = """
def crossed(input, other, dim):
    return cross(input, other) if dim in (-1, input.ndim - 1) else moveaxis(cross(moveaxis(input, dim, -1), moveaxis(other, dim, -1)), -1, dim)
"""
PYTORCH = Dialect(
    "pytorch",
    "PyTorch",
    read("pytorch", {"torch": _TORCH + STATISTICS + DTYPES + PLACES, "Tensor": TENSOR + CHANGED, "torch.nn.functional": FUNCTIONAL + DISTANCES + IMAGES, "torch.nn": NAMES, **_OTHERS, **ROWS}),
    roots=frozenset({"torch"}),
    aliases={"torch": "torch", "F": "torch.nn.functional", "nn": "torch.nn"},
    same={"torch.functional": "torch", **{f"torch.distributions.{one}": "torch.distributions" for one in ("categorical", "normal", "bernoulli", "kl")}, "torch.vmap": "torch.func.vmap", "torch.nn.modules": "torch.nn", "torch.nn.parameter": "torch.nn", "torch.autograd.function": "torch.autograd"},
    renamed={"axis": "dim", "keepdims": "keepdim", "self": "input", "x": "input", "dims": "dim", "ddof": "correction"},
    ignored=frozenset({"dtype", "device", "requires_grad", "generator", "layout", "pin_memory", "non_blocking", "num_workers", "memory_format", "foreach", "fused"}),
    modules={"torch": _CHANGES + GENERATOR, "Tensor": _CHANGES, "torch.nn.functional": INSIDE, "torch.nn": LAYERS + LOSS_CLASSES + DISTANCE_CLASSES + IMAGE_CLASSES + RECURRENT + ATTENTION, "torch.optim": TORCH, "torch.optim.lr_scheduler": SCHEDULERS, "torch.nn.utils": CLIPPING, "torch.utils.data": DATASETS, "torch.utils.data.inside": DATA, "torch.distributions": DISTRIBUTIONS, "torch.nn.init": BEGINNINGS, "torch.linalg.inside": NORMS, "torch.inside": _CROSSED + MADE + SCATTERING + BORDERS + GRIDS + MATRICES + RANKS + STATISTIC, "torch.nn.inside": FANS + NORMED + DISTANCE + IMAGE + ATTENDED + BY_CLASS + SURPRISE, **FUNCTIONS},
    changes="always",
    opaque=True,
)
