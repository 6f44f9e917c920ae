"""TensorFlow and Keras's losses.

Kept of TensorFlow: images are NHWC and kernels HWIO, with the transposes visible; losses from logits keep one number per row;
leaky_relu has the slope 0.2; a loss of Keras takes the truth first.
"""

from __future__ import annotations

from chainrule.dialects.borders import BORDERS
from chainrule.dialects.grids import GRIDS
from chainrule.dialects.keras import INSIDE, LAYERS, MODELS
from chainrule.dialects.keras_images import IMAGES
from chainrule.dialects.keras_recurrent import RECURRENT
from chainrule.dialects.keras_schedules import SCHEDULES
from chainrule.dialects.keras_training import FITTED, INITIALIZERS, LOSS, LOSSES
from chainrule.dialects.matrices import MATRICES
from chainrule.dialects.norms import NORMS
from chainrule.dialects.optimizers import KERAS
from chainrule.dialects.row import Dialect, read
from chainrule.dialects.tensorflow_data import SLICED, SLICES
from chainrule.dialects.tensorflow_steps import FACTORS, STEP, STEPS, UNIT

_BOTH = """
abs acos acosh asin asinh atan atanh cos cosh exp floor round(x)
sigmoid sign sin sinh sqrt square tan tanh(x)
negative(x) -> -x
add(x, y) -> x + y
subtract(x, y) -> x - y
multiply(x, y) -> x * y
divide truediv(x, y) -> x / y
pow(x, y) -> x ** y
maximum minimum atan2 equal not_equal less less_equal greater greater_equal logical_and logical_or(x, y)
logical_not(x)
add_n(inputs) -> sum(list(inputs))
reduce_sum(input_tensor, axis=None, keepdims=False) -> sum(input_tensor, axis, keepdims)
reduce_mean(input_tensor, axis=None, keepdims=False) -> mean(input_tensor, axis, keepdims)
reduce_max(input_tensor, axis=None, keepdims=False) -> max(input_tensor, axis=axis, keepdims=keepdims)
reduce_min(input_tensor, axis=None, keepdims=False) -> min(input_tensor, axis=axis, keepdims=keepdims)
reduce_prod(input_tensor, axis=None, keepdims=False) -> prod(input_tensor, axis, keepdims)
reduce_all(input_tensor, axis=None, keepdims=False) -> all(input_tensor, axis, keepdims)
reduce_any(input_tensor, axis=None, keepdims=False) -> any(input_tensor, axis, keepdims)
reduce_logsumexp(input_tensor, axis=None, keepdims=False) -> logsumexp(input_tensor, axis, keepdims)
argmax argmin(input, axis=0)
cumsum(x, axis=0)
"""
_MATH = """
erf expm1 reciprocal rsqrt softplus softsign log log1p(x)
log_sigmoid(x) -> logsigmoid(x)
reduce_variance(input_tensor, axis=None, keepdims=False) -> var(input_tensor, axis, keepdims)
reduce_std(input_tensor, axis=None, keepdims=False) -> std(input_tensor, axis, keepdims)
reduce_euclidean_norm(input_tensor, axis=None, keepdims=False) -> norm(input_tensor, 2, axis, keepdims)
cumprod(x, axis=0)
top_k(input, k=1) -> fields(values=topk(input, k), indices=order(input, -1, True, k))
floordiv(x, y) -> x // y
floormod mod(x, y) -> x % y
logical_xor(x, y)
squared_difference(x, y) -> (x - y) ** 2
segment_sum(data, segment_ids) -> at(zeros((int(scalar(max(segment_ids))) + 1, *data.shape[1:])))[segment_ids].add(data)
"""
_TF = """
constant convert_to_tensor(value, dtype=None, shape=None) -> mark(tensor(value) if shape is None else broadcast_to(value, shape), 'integer' if is_int(value) and (dtype is None or is_integer(dtype)) else 'constant')
Variable(initial_value, trainable=True, name='Variable', dtype=None) -> mark(tensor(initial_value, 'copied'), 'integer' if is_int(initial_value) and (dtype is None or is_integer(dtype)) else 'variable' if trainable else 'constant', name + ':0')
cast(x, dtype) -> cast(x, dtype)
zeros(shape, dtype=None) -> mark(zeros(shape), 'constant')
ones(shape, dtype=None) -> mark(ones(shape), 'constant')
fill(dims, value) -> mark(full(dims, value), 'constant')
zeros_like(input) -> zeros(input.shape)
ones_like(input) -> ones(input.shape)
eye(num_rows, num_columns=None) -> mark(eye(num_rows, num_columns), 'constant')
range(start, limit=None, delta=1) -> mark(arange(start, limit, delta), 'constant')
linspace(start, stop, num) -> mark(linspace(start, stop, num), 'constant')
identity(input) -> input
stop_gradient(input) -> detach(input)
reshape(tensor, shape) -> reshape(tensor, shape)
shape(input) -> input.shape
size(input) -> input.size
rank(input) -> input.ndim
transpose(a, perm=None) -> transpose(a, perm)
expand_dims(input, axis) -> expand_dims(input, axis)
squeeze(input, axis=None) -> squeeze(input, axis)
concat(values, axis) -> concat(values, axis=axis)
stack(values, axis=0) -> stack(values, axis=axis)
unstack(value, num=None, axis=0) -> [row for row in moveaxis(value, axis, 0)]
split(value, num_or_size_splits, axis=0) -> sized(value, num_or_size_splits, axis) if is_tuple(num_or_size_splits) else split(value, num_or_size_splits, axis)
tile(input, multiples) -> tile(input, multiples)
repeat(input, repeats, axis=None) -> repeat(input, repeats, axis)
reverse(tensor, axis) -> flip(tensor, axis)
roll(input, shift, axis) -> roll(input, shift, axis)
broadcast_to(input, shape) -> broadcast_to(input, shape)
pad(tensor, paddings, mode='CONSTANT', constant_values=0.0) -> pad(tensor, paddings, constant_values) if mode.upper() == 'CONSTANT' else framed(tensor, paddings, mode.lower())
where(condition, x=None, y=None) -> stack(list(places(condition)), 1) if x is None else where(condition, x, y)
gather(params, indices, axis=0) -> take(params, indices, axis)
gather_nd(params, indices) -> params[columns(indices)]
tensor_scatter_nd_update(tensor, indices, updates) -> at(tensor)[columns(indices)].set(updates)
tensor_scatter_nd_add(tensor, indices, updates) -> at(tensor)[columns(indices)].add(updates)
scatter_nd(indices, updates, shape) -> at(zeros(shape))[columns(indices)].add(updates)
boolean_mask(tensor, mask) -> tensor[mask]
clip_by_value(t, clip_value_min, clip_value_max) -> clip(t, clip_value_min, clip_value_max)
one_hot(indices, depth) -> one_hot(indices, depth)
matmul(a, b, transpose_a=False, transpose_b=False) -> (swapaxes(a, -1, -2) if transpose_a else a) @ (swapaxes(b, -1, -2) if transpose_b else b)
tensordot(a, b, axes) -> tensordot(a, b, axes)
einsum(equation, *inputs) -> einsum(equation, *inputs)
norm(tensor, ord='euclidean', axis=None, keepdims=False) -> norm_of(tensor, ord, axis, keepdims) if is_tuple(axis) else norm(tensor, 2 if is_word(ord) else ord, axis, keepdims)
print(*inputs) -> print(*inputs)
function(func=None, **options) -> same if func is None else func
GradientTape(persistent=False, watch_accessed_variables=True) -> tape(persistent, watch_accessed_variables)
newaxis -> None
float16 -> 'float16'
float32 -> 'float32'
float64 -> 'float64'
int32 -> 'int32'
int64 -> 'int64'
bool -> 'bool'
string -> 'string'
"""
_ACTIVATIONS = """
relu sigmoid tanh selu softplus softsign(features)
silu swish(features) -> silu(features)
relu6(features) -> hardtanh(features, 0, 6)
elu(features) -> elu(features)
gelu(features, approximate=False) -> gelu_tanh(features) if approximate else gelu(features)
leaky_relu(features, alpha=0.2) -> leaky_relu(features, alpha)
softmax(logits, axis=-1) -> softmax(logits, axis)
log_softmax(logits, axis=-1) -> log_softmax(logits, axis)
"""
_NN = """
bias_add(value, bias) -> value + bias
moments(x, axes, keepdims=False) -> (mean(x, axes, keepdims), var(x, axes, keepdims))
l2_loss(t) -> sum(t ** 2) / 2
softmax_cross_entropy_with_logits(labels, logits, axis=-1) -> -sum(labels * log_softmax(logits, axis), axis)
sparse_softmax_cross_entropy_with_logits(labels, logits) -> cross_entropy(logits, labels, 'none')
sigmoid_cross_entropy_with_logits(labels, logits) -> bce_with_logits(logits, labels, 'none')
dropout(x, rate) -> dropout(x, rate)
embedding_lookup(params, ids) -> embedding(params, ids)
conv2d(input, filters, strides=1, padding='VALID', dilations=1) -> last(conv2d(first(input), transpose(filters, (3, 2, 0, 1)), None, spatial(strides), padding.lower(), spatial(dilations)))
max_pool2d max_pool(input, ksize, strides=None, padding='VALID') -> last(max_pool2d(first(input), spatial(ksize), strides if strides is None else spatial(strides), 0 if padding == 'VALID' else padding.lower()))
avg_pool2d avg_pool(input, ksize, strides=None, padding='VALID') -> last(averaged(first(input), spatial(ksize), strides if strides is None else spatial(strides), padding))
"""
_INSIDE = """
def same(func):
    return func
def first(x):
    return transpose(x, (0, 3, 1, 2))
def last(x):
    return transpose(x, (0, 2, 3, 1))
def inside(p):
    return clip(p, 1e-7, 0.9999999)
def reduced(losses, reduction, rows):
    if reduction != 'sum' and reduction != 'none' and reduction is not None:
        return mean(losses)
    losses = mean(losses, -1) if rows else losses
    return sum(losses) if reduction == 'sum' else losses
def averaged(x, window, stride, padding):
    if padding == 'VALID':
        return avg_pool2d(x, window, stride)
    return avg_pool2d(x, window, stride, 'same') / avg_pool2d(ones(x.shape), window, stride, 'same')
def sized(x, sizes, axis):
    parts, start = [], 0
    for size in sizes:
        parts.append(cut(x, axis, start, start + size))
        start = start + size
    return parts
def columns(indices):
    return tuple([column for column in moveaxis(indices, -1, 0)])
def spatial(sizes):
    return sizes if not is_tuple(sizes) or len(sizes) == 2 else (sizes[1], sizes[2]) if len(sizes) == 4 else (sizes[0], sizes[0])
"""
_KERAS = """
mse mean_squared_error(y_true, y_pred) -> mean((y_pred - y_true) ** 2, -1)
mae mean_absolute_error(y_true, y_pred) -> mean(abs(y_pred - y_true), -1)
binary_crossentropy(y_true, y_pred, from_logits=False) -> mean(bce_with_logits(y_pred, y_true, 'none') if from_logits else bce(inside(y_pred), y_true, 'none'), -1)
categorical_crossentropy(y_true, y_pred, from_logits=False) -> -sum(y_true * (log_softmax(y_pred) if from_logits else log(inside(y_pred / sum(y_pred, -1, True)))), -1)
sparse_categorical_crossentropy(y_true, y_pred, from_logits=False) -> cross_entropy(y_pred if from_logits else log(inside(y_pred)), y_true, 'none')
huber(y_true, y_pred, delta=1.0) -> mean(huber(y_pred, y_true, delta, 'none'), -1)
Huber(delta=1.0, reduction='mean') -> lambda y_true, y_pred: reduced(huber(y_pred, y_true, delta, 'none'), reduction, True)
MeanSquaredError(reduction='mean') -> lambda y_true, y_pred: reduced((y_pred - y_true) ** 2, reduction, True)
MeanAbsoluteError(reduction='mean') -> lambda y_true, y_pred: reduced(abs(y_pred - y_true), reduction, True)
BinaryCrossentropy(from_logits=False, reduction='mean') -> lambda y_true, y_pred: reduced(bce_with_logits(y_pred, y_true, 'none') if from_logits else bce(inside(y_pred), y_true, 'none'), reduction, True)
CategoricalCrossentropy(from_logits=False, reduction='mean') -> lambda y_true, y_pred: reduced(-sum(y_true * (log_softmax(y_pred) if from_logits else log(inside(y_pred / sum(y_pred, -1, True)))), -1), reduction, False)
SparseCategoricalCrossentropy(from_logits=False, reduction='mean') -> lambda y_true, y_pred: reduced(cross_entropy(y_pred if from_logits else log(inside(y_pred)), y_true, 'none'), reduction, False)
"""
_STATED = """
class Module:
    pass
def custom_gradient(f):
    def stated(*args):
        out, back = f(*args)
        g = probe(out)
        return ruled(f, g, args, back(*(g if is_tuple(g) else (g,))))
    return stated
"""
_ABSENT = "absent: Write the layer out: tf.nn.relu(x @ W + b)."
_OTHERS = {
    "tensorflow.keras.initializers": INITIALIZERS,
    "tensorflow.keras": "Input(shape) -> InputLayer(shape)",
    "tensorflow.keras.layers": f"Input(shape) -> InputLayer(shape)\nadd(inputs) -> Add()(inputs)\nconcatenate(inputs, axis=-1) -> Concatenate(axis)(inputs)\nConv1D Conv2DTranspose Bidirectional TimeDistributed MultiHeadAttention(*all, **more) -> {_ABSENT}",
    "tensorflow.UnconnectedGradients": "NONE -> 'none'\nZERO -> 'zero'",
    "tensorflow.data.Dataset": SLICED,
    "tensorflow.linalg": "matvec(a, b) -> a @ b if b.ndim < 2 else squeeze(a @ expand_dims(b, -1), -1)\nmatmul(a, b, transpose_a=False, transpose_b=False) -> (swapaxes(a, -1, -2) if transpose_a else a) @ (swapaxes(b, -1, -2) if transpose_b else b)\nnorm(tensor, ord='euclidean', axis=None, keepdims=False) -> norm_of(tensor, ord, axis, keepdims) if is_tuple(axis) else norm(tensor, 2 if is_word(ord) else ord, axis, keepdims)\ninv(input)\ndet(input)\ntrace(x)\ndiag(diagonal) -> diag(diagonal) if diagonal.ndim < 2 else where(eye(diagonal.shape[-1]), expand_dims(diagonal, -1), 0)\nsolve(matrix, rhs)\nmatrix_transpose(a) -> swapaxes(a, -1, -2)\n" + FACTORS,
    "tensorflow.random": "normal(shape, mean=0.0, stddev=1.0) -> randn(shape) if mean == 0 and stddev == 1 else mean + stddev * randn(shape)\nuniform(shape, minval=0.0, maxval=1.0) -> rand(shape) if minval == 0 and maxval == 1 else minval + (maxval - minval) * rand(shape)\nset_seed(seed) -> None",
    "Tensor": """
numpy(self) -> numbers(self, False)
tolist(self) -> to_list(self)
round(self, decimals=0) -> round(self) if decimals == 0 else round(self * 10 ** decimals) / 10 ** decimals
assign(self, value) -> become(self, tensor(value))
assign_add(self, delta) -> become(self, self + delta)
assign_sub(self, delta) -> become(self, self - delta)
read_value value(self) -> self
get_shape(self) -> self.shape
dtype -> dtype_of(self)
name -> title(self)
trainable -> True
""",
}

TENSORFLOW = Dialect(
    "tensorflow",
    "TensorFlow",
    read("tensorflow", {"tensorflow.math": _BOTH + _MATH + UNIT, "tensorflow": _BOTH + _TF + STEPS, "tensorflow.nn": _ACTIVATIONS + _NN + UNIT, "tensorflow.keras.losses": _KERAS, "tensorflow.keras.activations": _ACTIVATIONS, **_OTHERS}),
    roots=frozenset({"tensorflow", "keras"}),
    aliases={"tf": "tensorflow", "keras": "tensorflow.keras"},
    same={"keras": "tensorflow.keras", "tensorflow.optimizers": "tensorflow.keras.optimizers", "tensorflow.initializers": "tensorflow.keras.initializers", "tensorflow.keras.optimizers.legacy": "tensorflow.keras.optimizers", "tensorflow.sigmoid": "tensorflow.math.sigmoid", "tensorflow.keras.models": "tensorflow.keras"},
    renamed={"axis": "axes", "x": "input", "input": "x", "a": "input", "inputs": "features", "tensor": "input"},
    ignored=frozenset({"dtype", "name", "seed", "output_type", "validate_shape"}),
    harmless={"data_format": ("NHWC", "channels_last")},
    modules={"tensorflow.inside": _INSIDE + BORDERS + NORMS + GRIDS + MATRICES + SLICES + STEP, "tensorflow": _STATED, "tensorflow.keras.inside": INSIDE + LOSSES, "tensorflow.keras": FITTED + MODELS, "tensorflow.keras.layers": LAYERS + IMAGES + RECURRENT, "tensorflow.keras.losses": LOSS, "tensorflow.keras.optimizers": KERAS, "tensorflow.keras.optimizers.schedules": SCHEDULES},
    opaque=True,
)
