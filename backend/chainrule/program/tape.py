"""What a tape of TensorFlow has recorded."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Tape:
    """What ran within `with tf.GradientTape()`: nodes from `start` on, up to `stop` once it has ended. `watched`: nodes a gradient can
    be asked by; `accessed`: variables are watched of themselves."""

    persistent: bool
    accessed: bool
    start: int = 0
    stop: int | None = None
    watched: set[int] = field(default_factory=set)
    used: bool = False
