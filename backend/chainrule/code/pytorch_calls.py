"""Spellings of PyTorch that depend on shapes and parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chainrule.code.calls import layer, pair
from chainrule.code.spelling import Call, subscript, trimmed
from chainrule.ops.borders import widths
from chainrule.ops.indexing import Cut


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


def dot(call: Call) -> str:
    ranks = [len(shape) for shape in call.shapes]
    if 0 in ranks:
        return "a * b"
    return "a @ b" if max(ranks) <= 2 or ranks[1] == 1 else "torch.tensordot(a, b, dims=([-1], [-2]))"


def tensordot(call: Call) -> str:
    axes = call.params["axes"]
    dims = axes if isinstance(axes, int) else tuple(list(pair(one)) for one in axes)
    return f"torch.tensordot(a, b, dims={dims})"


def level(call: Call) -> str:
    """Equal numbers have a spread of 0 when their largest is taken away first."""
    axes = call.axes()
    if not axes:
        return "torch.std(a, correction=ddof)"
    return f"torch.std(a - a.detach().amax(dim={axes}, keepdim=True), dim={axes}, correction=ddof, keepdim=keepdims)"


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


def transposed(call: Call) -> str:
    axes, rank = call.params["axes"], len(call.shape)
    order = tuple(reversed(range(rank))) if axes is None else tuple(one % rank for one in axes)
    return "a" if rank < 2 else "a.T" if rank == 2 and order == (1, 0) else f"a.permute({order})"


def tiled(call: Call) -> str:
    return f"torch.tile(a, {pair(call.params['reps'])})"


def topk(call: Call) -> str:
    return "torch.topk(a, k, dim=axis).values" if call.params["largest"] else ranked(call)


def ranked(call: Call) -> str:
    """Of equal entries the first, which topk does not promise."""
    (axis,) = call.axes()
    return f"torch.sort(a, dim=axis, descending=largest, stable=True).values[{':, ' * axis}:k]"


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
