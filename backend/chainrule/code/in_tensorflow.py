"""TensorFlow: its own functions wherever they mean the same, and a tape."""

from __future__ import annotations

from types import MappingProxyType

from chainrule.code.automatic import Parts
from chainrule.code.calls import einsum, put, summed, unindex, windowed
from chainrule.code.library import SINGULAR, Library
from chainrule.code.literals import Maker
from chainrule.code.spelling import Numbers, Spelling, Table
from chainrule.code.tensorflow_calls import (
    along,
    convolution,
    diagonal,
    dot,
    first,
    flipped,
    gathered,
    line,
    matmul,
    moved,
    norm,
    padded,
    picked,
    place,
    reshaped,
    rolled,
    solve,
    sort,
    spread,
    swapped,
    taken,
    tensordot,
    topk,
    transposed,
    truth,
    zero_norm,
)


def _named(names: str, pattern: str) -> dict[str, Spelling]:
    return {name: pattern.format(name) for name in names.split()}


PRODUCT = einsum("tf.einsum", "tf.transpose({})", ranks=(2,))
TABLE: Table = MappingProxyType(
    {
        **_named("abs acos acosh asin asinh atan atanh cos cosh exp floor round sigmoid sign sin sinh sqrt tan tanh", "tf.{}(a)"),
        **_named("erf expm1 log log1p softplus", "tf.math.{}(a)"),
        **_named("relu selu silu softsign", "tf.nn.{}(a)"),
        **_named("atan2 maximum minimum", "tf.{}(a, b)"),
        **_named("mean prod sum", "tf.reduce_{}(a, axis=axis, keepdims=keepdims)"),
        **_named("max min", "tf.reduce_{}(a, axis=axis, keepdims=keepdims)"),
        **_named("all any", truth("tf.reduce_{}(a != 0, axis=axis, keepdims=keepdims)")),
        **_named("logical_and logical_or", truth("tf.{}(a != 0, b != 0)")),
        **_named("cholesky det inv", "tf.linalg.{}(a)"),
        **_named("hstack vstack", "tnp.{}([several])"),
        "add": "a + b",
        "argmax": place("argmax"),
        "argmin": place("argmin"),
        "argsort": "argsort(a, axis, count, descending=descending)",
        "broadcast_to": "tf.broadcast_to(a, shape)",
        "cbrt": "tf.sign(a) * tf.abs(a) ** (1 / 3)",
        "clip": "tf.clip_by_value(a, min, max)",
        "concat": "tf.concat([several], axis=axis)",
        "count_nonzero": f"tf.reduce_sum({truth('a != 0')}, axis=axis, keepdims=keepdims)",
        "cross_entropy": "cross_entropy(a, b, reduction=reduction, label_smoothing=label_smoothing)",
        "cumprod": along("tf.math.cumprod"),
        "cumsum": along("tf.cumsum"),
        "detach": "tf.stop_gradient(a)",
        "diag": diagonal,
        "div": "a / b",
        "dot": dot,
        "einsum": PRODUCT,
        "elu": "tf.where(a > 0, a, alpha * tf.math.expm1(tf.minimum(a, 0)))",
        "embedding": "tf.gather(table, tf.cast(ids, tf.int32))",
        "equal": truth("a == b"),
        "expand_dims": reshaped,
        "flatten": reshaped,
        "flip": flipped,
        "floordiv": "tf.math.floordiv(a, b)",
        "gather": gathered,
        "gelu": "a * (1 + tf.math.erf(a / 2 ** 0.5)) / 2",
        "gelu_tanh": "a * (1 + tf.tanh(0.7978845608028654 * (a + 0.044715 * a ** 3))) / 2",
        "greater": truth("a > b"),
        "greater_equal": truth("a >= b"),
        "hardtanh": "tf.clip_by_value(a, min, max)",
        "index": picked,
        "larger": f"{truth('a > b')} + {truth('a == b')} / 2",
        "leaky_relu": "tf.where(a > 0, a, slope * a)",
        "less": truth("a < b"),
        "less_equal": truth("a <= b"),
        "log10": "tf.math.log(a) / 2.302585092994046",
        "log2": "tf.math.log(a) / 0.6931471805599453",
        "log_softmax": line("tf.nn.log_softmax"),
        "logdet": "tf.math.log(tf.linalg.det(a))",
        "logical_not": truth("a == 0"),
        "logical_xor": truth("tf.math.logical_xor(a != 0, b != 0)"),
        "logsigmoid": "tf.math.log_sigmoid(a)",
        "logsumexp": "tf.reduce_logsumexp(a, axis=axis, keepdims=keepdims)",
        "matmul": matmul,
        "mish": "a * tf.tanh(tf.math.softplus(a))",
        "mod": "tf.math.floormod(a, b)",
        "moveaxis": moved,
        "mul": "a * b",
        "neg": "-a",
        "norm": norm,
        "not_equal": truth("a != b"),
        "one_hot": "tf.one_hot(tf.cast(a, tf.int32), classes, dtype=tf.float64)",
        "outer": 'tf.einsum("i,j->ij", a, b)',
        "pad": padded,
        "pow": "a ** b",
        "put": put,
        "reciprocal": "1 / a",
        "repeat": "tf.repeat(a, repeats, axis=axis)",
        "reshape": reshaped,
        "roll": rolled,
        "rsqrt": "1 / tf.sqrt(a)",
        "scatter": "scatter(a, index, b, axis=axis)",
        "scatter_add": "scatter_add(a, index, b, axis=axis)",
        "share": "share(a, axis=axis, ties=ties, smallest=smallest)",
        "slide": PRODUCT,
        "softmax": line("tf.nn.softmax"),
        "solve": solve,
        "sort": sort,
        "split": lambda call: f"tf.split(a, n, axis=axis)[{call.params['part']}]",
        "square": "a ** 2",
        "squeeze": reshaped,
        "stack": "tf.stack([several], axis=axis)",
        "stamp": PRODUCT,
        "std": spread,
        "step": truth("a > 0"),
        "sub": "a - b",
        "sum_to": summed("tf.reduce_sum(a, axis={})", "tf.reshape({}, {})"),
        "swapaxes": swapped,
        "take": taken,
        "tensordot": tensordot,
        "tile": "tnp.tile(a, reps)",
        "topk": topk,
        "transpose": transposed,
        "undiag": "undiag(a, shape, k=k)",
        "ungather": "ungather(a, index, shape, axis=axis)",
        "unindex": unindex,
        "untake": "untake(a, index, shape, axis=axis)",
        "unwindow": windowed,
        "var": spread,
        "where": "tf.where(c != 0, a, b)",
        "windows": windowed,
    }
)

CORNERS: Table = MappingProxyType(
    {
        "cholesky": "tf.linalg.cholesky((a + tf.linalg.matrix_transpose(a)) / 2)",
        "cumprod": along("cumprod"),
        "det": "det(a)",
        "hardtanh": "tf.where((a > min) & (a < max), a, tf.stop_gradient(tf.clip_by_value(a, min, max)))",
        "max": first,
        "maximum": "(a + b + tf.abs(a - b)) / 2",
        "min": first,
        "minimum": "(a + b - tf.abs(a - b)) / 2",
        "norm": zero_norm,
        "pow": "power(a, b)",
        "selu": "1.0507009873554805 * tf.where(a > 0, a, 1.6732632423543772 * tf.math.expm1(tf.minimum(a, 0)))",
        "std": "std(a, axis=axis, ddof=ddof, keepdims=keepdims)",
    }
)

MACROS: Table = MappingProxyType({"conv2d": convolution, "trace": "tf.linalg.trace(a)"})


def frame(parts: Parts) -> list[str]:
    """Inputs with a gradient are variables, the forward pass is watched by a tape."""
    asked = dict(parts.asked)
    inputs = [f"{one.name} = {variable(one.text) if one.name in asked else one.text}" for one in parts.inputs]
    lines = ["", "# Inputs", *inputs] if inputs else []
    body = [f"    {line}" if line else "" for text in parts.forward for line in text.split("\n")]
    while body and not body[0]:
        body.pop(0)
    lines += ["", "# Forward", "with tf.GradientTape() as tape:", *(body or ["    pass"]), "", "# Backward"]
    given = "" if parts.ones else f", output_gradients={parts.upstream_name}"
    lines += [f"{parts.upstream_name} = {parts.upstream}"] if given else []
    if asked:
        names = ", ".join(asked)
        sources = f"[{names}]" if len(asked) > 1 else names
        lines.append(f"{', '.join(asked.values())} = tape.gradient({parts.target}, {sources}{given})")
        if any("tf.gather(" in line for line in body):
            lines += [f"{one} = tf.convert_to_tensor({one})" for one in asked.values()]
    return lines + [f"{gradient} = tf.zeros_like({name})  # its every path is flat" for name, gradient in parts.still]


def variable(text: str) -> str:
    whole = text.startswith("tf.constant(") and text.endswith(", tf.float64)") and text.count("tf.constant(") == 1
    return f"tf.Variable({text[12:-13]}, dtype=tf.float64)" if whole else f"tf.Variable({text})"


LIBRARY = Library(
    "tensorflow",
    "TensorFlow",
    {
        "base64": "import base64",
        "math": "import math",
        "np": "import numpy as np",
        "tf": "import tensorflow as tf",
        "tnp": "import tensorflow.experimental.numpy as tnp",
    },
    Numbers("tf.constant(a, tf.float64)", 'float("inf")', 'float("nan")', False),
    Maker(
        "tf.constant({0}, tf.float64)",
        "tf.constant({0}, tf.float64)",
        "tf.zeros({0}, tf.float64)",
        "tf.ones({0}, tf.float64)",
        "tf.fill({0}, tf.constant({1}, tf.float64))",
        "tf.eye({0}, dtype=tf.float64)",
        "tf.range({0}, {1}, dtype=tf.float64)",
        "tf.io.decode_raw(base64.b64decode({0}), tf.float64)",
        "tf.reshape({0}, {1})",
        'float("inf")',
        'float("nan")',
    ),
    TABLE,
    MACROS,
    CORNERS,
    listed="{0}.numpy().tolist()",
    keep="tape.watch({0})",
    otherwise={**SINGULAR, ("cbrt", "a = 0"): "NaN, as it is a power there", ("pow", "a < 0"): "0 by the exponent"},
    frame=frame,
)
