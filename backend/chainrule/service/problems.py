"""Problems as RFC 9457 bodies, for faults that are met outside a program."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.errors import Problem
from chainrule.wire.answer import refusal

MEDIA_TYPE = "application/problem+json"


def document(problems: Sequence[Problem], **more: object) -> bytes:
    """The first problem's members, then all of them, then `more`."""
    return refusal(problems, **more)
