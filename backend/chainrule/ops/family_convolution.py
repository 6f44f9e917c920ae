"""What convolutions share: how shapes must fit, how channels split into groups, and the letters of their formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chainrule.errors import Refused
from chainrule.formula.tree import Formula, Index, Indexed, Symbol
from chainrule.ops.record import Build, Parameter, Params, Shape, says
from chainrule.ops.sliding import Counts, Pairs, counts, padding, reach

PARAMS = (Parameter("stride", "pair", 1), Parameter("padding", "padding", 0), Parameter("dilation", "pair", 1), Parameter("groups", "whole", 1))
PLACES, KERNEL, SPACE = "ij", "mn", "pq"
At = tuple[str | Index, ...]


def setting(params: Params, image: Shape, kernel: Shape, axes: int) -> tuple[Counts, Counts, Pairs]:
    """Stride, dilation and the border of the last `axes` axes."""
    stride, dilation = counts(params["stride"], "stride", 1, axes), counts(params["dilation"], "dilation", 1, axes)
    return stride, dilation, padding(params["padding"], image[-axes:], reach(kernel[-axes:], dilation), stride)


def judge(image: Shape, kernel: Shape, axes: int, groups: int, transposed: bool = False) -> None:
    """A kernel is (O, C, ...) with C the channels of one group; a transposed one is (C, O, ...) with O those of one group."""
    if (len(image), len(kernel)) not in ((axes, axes), (axes + 2, axes + 2)):
        first = "C, O" if transposed else "O, C"
        wanted = f"images (N, C, H, W) and kernels ({first}, k, l)" if axes == 2 else f"signals (N, C, L) and kernels ({first}, k)"
        raise Refused("shape-mismatch", f"The image is {says(image)}, the kernel {says(kernel)}.", f"Use {'one axis' if axes == 1 else 'two axes'} for both, or {wanted}.", shapes=[list(image), list(kernel)])
    if 0 in kernel[-axes:]:
        raise Refused("bad-shape", "The kernel has no entries.", "Give it at least one entry along each axis.", shape=list(kernel))
    if len(image) == axes:
        if groups != 1:
            raise Refused("bad-argument", f"An image without channels has no {groups} groups.", "Leave groups out, or give it a channel axis.", groups=groups)
        return
    if groups < 1 or image[1] % groups or kernel[0] % groups:
        raise Refused("bad-argument", f"{image[1]} and {kernel[0]} channels do not split into {groups} groups.", "Choose groups that divide the channels on both sides.", groups=groups)
    has, found = (image[1], kernel[0]) if transposed else (image[1] // groups, kernel[1])
    if found != has:
        each = "" if groups == 1 or transposed else f" in each of {groups} groups"
        raise Refused("shape-mismatch", f"The image has {has} channels{each}, the kernel {found}.", f"Give both the same number of channels (axis {0 if transposed else 1} of the kernel).", shapes=[list(image), list(kernel)], axis=1)


def shifted(build: Build, out: Any, bias: tuple[Any, ...], axes: int) -> Any:
    """One number added for every channel of the result."""
    if not bias:
        return out
    shape, given = build.shape(out), build.shape(bias[0])
    channels = shape[1] if len(shape) > axes else 1
    if given != (channels,):
        raise Refused("shape-mismatch", f"The bias b is {says(given)}; one number for each of {channels} channels is needed.", f"Give b the shape [{channels}]; a stride is written stride=2.", shapes=[list(given)])
    return build("add", out, build("reshape", bias[0], shape=(channels, *(1,) * axes)) if len(shape) > axes else bias[0])


def split(build: Build, of: Any, axis: int, groups: int) -> Any:
    """An axis of channels as groups of channels."""
    shape = build.shape(of)
    return build("reshape", of, shape=(*shape[:axis], groups, shape[axis] // groups, *shape[axis + 1 :]))


def joined(build: Build, of: Any, axis: int) -> Any:
    shape = build.shape(of)
    return build("reshape", of, shape=(*shape[:axis], shape[axis] * shape[axis + 1], *shape[axis + 2 :]))


def placed(name: str, *letters: str | Index) -> Formula:
    return Indexed(Symbol(name), tuple(one if isinstance(one, Index) else Index(((one, 1),)) for one in letters))


def ahead(axes: int, stride: Counts, dilation: Counts, border: Pairs) -> tuple[Index, ...]:
    """Where kernel entry m of place i looks: s·i + d·m − p."""
    return tuple(Index(((PLACES[k], stride[k]), (KERNEL[k], dilation[k])), -border[k][0]) for k in range(axes))


def met(axes: int, stride: Counts, dilation: Counts, border: Pairs) -> tuple[tuple[str, ...], At, At]:
    """For entry p of the image: what is summed over, the places that saw it, the kernel entries they saw it with."""
    at = range(axes)
    if all(step == 1 for step in dilation):
        return tuple(PLACES[:axes]), tuple(PLACES[:axes]), tuple(Index(((SPACE[k], 1), (PLACES[k], -stride[k])), border[k][0]) for k in at)
    if all(step == 1 for step in stride):
        return tuple(KERNEL[:axes]), tuple(Index(((SPACE[k], 1), (KERNEL[k], -dilation[k])), border[k][0]) for k in at), tuple(KERNEL[:axes])
    meeting = tuple(f"{times(stride[k])}{PLACES[k]}+{times(dilation[k])}{KERNEL[k]}={SPACE[k]}{offset(border[k][0])}" for k in at)
    return meeting, tuple(PLACES[:axes]), tuple(KERNEL[:axes])


def times(count: int) -> str:
    return "" if count == 1 else str(count)


def offset(count: int) -> str:
    return f"+{count}" if count else ""


@dataclass(frozen=True, slots=True)
class Channels:
    """The indices before those of space: of the image, the kernel (its two channel axes) and the result; which letters are summed."""

    image: At = ()
    first: At = ()
    second: At = ()
    out: At = ()
    over: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    batch: tuple[str, ...] = ()


def channels(inner: int, outer: int, groups: int) -> Channels:
    """`inner` channels of the image meet `outer` channels of the result in each group; channel c of group g is g·inner + c."""
    if groups == 1:
        return Channels(("b", "c"), ("o",), ("c",), ("b", "o"), ("c",), ("o",), ("b",))

    def within(letter: str, width: int) -> Index:
        return Index((("g", width), (letter, 1))) if width > 1 else Index((("g", 1),))

    over, back = (("c",) if inner > 1 else ()), (("o",) if outer > 1 else ())
    return Channels(("b", within("c", inner)), (within("o", outer),), over or (Index(()),), ("b", within("o", outer)), over, back, ("b",))
