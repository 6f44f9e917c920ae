"""Functions of the libraries by the value and the slope they have: a program for each, which prints both."""

_TORCH = """import torch
import torch.nn as nn
import torch.nn.functional as F
x = ({start}).requires_grad_()
y = {expression}
w = torch.linspace(-1.0, 2.0, y.numel()).reshape(y.shape)
(y * w * y).sum().backward()
print(y.detach(), x.grad)
"""
_IMAGE = "torch.arange(1.0, 33.0).reshape(1, 2, 4, 4) ** 0.5"
_TORCH_CALLS = {
    _IMAGE: """
        F.pad(x, (1, 2, 3, 0), mode='reflect')
        F.pad(x, (1, 2, 3, 0), mode='replicate')
        F.pad(x, (0, 1, 2, 2), mode='circular')
        nn.ZeroPad2d(2)(x)
        nn.ReflectionPad2d(2)(x)
        nn.ReflectionPad1d(1)(x[0])
        nn.ReplicationPad2d((1, 0, 2, 1))(x)
        nn.CircularPad2d(1)(x)
        nn.ConstantPad2d((1, 0, 2, 1), 3.5)(x)
        F.interpolate(x, scale_factor=2)
        F.interpolate(x, scale_factor=(2, 1.5))
        F.interpolate(x, scale_factor=0.5, mode='bilinear')
        F.interpolate(x, size=(7, 5))
        F.interpolate(x, size=(7, 5), mode='bilinear')
        F.interpolate(x, size=(7, 3), mode='bilinear', align_corners=True)
        F.interpolate(x[0], scale_factor=2, mode='linear')
        nn.Upsample(scale_factor=3)(x)
        nn.UpsamplingNearest2d(scale_factor=2)(x)
        nn.UpsamplingBilinear2d(scale_factor=2)(x)
        F.unfold(x, (3, 2), padding=1, stride=2)
        F.unfold(x[0], 2, dilation=2, padding=(1, 0))
        nn.Unfold(2)(x)
        nn.PixelShuffle(2)(x.reshape(8, 2, 2))
        nn.PixelUnshuffle(2)(x)
    """,
    "torch.tensor([0.3, 0.7, 0.45, -1.0])": """
        torch.stack(torch.meshgrid(x, x * x, indexing='ij'))
        torch.meshgrid([x, x[:2]], indexing='xy')[1]
        torch.hypot(x, 2 * x[0])
        torch.logaddexp(x, x[0] * 3)
        torch.median(x)
        torch.quantile(x, 0.3)
        torch.gradient(x)[0]
        x.diagflat(-1)
        (x * 1).pow_(3)
    """,
    "torch.tensor([1.0, 2.0, 2.0, 2.0, 5.0])": "x.median()",
    "torch.tensor([[0.3, 0.7, 0.45], [0.1, 0.9, 0.5]])": """
        x.median(dim=1).values
        torch.median(x, 0, keepdim=True)[0]
        torch.quantile(x, torch.tensor([0.25, 0.5]), dim=1)
        x.quantile(0.5, dim=0, keepdim=True)
        torch.gradient(x, spacing=0.5)[1]
        torch.gradient(x, dim=1)[0]
        torch.cov(x)
        torch.corrcoef(x)
        torch.linalg.pinv(x)
        torch.linalg.pinv(x.T)
        torch.pinverse(torch.stack([x, x.flip(1)]))
    """,
    "torch.tensor([[2.0, 0.5], [-0.5, 1.5]])": """
        torch.linalg.slogdet(x)[1]
        torch.slogdet(x[:, [1, 0]]).logabsdet
        torch.linalg.slogdet(x[:, [1, 0]])[0] * x
    """,
}


_JAX = """import jax
import jax.numpy as jnp
from jax import lax
from jax.flatten_util import ravel_pytree
def f(x):
    y = jnp.ravel(jnp.asarray({expression}))
    return jnp.sum(y * y * jnp.linspace(-1.0, 2.0, y.size)), y
g, y = jax.grad(f, has_aux=True)({start})
print(y, g)
"""
_HIPS = """import autograd.numpy as np
from autograd import grad
from autograd.scipy.stats import norm
def f(x):
    y = np.ravel({expression})
    return np.sum(y * y * np.linspace(-1.0, 2.0, y.size))
print(f({start}), grad(f)({start}))
"""
_BOTH_CALLS = {
    "{np}.array([0.3, 0.7, 0.45, -1.0])": """
        {np}.gradient(x)
        {np}.linalg.slogdet({np}.diag(x))[1]
        norm.logpdf(x, 0.5, 2.0)
        norm.pdf(x, 0.5, x * x)
        norm.cdf(x, scale=2.0)
    """,
}
_JAX_CALLS = {
    "jnp.array([0.3, 0.7, 0.45, -1.0])": """
        jnp.diagflat(x, 1)
        jnp.convolve(x, x[:2])
        jnp.convolve(x[:2], x * x, mode='same')
        jnp.convolve(x, x[:3], 'same')
        jnp.convolve(x, x[1:], 'valid')
        jnp.gradient(x, 0.5)
        jnp.stack(jnp.meshgrid(x, x * x))
        jnp.meshgrid(x, x[:2], indexing='ij')[1]
        jnp.meshgrid(x, x[:2], x[:3])[2]
        jnp.cov(x)
        jnp.quantile(x, 0.3)
        jnp.percentile(x, jnp.array([25.0, 60.0]))
        jnp.select([x > 0.5, x > 0.0], [x * 2, x ** 2])
        jnp.select([x > 0.5, x > 0.4], [x * 2, x ** 2], default=-x)
        jnp.vectorize(lambda a: a * a + 1.0)(x)
        jnp.vectorize(lambda a, b: a * b)(x.reshape(2, 2), 3.0)
        lax.top_k(x, 2)[0]
        ravel_pytree({'b': x, 'a': [x[0] * 2, x.reshape(2, 2)]})[0]
        ravel_pytree({'b': x, 'a': [x[0], x[:2]]})[1](jnp.arange(7.0))['a'][1] * x[:2]
        ravel_pytree((2.0, x, [1.0, 3.0]))[0]
        jnp.unique(x)
        jnp.linalg.slogdet(x.reshape(2, 2))[1]
    """,
    "jnp.array([[0.3, 0.7, 0.45], [0.1, 0.9, 0.5]])": """
        jnp.cov(x)
        jnp.cov(x, rowvar=False, bias=True)
        jnp.cov(x[0], x[1], ddof=0)
        jnp.corrcoef(x)
        jnp.gradient(x, axis=1)
        jnp.gradient(x, 2.0, 0.5)[1]
        jnp.quantile(x, 0.4, axis=1, keepdims=True)
        jnp.linalg.pinv(x)
        jnp.linalg.pinv(x.T)
        lax.top_k(x, 2)[0]
    """,
    "jnp.sqrt(jnp.arange(1.0, 33.0)).reshape(1, 4, 4, 2)": """
        lax.conv_general_dilated(x, jnp.arange(24.0).reshape(2, 2, 2, 3), (1, 1), 'SAME', dimension_numbers=('NHWC', 'HWIO', 'NHWC'))
        lax.conv_general_dilated(x, x[:, :2, :3], (2, 1), [(1, 0), (0, 2)], dimension_numbers=('NHWC', 'OHWI', 'NCHW'))
        lax.conv_general_dilated(x, jnp.arange(16.0).reshape(1, 4, 2, 2), (1, 1), 'VALID')
        lax.conv_general_dilated(x.reshape(1, 2, 4, 4), x[0, :4].reshape(2, 1, 4, 4), (1, 1), 'SAME', None, (2, 1), feature_group_count=2)
    """,
}


_TENSORFLOW = """import tensorflow as tf
x = tf.constant({start})
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.reshape({expression}, [-1])
    loss = tf.reduce_sum(y * y * tf.linspace(-1.0, 2.0, y.shape[0]))
print(y, tape.gradient(loss, x))
"""
_TENSORFLOW_CALLS = {
    "[0.3, 0.7, 0.45, -1.0]": """
        tf.stack(tf.meshgrid(x, x * x))
        tf.clip_by_norm(x, 0.5)
        tf.clip_by_norm(x, 5.0)
        tf.clip_by_global_norm([x, 2 * x[:2]], 0.5)[0][1]
        tf.clip_by_global_norm([x, None, 2 * x[:2]], 50.0)[0][2]
        tf.linalg.global_norm([x, 2 * x[:2]]) * x
        tf.nn.l2_normalize(x)
        tf.map_fn(lambda a: a * a, x)
        tf.map_fn(lambda a: a[0] * a[1], (x, x * x), fn_output_signature=tf.float32)
        tf.map_fn(lambda a: (a[0], a[0] * a[1]), (x, x * x))[1]
        tf.cond(tf.reduce_sum(x) > 0, lambda: x * x, lambda: -x)
        tf.while_loop(lambda i, v: i < 3, lambda i, v: [i + 1, v * x], [tf.constant(0), x])[1]
        tf.while_loop(lambda i, v: i < 9, lambda i, v: (i + 1, v * x), (tf.constant(0), x), maximum_iterations=2)[1]
    """,
    "[[0.3, 0.7, 0.45], [0.1, 0.9, 0.5]]": """
        tf.clip_by_norm(x, 0.9, axes=[1])
        tf.math.l2_normalize(x, axis=1)
        tf.map_fn(lambda row: tf.reduce_sum(row * row), x)
        tf.linalg.pinv(x)
    """,
    "[[2.0, 0.5], [1.5, -0.5]]": "tf.linalg.slogdet(x)[1] * x",
}
_RATED = """import tensorflow as tf
from tensorflow import keras
rate = keras.optimizers.schedules.{expression}
print(rate(0), rate(2), rate(3), rate(7))
v = tf.Variable([2.0, -1.0])
optimizer = keras.optimizers.{start}
for step in range(5):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(v * v)
    optimizer.apply_gradients([(tape.gradient(loss, v), v)])
    print(v)
"""
_RATES = """
    ExponentialDecay(0.1, decay_steps=2, decay_rate=0.9)
    ExponentialDecay(0.1, 2, 0.5, staircase=True)
    InverseTimeDecay(0.1, 2, 0.5)
    PiecewiseConstantDecay([1, 3], [0.1, 0.05, 0.01])
    CosineDecay(0.1, 4, alpha=0.1)
    PolynomialDecay(0.1, 4, 0.01, power=2.0)
"""
_LOST = """import tensorflow as tf
from tensorflow import keras
class Fourth(keras.losses.Loss):
    def __init__(self, scale=2.0):
        super().__init__({given})
        self.scale = scale
    def call(self, y_true, y_pred):
        return self.scale * tf.reduce_mean((y_true - y_pred) ** 4, axis=-1)
p = tf.constant([[0.5, 1.5], [2.0, 3.0]])
with tf.GradientTape() as tape:
    tape.watch(p)
    loss = Fourth()(tf.constant([[1.0, 1.0], [2.5, 2.0]]), p)
print(loss, tape.gradient(loss, p))
"""


def _written(program: str, calls: dict[str, str]) -> dict[str, str]:
    lines = [(start, line.strip()) for start, text in calls.items() for line in text.splitlines()]
    return {f"{line} at {start}": program.format(start=start, expression=line) for start, line in lines if line}


TORCH_SPELLED = _written(_TORCH, _TORCH_CALLS)
def _of(np: str) -> dict[str, str]:
    return {start.replace("{np}", np): text.replace("{np}", np) for start, text in _BOTH_CALLS.items()}


JAX_SPELLED = _written(_JAX.replace("lax\n", "lax\nfrom jax.scipy.stats import norm\n"), _of("jnp")) | _written(_JAX, _JAX_CALLS)
HIPS_SPELLED = _written(_HIPS, _of("np"))
_BATCHES = """import numpy as np
import tensorflow as tf
X, y = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]]), tf.constant([1.0, 0.0, 2.0], dtype=tf.float64)
w = tf.Variable([0.1, 0.2], dtype=tf.float64)
data = tf.data.Dataset.from_tensor_slices((X, y)).batch(2)
for epoch in range(2):
    for rows, wanted in data:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.linalg.matvec(rows, w) - wanted) ** 2)
        slope = tape.gradient(loss, w)
        w.assign_sub(0.1 * slope)
        print(epoch, loss, slope)
"""
TENSORFLOW_SPELLED = (
    _written(_TENSORFLOW, _TENSORFLOW_CALLS)
    | _written(_RATED, {f"{one}(rate)": _RATES for one in ("SGD", "Adam")})
    | _written(_RATED, {"RMSprop(learning_rate=rate)": "ExponentialDecay(0.1, 2, 0.5)", "SGD(rate, momentum=0.9)": "CosineDecay(0.1, 4)"})
    | {"batches of a dataset": _BATCHES}
    | {"a loss of one's own": _LOST.format(given="name='fourth'"), "a sum of losses": _LOST.format(given="reduction='sum'")}
)
