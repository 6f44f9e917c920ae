"""Names that are not the catalogue's own: other spellings, methods, attributes, constants; and which names look alike."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from chainrule.ops.catalogue import CATALOGUE

SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "amax": "max",
        "amin": "min",
        "subtract": "sub",
        "multiply": "mul",
        "divide": "div",
        "negative": "neg",
        "power": "pow",
        "const": "detach",
        "stop_gradient": "detach",
        "cat": "concat",
        "concatenate": "concat",
        "chunk": "split",
        "unsqueeze": "expand_dims",
        "view": "reshape",
        "ravel": "flatten",
        "permute": "transpose",
        "swapdims": "swapaxes",
        "movedim": "moveaxis",
        "repeat_interleave": "repeat",
        "take_along_axis": "gather",
        "embedding_lookup": "embedding",
        "σ": "sigmoid",
    }
)
METHODS = frozenset(
    (
        "abs all any argmax argmin broadcast_to chunk cos cross_entropy cumprod cumsum det detach diag dot exp expand_dims "
        "flatten flip inv log log_softmax logdet logsumexp matmul max mean min moveaxis movedim norm outer permute pow prod "
        "ravel relu repeat repeat_interleave reshape roll sigmoid sin softmax sqrt square squeeze std sum swapaxes swapdims "
        "take tanh tile trace transpose tril triu unsqueeze var view"
    ).split()
)
ATTRIBUTES = ("T", "ndim", "shape", "size")
COMMON = "T, shape, sum, mean, max, reshape, exp, log"
"""What is most often taken of a tensor."""
CONSTANTS: Mapping[str, float] = MappingProxyType({"pi": math.pi, "π": math.pi, "inf": math.inf, "nan": math.nan})
DEFAULTS = (2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0, 23.0, 29.0)
"""Numbers for names nobody assigned, in order of appearance: small and distinct, so that each can be told apart in a product."""


def callables() -> list[str]:
    """Every name that can be called, in alphabetical order."""
    return sorted([name for name, record in CATALOGUE.items() if record.typed] + list(SPELLINGS))


INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "input": "Nobody is asked here: write the number, x = 2.",
        "open": "Write the numbers into the program: x = [1, 2].",
    }
)
"""What to write for functions of Python that read from outside."""
LONGEST = 40
"""Letters of the longest name that is compared with others: longer ones are no slip of the keyboard."""


class Lookalikes:
    """Names among which the one a slip away is found at once: two names one letter apart share one of their shortened forms."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names: set[str] = set()
        self.shortened: dict[str, list[str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        if len(name) <= LONGEST and name not in self.names:
            self.names.add(name)
            for form in _forms(name):
                self.shortened.setdefault(form, []).append(name)

    def nearest(self, name: str) -> str | None:
        """The name one slip of the keyboard away (a letter more, fewer, other, or two swapped), if there is one.

        Short names and names that differ by a digit are meant as they are: w1 is no slip for w2.
        """
        if not 4 <= len(name) <= LONGEST:
            return None
        for form in _forms(name):
            for other in self.shortened.get(form, ()):
                if _one_slip(name, other) and not _digits_differ(name, other):
                    return other
        return None


def _forms(name: str) -> list[str]:
    """The name itself and without each one of its letters."""
    return [name, *(name[:k] + name[k + 1 :] for k in range(len(name)))]


def nearest(name: str, among: Iterable[str]) -> str | None:
    """The one of a few names that is one slip of the keyboard away, where capitals count as small letters."""
    small = {one.lower(): one for one in reversed([*among])}
    return small.get(name.lower()) or small.get(Lookalikes(small).nearest(name.lower()) or "")


def instead(name: str, among: Sequence[str]) -> str | None:
    """What to write for a name that is not there: the one that is meant, else the few that are most like it; None where none is."""
    near = nearest(name, among)
    if near:
        return f"Did you mean {near}?"
    alike = get_close_matches(name.lower()[:LONGEST], among, _MOST, _ALIKE)
    return f"Names like it: {', '.join(alike)}." if alike else None


_MOST, _ALIKE = 6, 0.6
"""Names that are offered for one that is not there, and how much of each must be in it."""


@cache
def nearest_callable(name: str) -> str | None:
    """The function one slip of the keyboard away."""
    return _functions().nearest(name)


@cache
def _functions() -> Lookalikes:
    return Lookalikes(callables())


def _digits_differ(name: str, other: str) -> bool:
    strip = str.maketrans("", "", "0123456789")
    return name.translate(strip) == other.translate(strip)


def _one_slip(a: str, b: str) -> bool:
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    swapped = len(rest_a) > 1 and len(rest_a) == len(rest_b) and rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return swapped or rest_a[1:] == rest_b[1:] or rest_a == rest_b[1:] or rest_a[1:] == rest_b
