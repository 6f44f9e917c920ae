"""What a person who runs the service may choose."""

from __future__ import annotations

from dataclasses import dataclass

from chainrule.limits import LIMITS


@dataclass(frozen=True, slots=True)
class Settings:
    """`root_path` is the prefix a proxy serves us under; `frame_ancestors` who may frame `/embed`, in the words of the CSP:
    the star does not stand for a page opened from disk, as a teacher has it before it is put up."""

    workers: int = 2
    root_path: str = ""
    frame_ancestors: str = "* file:"
    wall_seconds: float = LIMITS["wall"].value
    queue: int = LIMITS["queue"].value
    queue_seconds: float = LIMITS["queue_wait"].value
    cache_bytes: int = 64 * 1024 * 1024
