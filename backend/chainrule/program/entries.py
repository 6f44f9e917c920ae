"""Entries of a tensor under a key: what is read there, and the tensor that has others there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from chainrule.errors import Refused
from chainrule.ops.catalogue import op
from chainrule.ops.family_picking import whole
from chainrule.ops.grids import Grid, together
from chainrule.ops.indexing import Cut
from chainrule.ops.record import Shape, size
from chainrule.program.dtype import BOOL, dtype, wider
from chainrule.program.dtypes import truncated
from chainrule.program.origins import origin
from chainrule.program.values import Node, Number, Value

if TYPE_CHECKING:
    from chainrule.program.truth import Truths

Key = tuple[Any, ...]
"""What stands in the brackets: whole numbers, slices, lists and grids of numbers, None, `...`; or a tensor of answers or numbers, alone."""
_INDEX, _ALL = op("index"), Cut()


@dataclass(frozen=True, slots=True)
class Located:
    """A key as an index of the op `index`: of the tensor in the shape `line`. `picked` is the shape of the entries in the library."""

    line: Shape
    index: Key
    picked: Shape

    @property
    def found(self) -> Shape:
        """The shape of the entries as the op has them."""
        return _INDEX.plan((self.line,), {"key": self.index}).shape

    @property
    def listed(self) -> tuple[int, tuple[int, ...]] | None:
        """The list of whole numbers in the index and the axis of the result it makes; the numbers from 0."""
        at = next((place for place, item in enumerate(self.index) if isinstance(item, tuple)), None)
        if at is None:
            return None
        rest = len(self.line) - sum(item is not None and item is not Ellipsis for item in self.index)
        before = self.index[:at]
        skipped = rest if Ellipsis in before else 0
        extent = self.line[skipped + sum(item is not None and item is not Ellipsis for item in before)]
        axis = skipped + sum(not isinstance(item, int) and item is not Ellipsis for item in before)
        return axis, tuple(one % extent for one in self.index[at])


def located(here: Truths, node: int, key: Key) -> Located:
    """Where the entries are. Raises bad-index."""
    shape = here.recorder.shape(node)
    match key:
        case (Node(mask),) if here.says_yes_or_no(mask):
            return _chosen(here, shape, mask)
        case (Node(ids),):
            listed = tuple(whole(here.recorder.entries(ids), shape[0], -shape[0], "an index").tolist())
            return Located(shape, (listed,), (*here.recorder.shape(ids), *shape[1:]))
        case _ if sum(isinstance(item, tuple) for item in key) > 1 or any(isinstance(item, Grid) for item in key):
            return _together(shape, key)
        case _:
            return Located(shape, key, _INDEX.plan((shape,), {"key": key}).shape)


def _chosen(here: Truths, shape: Shape, mask: int) -> Located:
    """x[mask]: the entries where a comparison holds, or whole rows."""
    chosen = here.recorder.shape(mask)
    if chosen != shape[: len(chosen)]:
        fact = f"The mask has the shape {list(chosen)}, the tensor {list(shape)}."
        raise Refused("bad-index", fact, "Compare the tensor itself: x[x > 0].")
    kept = tuple(place for place, entry in enumerate(here.recorder.entries(mask)) if entry)
    rest = shape[len(chosen) :]
    return Located((size(chosen), *rest), (kept,), (len(kept), *rest))


def _together(shape: Shape, key: Key) -> Located:
    """x[[0, 1], [2, 0]], and x[i, j] with grids of numbers."""
    line, index, named = together(shape, key)
    found = Located(line, index, ())
    listed = found.listed
    assert listed is not None
    return replace(found, picked=(*found.found[: listed[0]], *named, *found.found[listed[0] + 1 :]))


def read(here: Truths, node: int, key: Key) -> Value:
    """x[key]"""
    if len(key) == 1 and isinstance(key[0], Node) and not here.says_yes_or_no(key[0].index):
        return Node(here.recorder.apply(op("take"), (node, key[0].index), MappingProxyType({"axis": 0})))
    found = located(here, node, key)
    if found.line == here.recorder.shape(node) and found.picked == found.found:
        return here.shares(_INDEX, node, MappingProxyType({"key": found.index}))
    return Node(shaped(here, _picked(here, shaped(here, node, found.line), found.index), found.picked))


def write(here: Truths, node: int, key: Key, new: int) -> int:
    """The tensor with others under the key: where a place is named twice, the last one stays. Raises shape-mismatch."""
    recorder, shape = here.recorder, here.recorder.shape(node)
    new = _held(here, node, new)
    if len(key) == 1 and isinstance(key[0], Node) and here.says_yes_or_no(key[0].index) and not here.says_yes_or_no(new):
        rest = shape[len(recorder.shape(key[0].index)) :]
        if _fits(recorder.shape(new), rest):
            located(here, node, key)
            mask = shaped(here, key[0].index, (*recorder.shape(key[0].index), *(1,) * len(rest)))
            made = int(recorder("where", mask, shaped(here, new, _without_ones(recorder.shape(new), rest)), node))
            if origin(recorder.program, node):
                recorder.program.dtypes[made] = dtype(recorder.program, node)
            return made
    found = located(here, node, key)
    entries = spread(here, new, found)
    index = found.index
    if found.listed is not None:
        axis, listed = found.listed
        last = {place: number for number, place in enumerate(listed)}
        if len(last) < len(listed):
            if any(one.name == "pytorch" for one in here.dialects):
                here.pass_over(_TWICE)
            entries = _picked(here, entries, (*(_ALL,) * axis, tuple(last.values())))
            index = tuple(tuple(last) if isinstance(item, tuple) else item for item in index)
    made = recorder.apply(op("put"), (shaped(here, node, found.line), entries), MappingProxyType({"key": index}))
    return shaped(here, made, shape)


def _held(here: Truths, node: int, new: int) -> int:
    """A value as a tensor can hold it: one of a library keeps its dtype, whatever is written into it."""
    recorder = here.recorder
    program = recorder.program
    had, given = dtype(program, node), dtype(program, new)
    if wider(had, given) == had or not origin(program, node):
        return new
    if had == BOOL:
        return int(recorder("not_equal", new, here.tensor(Number(0.0, True, (0, 0)), recorder.span or (0, 0))))
    if all(isfinite(one) and one == one // 1 for one in recorder.entries(new)):
        return new
    here.pass_over("A tensor of whole numbers stays one: what is written into it loses what stands behind the point.")
    return truncated(recorder, new)


_TWICE = (
    "An index names a place twice: the last value stays there, and it alone gets the gradient of the place. "
    "PyTorch gives that gradient to every value written there."
)


def spread(here: Truths, new: int, found: Located) -> int:
    """A value repeated to all the entries. Raises shape-mismatch."""
    recorder, picked = here.recorder, found.picked
    given = recorder.shape(new)
    if not _fits(given, picked):
        fact = f"The entries on the left have the shape {list(picked)}, the value on the right {list(given)}."
        raise Refused("shape-mismatch", fact, "Give it that shape, or one number.", shapes=[list(picked), list(given)])
    new = shaped(here, new, _without_ones(given, picked))
    if recorder.shape(new) != picked:
        new = recorder("broadcast_to", new, shape=picked)
    return shaped(here, new, found.found)


def _without_ones(shape: Shape, picked: Shape) -> Shape:
    """Axes of size 1 at the front, more than there are, say nothing."""
    while len(shape) > len(picked) and shape[0] == 1:
        shape = shape[1:]
    return shape


def _fits(shape: Shape, picked: Shape) -> bool:
    shape = _without_ones(shape, picked)
    return len(shape) <= len(picked) and all(one in (1, extent) for one, extent in zip(reversed(shape), reversed(picked), strict=False))


def shaped(here: Truths, node: int, shape: Shape) -> int:
    return node if here.recorder.shape(node) == shape else int(here.recorder("reshape", node, shape=shape))


def _picked(here: Truths, node: int, index: Key) -> int:
    return here.recorder.apply(_INDEX, (node,), MappingProxyType({"key": index}))
