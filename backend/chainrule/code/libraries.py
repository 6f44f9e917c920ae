"""The libraries a program can be written for, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chainrule.code import in_jax, in_numpy, in_pytorch, in_tensorflow
from chainrule.code.automatic import automatic
from chainrule.code.by_hand import by_hand
from chainrule.code.library import Library
from chainrule.trace.study import Record

_ALL = (in_numpy.LIBRARY, in_pytorch.LIBRARY, in_jax.LIBRARY, in_tensorflow.LIBRARY)
LIBRARIES: Mapping[str, Library] = MappingProxyType({one.name: one for one in _ALL})


def code(record: Record, name: str) -> str:
    """A program that ran, as source that gives the same values and gradients when it is run."""
    library = LIBRARIES[name]
    return by_hand(record, library) if library.frame is None else automatic(record, library)
