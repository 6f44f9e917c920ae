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
from chainrule.wire.encode import CORNER, SMALL_CORNER, dumps, figures, summary
from chainrule.wire.models import Tensor

Run = TypeVar("Run")


_Blank: TypeAlias = tuple[Callable[[Run], Any], Shape | None, Callable[[Any], bytes] | None]
"""What finds in a run what is put in, the shape it is copied to, and what makes JSON of it. A scalar has no writer of its own, for all
scalars are written together."""


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
            return {"shape": [], "data": self._blank(source, (), None)}
        if self.fits(count := size(tuple(shape))):
            self.left -= count
            return {"shape": list(shape), "data": self._blank(source, tuple(shape), _entries)}
        most = CORNER if self._previews > 0 else SMALL_CORNER
        self._previews -= size(tuple(min(extent, most) for extent in shape[-2:]))
        return cast(Tensor, self._blank(source, tuple(shape), _summary if most == CORNER else _brief))

    def numbers(self, source: Callable[[Run], Any]) -> Any:
        """A list of lists of numbers, of any shape."""
        return self._blank(source, None, figures)

    def json(self, source: Callable[[Run], Any]) -> Any:
        """Whatever else depends on the numbers."""
        return self._blank(source, None, dumps)

    def fits(self, count: int) -> bool:
        """Whether so many entries can travel; noted where they cannot."""
        fitting = count <= LIMITS["tensor_on_wire"].value and count <= self.left
        self.hit = self.hit or not fitting
        return fitting

    def _blank(self, source: Callable[[Run], Any], shape: Shape | None, write: Callable[[Any], bytes] | None) -> Any:
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
        scalars: list[Any] = []
        places: list[int] = []
        known: dict[Any, tuple[Any, bytes]] = {}
        for place, (source, shape, write) in enumerate(self._blanks):
            value = source(run)
            if write is None:
                scalars.append(value)
                places.append(place)
            else:
                key = (id(value), shape, write)
                found = known.get(key) or self._known.get(key)
                if found is None:
                    copied = shape is not None and np.shape(value) != shape
                    found = value, write(np.broadcast_to(value, cast(Shape, shape)) if copied else value)
                known[key] = found
                filled[place] = found[1]
        for place, text in zip(places, figures(list(map(float, scalars)))[1:-1].split(b","), strict=bool(places)):
            filled[place] = b"[%b]" % text
        self._known = known
        written = [b""] * (2 * len(self._texts) - 1)
        written[::2] = self._texts
        written[1::2] = map(filled.__getitem__, self._order)
        return b"".join(written)


def _entries(array: Any) -> bytes:
    return figures(array.ravel().tolist())


def _summary(array: Any) -> bytes:
    return figures(summary(array))


def _brief(array: Any) -> bytes:
    return figures(summary(array, SMALL_CORNER))


_MARK = "\0"
"""The one member of an object that stands for a blank. In a text its quotes would not be bare, and no other member has a number alone."""
_MARKED = re.compile(rb'\{"\\u0000":(\d+)\}')
