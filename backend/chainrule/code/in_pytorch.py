"""PyTorch: its own functions wherever they mean the same, its own backward pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from types import MappingProxyType

from chainrule.code.automatic import Parts
from chainrule.code.in_numpy import pair, signature_of
from chainrule.code.library import Library
from chainrule.code.literals import Maker
from chainrule.code.spelling import Call, Numbers, Spelling, Table, product, subscript, trimmed
from chainrule.ops.borders import widths
from chainrule.ops.indexing import Cut

NUMBERS = Numbers("torch.tensor(a)", "torch.inf", "torch.nan", False)


def over(pattern: str) -> Callable[[Call], str]:
    """A reduction: `{}` is empty for all entries, else the axes and whether they stay."""

    def spelled(call: Call) -> str:
        keep = ", keepdim=True" if call.params.get("keepdims") else ""
        axes = call.axes()
        if not call.shapes[0] or (call.params["axis"] is None and not keep):
            return pattern.replace(", {}", "").format("")
        return pattern.format(f"dim={axes[0] if len(axes) == 1 else axes}{keep}")

    return spelled


def always_over(pattern: str) -> Callable[[Call], str]:
    """A reduction that must be told its axes."""

    def spelled(call: Call) -> str:
        keep = ", keepdim=True" if call.params.get("keepdims") else ""
        axes = call.axes()
        return pattern.format(f"dim={axes[0] if len(axes) == 1 else axes or 0}{keep}")

    return spelled


def along(name: str) -> Callable[[Call], str]:
    return lambda call: f"torch.{name}(a.reshape(-1), dim=0)" if call.params["axis"] is None else f"torch.{name}(a, dim=axis)"


def extreme(name: str) -> Callable[[Call], str]:
    def spelled(call: Call) -> str:
        axes, rank = call.axes(), len(call.shapes[0])
        if call.params["ties"] == "first" and axes == tuple(range(rank - len(axes), rank)) and axes:
            text = f"a.flatten({axes[0]}).{name}(dim=-1).values"
            return f"{text}.reshape({call.shape})" if call.params["keepdims"] else text
        return over(f"a.a{name}({{}})")(call)

    return spelled


def prod(call: Call) -> str:
    axes = call.axes()
    if len(axes) == len(call.shapes[0]) and not call.params["keepdims"]:
        return "a.prod()"
    if len(axes) == 1:
        return over("a.prod({})")(call)
    return "a" + "".join(f".prod(dim={axis}, keepdim=True)" for axis in axes) + f".reshape({call.shape})"


def place(name: str) -> Callable[[Call], str]:
    def spelled(call: Call) -> str:
        if call.params["axis"] is None or not call.shapes[0]:
            return f"torch.{name}(a).reshape({call.shape}) * 1.0" if call.params["keepdims"] else f"torch.{name}(a) * 1.0"
        return f"torch.{name}(a, dim=axis, keepdim=keepdims) * 1.0"

    return spelled


def einsum(call: Call) -> str:
    signature, names = signature_of(call), ", ".join(call.args)
    other = f'torch.einsum("{signature}", {names})'
    if len(call.args) != 2:
        return other
    return product(signature, call.shapes, "a.T", other).replace("a0", call.args[0]).replace("a1", call.args[1])


def dot(call: Call) -> str:
    ranks = [len(shape) for shape in call.shapes]
    return "a * b" if 0 in ranks else "a @ b" if max(ranks) <= 2 else "torch.tensordot(a, b, dims=([-1], [-2]))" if ranks[1] > 1 else "a @ b"


def tensordot(call: Call) -> str:
    axes = call.params["axes"]
    dims = axes if isinstance(axes, int) else tuple(list(pair(one)) for one in axes)
    return f"torch.tensordot(a, b, dims={dims})"


def reshaped(call: Call) -> str:
    return f"a.reshape({call.shape})"


def expanded(call: Call) -> str:
    rank = len(call.shape)
    axes = sorted(one % rank for one in pair(call.params["axis"]))
    return "a" + "".join(f".unsqueeze({axis})" for axis in axes)


def flipped(call: Call) -> str:
    return f"torch.flip(a, dims={call.axes()})"


def rolled(call: Call) -> str:
    shift, axis = call.params["shift"], call.params["axis"]
    if isinstance(axis, tuple) and not isinstance(shift, tuple):
        shift = (shift,) * len(axis)
    return f"torch.roll(a, {shift})" if axis is None else f"torch.roll(a, {shift}, dims={axis})"


def simple(key: Iterable[object]) -> bool:
    """An index PyTorch reads as NumPy does: it has no steps backwards, and a list beside a number is another thing."""
    items = list(key)
    listed = any(isinstance(one, tuple) for one in items)
    backwards = any(isinstance(one, Cut) and (one.step or 1) < 0 for one in items)
    return not backwards and not (listed and any(isinstance(one, int) or one is None for one in items))


def picked(call: Call) -> str:
    key = call.params["key"]
    text = subscript(trimmed(key))
    return f"a[{text}]" if simple(key) else f"picked(a, np.s_[{text}])"


def unindex(call: Call) -> str:
    return f"placed(a, np.s_[{subscript(trimmed(call.params['key']))}], shape)"


def padded(call: Call) -> str:
    sides = [side for one in reversed(widths(call.params["width"], len(call.shape))) for side in one]
    fill = ", value=value" if call.params["value"] else ""
    return f"F.pad(a, {tuple(sides)}{fill})"


def gathered(call: Call) -> str:
    (axis,) = call.axes()
    return f"torch.gather(a, {axis}, index.long() % {call.shapes[0][axis]})"


def taken(call: Call) -> str:
    if call.params["axis"] is None:
        return "a.reshape(-1)[index.long()]"
    (axis,) = call.axes()
    return f"a[{':, ' * axis}index.long()]"


def summed(call: Call) -> str:
    before = call.shapes[0]
    lead = len(before) - len(call.shape)
    axes = (*range(lead), *(axis for axis in range(lead, len(before)) if before[axis] != call.shape[axis - lead]))
    if not axes:
        return "a"
    return f"a.sum(dim={axes}).reshape({call.shape})" if call.shape else "a.sum()"


def transposed(call: Call) -> str:
    axes, rank = call.params["axes"], len(call.shape)
    order = tuple(reversed(range(rank))) if axes is None else tuple(one % rank for one in axes)
    return "a" if rank < 2 else "a.T" if rank == 2 and order == (1, 0) else f"a.permute({order})"


def tiled(call: Call) -> str:
    return f"torch.tile(a, {pair(call.params['reps'])})"


def topk(call: Call) -> str:
    (axis,) = call.axes()
    return "torch.topk(a, k, dim=axis).values" if call.params["largest"] else f"torch.sort(a, dim=axis).values[{':, ' * axis}:k]"


def windowed(call: Call) -> str:
    told = "".join(f", {name}={name}" for name in ("stride", "dilation") if set(pair(call.params[name])) != {1})
    return f"windows(a, window{told})" if call.op == "windows" else f"add_windows(a, shape{told})"


def classes(name: str) -> Callable[[Call], str]:
    """PyTorch has the classes on the axis after the batch, here they are on the last; class ids are whole numbers."""

    def spelled(call: Call) -> str:
        logits, labels = call.shapes
        by_id = len(labels) < len(logits)
        a, b = ("a.movedim(-1, 1)", "b.movedim(-1, 1)") if len(logits) > 2 else ("a", "b")
        told = "" if call.params["reduction"] == "mean" else ", reduction=reduction"
        smooth = ", label_smoothing=label_smoothing" if call.params.get("label_smoothing") else ""
        return f"F.{name}({a}, {'b.long()' if by_id else b}{told}{smooth})"

    return spelled


def loss(name: str, more: str = "") -> Callable[[Call], str | None]:
    """PyTorch's losses of two tensors want equal shapes."""

    def spelled(call: Call) -> str | None:
        told = "" if call.params["reduction"] == "mean" else ", reduction=reduction"
        return f"F.{name}(a, b{more}{told})" if call.shapes[0] == call.shapes[1] else None

    return spelled


def layer(call: Call, text: str, axes: int) -> str:
    """A layer of (N, C, ...) applied to one without batch and channels as well; a kernel goes along, a bias stays."""
    if len(call.shapes[0]) > axes:
        return text
    return re.sub(r", w\b", ", w[None, None]", text.replace("(x", "(x[None, None]")) + "[0, 0]"


def convolution(axes: int) -> Callable[[Call], str | None]:
    def spelled(call: Call) -> str | None:
        params = call.params
        if params.get("padding") == "same" and set(pair(params["stride"])) != {1}:
            return None
        usual = {"stride": 1, "dilation": 1, "groups": 1, "padding": 0, "output_padding": 0}
        told = "".join(f", {name}={name}" for name, value in usual.items() if name in params and set(pair(params[name])) != {value})
        return layer(call, f"F.{call.op}({', '.join(call.args)}{told})", axes)

    return spelled


def pool(call: Call) -> str:
    told = "" if call.params["stride"] is None else ", stride=stride"
    told += ", padding=padding" if call.params["padding"] else ""
    return layer(call, f"F.{call.op}(x, window{told})", 2)


def trailing(call: Call) -> tuple[int, ...] | None:
    """The extents of the axes that are normalised, where they stand last."""
    shape, axes = call.shapes[0], tuple(sorted(call.axes()))
    return shape[axes[0] :] if axes and axes == tuple(range(axes[0], len(shape))) else None


def layer_norm(call: Call) -> str | None:
    last = trailing(call)
    given = "".join(f", {name}={name}".replace("w=", "weight=").replace("b=", "bias=") for name in call.args[1:])
    fits = last is not None and all(shape == last for shape in call.shapes[1:])
    return f"F.{call.op}(x, {last}{given}, eps=eps)" if fits else None


def batch_norm(call: Call) -> str | None:
    given = "".join(f", {'weight' if name == 'w' else 'bias'}={name}" for name in call.args[1:])
    many = len(call.shapes[0]) in (2, 3, 4) and call.shapes[0][0] > 1
    return f"F.batch_norm(x, None, None{given}, training=True, eps=eps)" if many else None


def group_norm(call: Call) -> str:
    given = "".join(f", {'weight' if name == 'w' else 'bias'}={name}" for name in call.args[1:])
    return f"F.group_norm(x, groups{given}, eps=eps)"


def attention(call: Call) -> str | None:
    if len(call.args) > 3:
        return None
    return f"F.scaled_dot_product_attention(q, k, v{', is_causal=True' if call.params['causal'] else ''})"


def cross(call: Call) -> str | None:
    return "torch.linalg.cross(a, b)" if call.shapes[0] == call.shapes[1] else None


def cosine(call: Call) -> str | None:
    return "F.cosine_similarity(a, b, dim=axis, eps=eps)" if call.shapes[0] == call.shapes[1] else None


def _named(names: str, pattern: str) -> dict[str, Spelling]:
    return {name: pattern.format(name) for name in names.split()}


TABLE: Table = MappingProxyType(
    {
        **_named(
            "abs acos acosh asin asinh atan atanh cos cosh erf exp expm1 floor log log10 log1p log2 relu round rsqrt sigmoid sign sin sinh sqrt tan tanh",
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
        "einsum": einsum,
        "elu": "F.elu(a, alpha=alpha)",
        "embedding": "F.embedding(ids.long(), table)",
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
        "ranks": "ranks(a, axis, count, descending=descending)",
        "reciprocal": "1 / a",
        "repeat": "torch.repeat_interleave(a, repeats, dim=axis)",
        "reshape": reshaped,
        "roll": rolled,
        "scatter": "scatter(a, index, b, axis=axis)",
        "scatter_add": "scatter_add(a, index, b, axis=axis)",
        "share": "share(a, axis=axis, ties=ties, smallest=smallest)",
        "slide": einsum,
        "softmax": "torch.softmax(a, dim=axis)",
        "solve": "torch.linalg.solve(a, b)",
        "sort": "torch.sort(a, dim=axis, descending=descending, stable=True).values",
        "split": lambda call: f"torch.tensor_split(a, n, dim=axis)[{call.params['part']}]",
        "square": "a ** 2",
        "squeeze": reshaped,
        "stack": "torch.stack([several], dim=axis)",
        "stamp": einsum,
        "std": over("torch.std(a, {}, correction=ddof)"),
        "step": "(a > 0) * 1.0",
        "sub": "a - b",
        "sum": over("a.sum({})"),
        "sum_to": summed,
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

CORNERS: Table = MappingProxyType({"det": "det(a)"})
"""PyTorch differentiates a determinant by solving, which a singular matrix does not allow."""

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
    lines += ["", "# Forward", *parts.forward, "", "# Backward"]
    if parts.asked:
        lines += [f"{parts.target}.backward()"] if parts.ones else [
            f"{parts.upstream_name} = {parts.upstream}", f"{parts.target}.backward({parts.upstream_name})",
        ]  # fmt: skip
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
    frame=frame,
    setup="torch.set_default_dtype(torch.float64)",
)
