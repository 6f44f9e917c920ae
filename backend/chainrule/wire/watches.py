"""What a program prints, as it travels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chainrule.program.graph import Shown, Slope, Told
from chainrule.program.graph import Watch as Watched
from chainrule.trace.reading import read, told
from chainrule.trace.study import Record
from chainrule.wire.models import Tensor, Watch, Words
from chainrule.wire.seen import Seen, gradient_by, value_of
from chainrule.wire.template import Template


def watches(record: Record, blanks: Template[Seen]) -> list[Watch]:
    program = record.program
    known: dict[int, Any] = {}

    def tensor(of: int | Slope) -> Tensor | None:
        if isinstance(of, Slope):
            return None if read(record, of) is None else blanks.tensor(gradient_by(of.wrt), program.shapes[of.wrt])
        if of not in known:
            known[of] = blanks.tensor(value_of(of), program.shapes[of])
        return known[of]  # type: ignore[no-any-return]

    def words(parts: Sequence[str | Shown]) -> Words:
        """Adjoining words as one text, with what follows the numbers filled in anew in every run."""
        if all(isinstance(part, str) for part in parts):
            return {"text": told(record, parts)}
        return {"text": blanks.json(lambda run: told(run.record, parts))}

    def line(watch: Watched) -> Watch:
        values: list[Tensor | Words] = []
        pending: list[str | Shown] = [watch.around[0]]
        for value, after in zip(watch.values, watch.around[1:], strict=True):
            shown = tensor(value.of) if isinstance(value, Shown) and value.form is None and not value.dtype else None
            if shown is not None:
                values += [words(pending), shown] if any(pending) else [shown]
                pending = []
            else:
                pending += value.parts if isinstance(value, Told) else [value if isinstance(value, Shown) else str(value)]
            pending.append(after)
        return {"span": list(watch.span), "values": [*values, words(pending)] if any(pending) else values}

    return [line(watch) for watch in program.watches]
