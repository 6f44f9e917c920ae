"""Writes the golden traces, one per gallery program: `python tests/goldens.py`. Both the Python and the JavaScript tests read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chainrule.gallery import items
from chainrule.wire.answer import answer
from chainrule.wire.request import read_members

FOLDER = Path(__file__).parent / "goldens"


def traces() -> dict[str, Any]:
    """Every gallery program's trace, by id."""
    found: dict[str, Any] = {}
    for item in items():
        asked = {"expr": item.program, "target": item.target, "upstream": item.upstream}
        got = answer(read_members({name: value for name, value in asked.items() if value is not None}))
        assert got.status == 200, (item.id, got.body)
        found[item.id] = json.loads(got.body)
    return found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, trace in traces().items():
        (FOLDER / f"{name}.json").write_text(json.dumps(trace, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
