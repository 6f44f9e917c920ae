"""Ops that move entries or make them, as PyTorch has them."""

from __future__ import annotations

from typing import Any

from with_torch import Table, axes, functional, torch, transposed


def _places(index: Any, extent: int) -> Any:
    """Whole numbers as PyTorch's gather wants them: negative ones count from the end."""
    return index.detach().long() % extent


def _scattered(a: Any, index: Any, b: Any, axis: int) -> tuple[int, Any, Any]:
    """Indices in one row stand along the axis, each for a whole slice."""
    places = _places(index, a.shape[axis])
    if index.dim() == 1:
        places = places.reshape([-1 if one == axis % a.dim() else 1 for one in range(a.dim())])
    return axis, torch.broadcast_to(places, b.shape), b


def index(a: Any, key: tuple[Any, ...]) -> Any:
    """One item after the other; PyTorch's own slices know no negative step, so those are a selection."""
    used = sum(item is not None and item is not Ellipsis for item in key)
    if Ellipsis not in key:
        key = (*key, Ellipsis)
    axis, rest = 0, a.dim() - used
    for item in key:
        if item is Ellipsis:
            axis += rest
        elif item is None:
            a, axis = a.unsqueeze(axis), axis + 1
        elif isinstance(item, int):
            a = a.select(axis, item)
        else:
            extent = a.shape[axis]
            chosen = list(item) if isinstance(item, tuple) else range(extent)[slice(item.start, item.stop, item.step)]
            a = torch.index_select(a, axis, torch.tensor([one % extent for one in chosen], dtype=torch.long))
            axis += 1
    return a


def put(a: Any, b: Any, key: tuple[Any, ...]) -> Any:
    places = index(torch.arange(a.numel()).reshape(a.shape), key).reshape(-1)
    return a.reshape(-1).index_put((places,), b.reshape(-1)).reshape(a.shape)


def take(a: Any, index: Any, axis: int | None) -> Any:
    if axis is None:
        a, axis = a.reshape(-1), 0
    axis %= a.dim()
    picked = torch.index_select(a, axis, _places(index, a.shape[axis]).reshape(-1))
    return picked.reshape((*a.shape[:axis], *index.shape, *a.shape[axis + 1 :]))


def _gather(a: Any, index: Any, axis: int) -> Any:
    return torch.gather(a, axis, _places(index, a.shape[axis]))


def pad(a: Any, width: Any, value: float) -> Any:
    """NumPy's widths as PyTorch's: the last axis first."""
    if isinstance(width, int):
        width = ((width, width),) * a.dim()
    elif len(width) == 2 and all(isinstance(one, int) for one in width):
        width = (width,) * a.dim()
    widths = [one if isinstance(one, tuple) else (one, one) for one in width]
    return functional.pad(a, [side for one in reversed(widths) for side in one], value=value)


def _squeeze(a: Any, axis: Any) -> Any:
    return a.squeeze() if axis is None else a.squeeze(axis)


def _expand_dims(a: Any, axis: Any) -> Any:
    several = axis if isinstance(axis, tuple) else (axis,)
    rank = a.dim() + len(several)
    for one in sorted(place % rank for place in several):
        a = a.unsqueeze(one)
    return a


def _roll(a: Any, shift: Any, axis: Any) -> Any:
    several = isinstance(axis, tuple) and not isinstance(shift, tuple)
    return torch.roll(a, (shift,) * len(axis) if several else shift, axis)


MOVEMENT: Table = {
    "arange": lambda start, stop, step: torch.arange(*((0.0, start) if stop is None else (start, stop)), step, dtype=torch.float64),
    "broadcast_to": lambda a, shape: torch.broadcast_to(a, shape),
    "concat": lambda *several, axis: torch.cat(several, axis),
    "embedding": lambda table, ids: functional.embedding(ids.long(), table),
    "expand_dims": _expand_dims,
    "eye": lambda n, m: torch.eye(n, n if m is None else m, dtype=torch.float64),
    "flatten": lambda a, start, end: torch.flatten(a, start, end),
    "flip": lambda a, axis: torch.flip(a, axes(a, axis)),
    "full": lambda shape, value: torch.full(shape, value, dtype=torch.float64),
    "gather": _gather,
    "hstack": lambda *several: torch.hstack(several),
    "index": index,
    "linspace": lambda start, stop, count: torch.linspace(start, stop, count, dtype=torch.float64),
    "moveaxis": lambda a, source, destination: torch.moveaxis(a, source, destination),
    "ones": lambda shape: torch.ones(shape, dtype=torch.float64),
    "pad": pad,
    "put": put,
    "repeat": lambda a, repeats, axis: torch.repeat_interleave(a, repeats, axis),
    "reshape": lambda a, shape: torch.reshape(a, shape),
    "roll": _roll,
    "scatter": lambda a, index, b, axis: torch.scatter(a, *_scattered(a, index, b, axis)),
    "scatter_add": lambda a, index, b, axis: torch.scatter_add(a, *_scattered(a, index, b, axis)),
    "split": lambda a, n, axis, part: torch.tensor_split(a, n, axis)[part],
    "squeeze": _squeeze,
    "stack": lambda *several, axis: torch.stack(several, axis),
    "swapaxes": lambda a, axis1, axis2: torch.swapaxes(a, axis1, axis2),
    "take": take,
    "tile": lambda a, reps: torch.tile(a, reps if isinstance(reps, tuple) else (reps,)),
    "transpose": lambda a, axes: torch.permute(a, tuple(reversed(range(a.dim()))) if axes is None else axes),
    "ungather": lambda a, index, shape, axis: transposed(lambda at: _gather(at, index, axis), shape, a),
    "unindex": lambda a, key, shape: transposed(lambda at: index(at, key), shape, a),
    "untake": lambda a, index, shape, axis: transposed(lambda at: take(at, index, axis), shape, a),
    "vstack": lambda *several: torch.vstack(several),
    "zeros": lambda shape: torch.zeros(shape, dtype=torch.float64),
}
