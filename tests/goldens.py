"""Writes the golden traces and sources: `python tests/goldens.py`. Both the Python and the JavaScript tests read the traces.

One file per gallery program in goldens/, ops.ndjson with a trace in a line for every op: its first and its last sample; in written/ the
sources to be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from calls import Run, weights
from chainrule import study
from chainrule.gallery import items
from chainrule.ops.catalogue import CATALOGUE
from chainrule.trace.backward import backward, wanted
from chainrule.trace.study import Record
from chainrule.wire.answer import answer
from chainrule.wire.document import document
from chainrule.wire.encode import dumps
from chainrule.wire.request import read_members

FOLDER = Path(__file__).parent / "goldens"
CODE = Path(__file__).parent / "written"
OPS = Path(__file__).parent / "ops.ndjson"


def traces() -> dict[str, Any]:
    """Every gallery program's trace, by id."""
    found: dict[str, Any] = {}
    for item in items():
        asked = {"expr": item.program, "target": item.target, "upstream": item.upstream}
        got = answer(read_members({name: value for name, value in asked.items() if value is not None}))
        assert got.status == 200, (item.id, got.body)
        found[item.id] = json.loads(got.body)
    return found


def op_traces() -> dict[str, Any]:
    """The traces of single ops, by op and sample."""
    found: dict[str, Any] = {}
    for record in CATALOGUE.values():
        for place in {0, len(record.samples) - 1} if record.args else ():
            sample = record.samples[place]
            run = Run(record, sample.arguments, sample.params)
            with np.errstate(all="ignore"):
                upstream = weights(np.shape(run.value))
                back = backward(run.program, run.forward.values, run.out, upstream, wanted(run.program, run.out))
            study = Record(run.program, run.forward.values, run.out, upstream, True, back, (), {}, 0)
            found[f"{record.name} {place}"] = json.loads(dumps(document(study)))
    return found


WRITTEN = {
    "article-conv": ("numpy", "pytorch"),
    "article-matmul": ("numpy", "jax"),
    "article-softmax": ("numpy",),
    "tf-guide-layer": ("numpy", "tensorflow"),
}


def sources() -> dict[str, str]:
    """Gallery programs as source, by id and library."""
    by_id = {item.id: item for item in items()}
    studies = {name: study(by_id[name].program, target=by_id[name].target, upstream=by_id[name].upstream) for name in WRITTEN}
    return {f"{name}.{library}": studies[name].export(library) for name, libraries in WRITTEN.items() for library in libraries}


def compact(trace: Any) -> str:
    return json.dumps(trace, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, trace in traces().items():
        (FOLDER / f"{name}.json").write_text(compact(trace), encoding="utf-8")
    lines = [compact({"name": name, "trace": trace}) for name, trace in op_traces().items()]
    OPS.write_text("".join(lines), encoding="utf-8")
    CODE.mkdir(exist_ok=True)
    for old in CODE.glob("*.txt"):
        old.unlink()
    for name, text in sources().items():
        (CODE / f"{name}.txt").write_text(text, encoding="utf-8")
