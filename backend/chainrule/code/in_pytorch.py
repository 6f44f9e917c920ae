"""PyTorch: its own functions wherever they mean the same, its own backward pass."""

from __future__ import annotations

from types import MappingProxyType

from chainrule.code.automatic import Parts
from chainrule.code.calls import einsum, put, reshaped, summed, unindex, windowed
from chainrule.code.library import SINGULAR, Library
from chainrule.code.literals import Maker
from chainrule.code.pytorch_calls import (
    along,
    always_over,
    attention,
    batch_norm,
    classes,
    convolution,
    cosine,
    cross,
    dot,
    expanded,
    extreme,
    flipped,
    gathered,
    group_norm,
    layer_norm,
    level,
    loss,
    over,
    padded,
    picked,
    place,
    pool,
    prod,
    ranked,
    rolled,
    taken,
    tensordot,
    tiled,
    topk,
    transposed,
)
from chainrule.code.spelling import Numbers, Spelling, Table

PRODUCT = einsum("torch.einsum", "{}.T", "torch.outer")
NUMBERS = Numbers("torch.tensor(a)", "torch.inf", "torch.nan", False)


def _named(names: str, pattern: str) -> dict[str, Spelling]:
    return {name: pattern.format(name) for name in names.split()}


TABLE: Table = MappingProxyType(
    {
        **_named(
            "abs acos acosh asin asinh atan atanh cos cosh erf exp expm1 floor log log10 log1p log2 "
            "relu round rsqrt sigmoid sign sin sinh sqrt tan tanh",
            "torch.{}(a)",
        ),
        **_named("atan2 maximum minimum outer", "torch.{}(a, b)"),
        **_named("mish selu silu softplus softsign logsigmoid gelu", "F.{}(a)"),
        **_named("cholesky det inv", "torch.linalg.{}(a)"),
        **_named("logical_and logical_or logical_xor", "torch.{}(a, b) * 1.0"),
        **_named("hstack vstack", "torch.{}([several])"),
        "add": "a + b",
        "all": over("torch.all(a != 0, {}) * 1.0"),
        "any": over("torch.any(a != 0, {}) * 1.0"),
        "argmax": place("argmax"),
        "argmin": place("argmin"),
        "argsort": "argsort(a, axis, count, descending=descending)",
        "broadcast_to": "torch.broadcast_to(a, shape)",
        "cbrt": "torch.sign(a) * torch.abs(a) ** (1 / 3)",
        "clip": "torch.clamp(a, min=min, max=max)",
        "concat": "torch.cat([several], dim=axis)",
        "count_nonzero": over("torch.sum(a != 0, {}) * 1.0"),
        "cross_entropy": classes("cross_entropy"),
        "cumprod": along("cumprod"),
        "cumsum": along("cumsum"),
        "detach": "a.detach()",
        "diag": "torch.diag(a, diagonal=k)",
        "div": "a / b",
        "dot": dot,
        "einsum": PRODUCT,
        "elu": "F.elu(a, alpha=alpha)",
        "embedding": lambda call: "F.embedding(ids.long(), table)" if len(call.shapes[0]) == 2 else "table[ids.long()]",
        "equal": "(a == b) * 1.0",
        "expand_dims": expanded,
        "flatten": reshaped,
        "flip": flipped,
        "floordiv": "torch.floor_divide(a.detach(), b.detach())",
        "gather": gathered,
        "gelu_tanh": 'F.gelu(a, approximate="tanh")',
        "greater": "(a > b) * 1.0",
        "greater_equal": "(a >= b) * 1.0",
        "hardtanh": "F.hardtanh(a, min, max)",
        "index": picked,
        "larger": "(a > b) * 1.0 + (a == b) / 2",
        "leaky_relu": "F.leaky_relu(a, slope)",
        "less": "(a < b) * 1.0",
        "less_equal": "(a <= b) * 1.0",
        "log_softmax": "torch.log_softmax(a, dim=axis)",
        "logdet": "torch.logdet(a)",
        "logical_not": "torch.logical_not(a) * 1.0",
        "logsumexp": always_over("torch.logsumexp(a, {})"),
        "matmul": "a @ b",
        "max": extreme("max"),
        "mean": over("a.mean({})"),
        "min": extreme("min"),
        "mod": "torch.remainder(a, b)",
        "moveaxis": "torch.moveaxis(a, source, destination)",
        "mul": "a * b",
        "neg": "-a",
        "norm": over("torch.linalg.vector_norm(a, ord, {})"),
        "not_equal": "(a != b) * 1.0",
        "one_hot": "F.one_hot(a.long(), classes) * 1.0",
        "pad": padded,
        "pow": "a ** b",
        "prod": prod,
        "put": put,
        "reciprocal": "1 / a",
        "repeat": "torch.repeat_interleave(a, repeats, dim=axis)",
        "reshape": reshaped,
        "roll": rolled,
        "scatter": "scatter(a, index, b, axis=axis)",
        "scatter_add": "scatter_add(a, index, b, axis=axis)",
        "share": "share(a, axis=axis, ties=ties, smallest=smallest)",
        "slide": PRODUCT,
        "softmax": "torch.softmax(a, dim=axis)",
        "solve": "torch.linalg.solve(a, b)",
        "sort": "torch.sort(a, dim=axis, descending=descending, stable=True).values",
        "split": lambda call: f"torch.tensor_split(a, n, dim=axis)[{call.params['part']}]",
        "square": "a ** 2",
        "squeeze": reshaped,
        "stack": "torch.stack([several], dim=axis)",
        "stamp": PRODUCT,
        "std": over("torch.std(a, {}, correction=ddof)"),
        "step": "(a > 0) * 1.0",
        "sub": "a - b",
        "sum": over("a.sum({})"),
        "sum_to": summed("a.sum(dim={})", "{}.reshape({})"),
        "swapaxes": "torch.swapaxes(a, axis1, axis2)",
        "take": taken,
        "tensordot": tensordot,
        "tile": tiled,
        "topk": topk,
        "transpose": transposed,
        "undiag": "undiag(a, shape, k=k)",
        "ungather": "ungather(a, index, shape, axis=axis)",
        "unindex": unindex,
        "untake": "untake(a, index, shape, axis=axis)",
        "unwindow": windowed,
        "var": over("torch.var(a, {}, correction=ddof)"),
        "where": "torch.where(c != 0, a, b)",
        "windows": windowed,
    }
)

CORNERS: Table = MappingProxyType(
    {
        "cholesky": "torch.linalg.cholesky((a + a.mT) / 2)",
        "det": "det(a)",
        "logdet": "torch.log(torch.linalg.det(a))",
        "std": level,
        "topk": ranked,
    }
)
"""PyTorch differentiates a determinant by solving, which a singular matrix does not allow; its mean of equal numbers is rounded off;
of a symmetric matrix it reads the lower triangle alone, and a determinant below 0 gets no slope by its logarithm."""

MACROS: Table = MappingProxyType(
    {
        "avg_pool2d": pool,
        "batch_norm": batch_norm,
        "bce": loss("binary_cross_entropy"),
        "bce_with_logits": loss("binary_cross_entropy_with_logits"),
        "conv1d": convolution(1),
        "conv2d": convolution(2),
        "conv_transpose2d": convolution(2),
        "cosine_similarity": cosine,
        "cross": cross,
        "group_norm": group_norm,
        "huber": loss("huber_loss", ", delta=delta"),
        "kron": "torch.kron(a, b)",
        "layer_norm": layer_norm,
        "mae": loss("l1_loss"),
        "max_pool2d": pool,
        "mse": loss("mse_loss"),
        "nll": classes("nll_loss"),
        "rms_norm": layer_norm,
        "scaled_dot_product_attention": attention,
        "trace": "torch.trace(a)",
        "tril": "torch.tril(a, diagonal=k)",
        "triu": "torch.triu(a, diagonal=k)",
    }
)


def frame(parts: Parts) -> list[str]:
    """Inputs that ask for a gradient, the forward pass, one call of backward."""
    asked = {name for name, _ in parts.asked}
    inputs = [f"{one.name} = {leaf(one.text) if one.name in asked else one.text}" for one in parts.inputs]
    lines = ["", "# Inputs", *inputs] if inputs else []
    if parts.forward:
        lines += ["", "# Forward", *[""][: parts.forward[0].startswith("#")], *parts.forward]
    lines += ["", "# Backward"]
    given = "" if parts.ones else parts.upstream_name
    lines += [f"{given} = {parts.upstream}"] if given else []
    lines += [f"{parts.target}.backward({given})"] if parts.asked else []
    lines += [f"{gradient} = {name}.grad" for name, gradient in parts.asked]
    return lines + [f"{gradient} = torch.zeros_like({name})  # its every path is flat" for name, gradient in parts.still]


def leaf(text: str) -> str:
    """A tensor made directly is told at once that it needs a gradient, one that was reshaped afterwards."""
    if ".reshape(" not in text and not text.startswith("torch.frombuffer"):
        return f"{text[:-1]}, requires_grad=True)"
    return f"{text}.requires_grad_()"


LIBRARY = Library(
    "pytorch",
    "PyTorch",
    {
        "base64": "import base64",
        "math": "import math",
        "np": "import numpy as np",
        "torch": "import torch",
        "F": "import torch.nn.functional as F",
    },
    NUMBERS,
    Maker(
        "torch.tensor({0})",
        "torch.tensor({0})",
        "torch.zeros({0})",
        "torch.ones({0})",
        "torch.full({0}, {1})",
        "torch.eye({0})",
        "torch.arange({0}, {1})",
        "torch.frombuffer(bytearray(base64.b64decode({0})), dtype=torch.float64)",
        "{0}.reshape({1})",
        "torch.inf",
        "torch.nan",
    ),
    TABLE,
    MACROS,
    CORNERS,
    keep="{0}.requires_grad_().retain_grad()",
    frame=frame,
    otherwise={**SINGULAR, ("atan2", "a = b = 0"): "0", ("cbrt", "a = 0"): "NaN, as it is a power there"},
    setup="torch.set_default_dtype(torch.float64)",
)
