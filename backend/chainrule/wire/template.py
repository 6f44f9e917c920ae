"""A document whose numbers are filled in: what is the same for all numbers is written once, however often the program runs.

While the document is made, a blank stands for each of its numbers; `fill` puts in those of one run, to the same bytes every time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar, cast

import numpy as np
from pydantic_core import PydanticSerializationError

from chainrule.limits import LIMITS
from chainrule.ops.record import Shape, size
from chainrule.wire.encode import dumps, figures
from chainrule.wire.models import Tensor
from chainrule.wire.tensors import CORNER, SMALL_CORNER, summaries

Run = TypeVar("Run")


_Write: TypeAlias = Callable[[Sequence[Any]], Sequence[bytes]]
"""Makes JSON of all that is of one kind and shape: together it takes a fraction of the time."""
_Blank: TypeAlias = tuple[Callable[[Run], Any], Shape | None, _Write]
"""What finds in a run what is put in, the shape it is copied to, and what writes it."""


class Template(Generic[Run]):
    """A document, made once of blanks and what stands between them. Tensors travel within a budget: past it they are summaries."""

    def __init__(self) -> None:
        self.left, self._previews = LIMITS["trace_on_wire"].value, LIMITS["previews_on_wire"].value
        self.hit = False
        self._blanks: list[_Blank[Run]] = []
        self._texts: list[bytes] = []
        self._order: list[int] = []
        self._known: dict[Any, tuple[Any, bytes]] = {}
        """The newest texts of arrays, and of lists, by their identity: what another run left as it is need not be written again."""

    def tensor(self, source: Callable[[Run], Any], shape: Sequence[int]) -> Tensor:
        """A tensor of this shape, which is the same in every run."""
        if not shape:
            return {"shape": [], "data": self._blank(source, (), _scalars)}
        if self.fits(count := size(tuple(shape))):
            self.left -= count
            return {"shape": list(shape), "data": self._blank(source, tuple(shape), _entries)}
        most = CORNER if self._previews > 0 else SMALL_CORNER
        self._previews -= size(tuple(min(extent, most) for extent in shape[-2:]))
        return cast(Tensor, self._blank(source, tuple(shape), _summaries if most == CORNER else _brief))

    def numbers(self, source: Callable[[Run], Any]) -> Any:
        """A list of lists of numbers, of any shape."""
        return self._blank(source, None, _numbers)

    def json(self, source: Callable[[Run], Any]) -> Any:
        """Whatever else depends on the numbers."""
        return self._blank(source, None, _others)

    def fits(self, count: int) -> bool:
        """Whether so many entries can travel; noted where they cannot."""
        fitting = count <= LIMITS["tensor_on_wire"].value and count <= self.left
        self.hit = self.hit or not fitting
        return fitting

    def _blank(self, source: Callable[[Run], Any], shape: Shape | None, write: _Write) -> Any:
        self._blanks.append((source, shape, write))
        return {_MARK: len(self._blanks) - 1}

    def close(self, document: Any) -> None:
        """Write what stands between the blanks of the finished document."""
        try:
            text = figures(document)
        except PydanticSerializationError:  # half of a character, which no UTF-8 has
            text = dumps(document)
        parts = _MARKED.split(text)
        self._texts, self._order = parts[::2], list(map(int, parts[1::2]))

    @np.errstate(all="ignore")
    def fill(self, run: Run) -> bytes:
        """The document with the numbers of a run."""
        filled: list[bytes] = [b""] * len(self._blanks)
        known: dict[Any, tuple[Any, bytes]] = {}
        new: dict[Any, tuple[Any, list[int]]] = {}
        scalars: list[Any] = []
        places: list[int] = []
        for place, (source, shape, write) in enumerate(self._blanks):
            value = source(run)
            if write is _scalars:  # written sooner than looked for
                scalars.append(value)
                places.append(place)
                continue
            key = (id(value), shape, write)
            found = self._known.get(key)
            if found is not None:
                known[key] = found
                filled[place] = found[1]
            elif key in new:
                new[key][1].append(place)
            else:
                new[key] = value, [place]
        alike: dict[Any, list[Any]] = {}
        for key in new:
            alike.setdefault(key[1:], []).append(key)
        for (shape, write), keys in alike.items():
            for key, text in zip(keys, write([_copied(new[key][0], shape) for key in keys]), strict=True):
                value, where = new[key]
                known[key] = value, text
                for place in where:
                    filled[place] = text
        for place, text in zip(places, _scalars(scalars), strict=True):
            filled[place] = text
        self._known = known
        written = [b""] * (2 * len(self._texts) - 1)
        written[::2] = self._texts
        written[1::2] = map(filled.__getitem__, self._order)
        return b"".join(written)


def _copied(value: Any, shape: Shape | None) -> Any:
    """A tensor of this shape, also where it is given as fewer numbers that are all there is to it."""
    return value if shape is None or np.shape(value) == shape else np.broadcast_to(value, shape)


def _scalars(values: Sequence[Any]) -> list[bytes]:
    return [b"[%b]" % text for text in figures(list(map(float, values)))[1:-1].split(b",")] if values else []


def _entries(arrays: Sequence[Any]) -> list[bytes]:
    return [figures(array.ravel().tolist()) for array in arrays]


def _summaries(arrays: Sequence[Any]) -> list[bytes]:
    return list(map(figures, summaries(arrays)))


def _brief(arrays: Sequence[Any]) -> list[bytes]:
    return list(map(figures, summaries(arrays, SMALL_CORNER)))


def _numbers(values: Sequence[Any]) -> list[bytes]:
    return list(map(figures, values))


def _others(values: Sequence[Any]) -> list[bytes]:
    return list(map(dumps, values))


_MARK = "\0"
"""The one member of an object that stands for a blank. In a text its quotes would not be bare, and no other member has a number alone."""
_MARKED = re.compile(rb'\{"\\u0000":(\d+)\}')
