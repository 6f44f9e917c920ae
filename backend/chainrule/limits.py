"""Every ceiling, with its reason. All are checked before the work they bound is done, from counts and shapes alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chainrule.errors import Refused


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling: `value` is the last that is allowed, `code` the error past it."""

    name: str
    value: int
    unit: str
    code: str
    reason: str

    def check(self, actual: int) -> None:
        """Raise `Refused` when `actual` is past the ceiling."""
        if actual > self.value:
            raise Refused(self.code, f"{actual:,} {self.unit}; at most {self.value:,} are allowed.", limit=self.value, actual=actual)


_LIMITS = (
    Limit("body", 128 * 1024, "bytes", "body-too-large", "Twice the longest text, for JSON escapes and inputs."),
    Limit("text", 64 * 1024, "characters", "text-too-long", "Longer than any course page; keeps parsing under 0.1 s."),
    Limit("lines", 2_000, "lines", "too-many-lines", "A page of 2,000 lines is a file, not an example."),
    Limit("syntax", 10_000, "syntax nodes", "too-much-syntax", "Bounds the walk over the text before anything runs."),
    Limit("nesting", 150, "levels of nesting", "too-deep", "Below the parser's own limit, so that the message is ours."),
    Limit("nodes", 20_000, "graph nodes", "too-many-nodes", "What a page can still show; the library takes five times as many."),
    Limit("library_nodes", 100_000, "graph nodes", "too-many-nodes", "What fits in memory with every partial kept."),
    Limit("edges", 40_000, "graph edges", "too-many-nodes", "Two for every node; only joining long lists again and again takes more."),
    Limit("library_edges", 200_000, "graph edges", "too-many-nodes", "Two for every node here, too."),
    Limit("iterations", 10_000, "passes of loops", "too-many-iterations", "More passes than a person steps through; an endless loop ends soon."),
    Limit("calls", 100, "calls within calls", "too-many-calls", "Deeper than any example; an endless recursion ends soon."),
    Limit("parts", 185_000, "parts of expressions evaluated", "too-much-work", "About half a second, with every node counted as three parts."),
    Limit("library_parts", 925_000, "parts of expressions evaluated", "too-much-work", "Five times as many, as there may be of nodes."),
    Limit("words", 10_000, "characters in one text", "too-much-work", "Longer than any line that is printed; a text that doubles in a loop ends soon."),
    Limit("axes", 8, "axes", "too-many-axes", "Index letters stay readable, and copies by broadcasting stay small."),
    Limit("entries", 1_000_000, "entries", "tensor-too-large", "8 MB in float64; larger ones cannot be read by a person."),
    Limit("memory", 128 * 1024 * 1024, "bytes of values, slopes and gradients", "too-much-memory", "As many as are computed, summed up and sent in about a second."),
    Limit("flops", 2_000_000_000, "arithmetic operations", "too-much-work", "About a second of one core."),
    Limit("tensor_on_wire", 4_096, "entries", "", "Past it a tensor travels as summary and preview."),
    Limit("trace_on_wire", 50_000, "entries", "", "Past it further tensors travel as summary and preview."),
    Limit("previews_on_wire", 100_000, "entries", "", "Past it further previews are of two entries an axis."),
    Limit("refusal_on_wire", 4_000, "graph nodes", "", "About 2 MB; past it a refusal says its fault and leaves out the graph of what ran."),
    Limit("notices", 500, "notices of a kind", "", "More than a person reads; one more says that there are others."),
    Limit("checks", 1_024, "gradient entries to check", "too-much-work", "More than a person looks through; each takes up to 76 runs of the program."),
    Limit("window", 4_096, "entries of a window", "tensor-too-large", "As many as travel in one tensor of a trace."),
    Limit("paths", 256, "paths to list", "too-much-work", "A sum of more products than this is not read; their number is told."),
    Limit("path_edges", 20_000, "edges on all listed paths", "", "Past it no further path is listed, but all are counted."),
    Limit("wall", 3, "seconds of a run", "too-slow", "Longer than any example takes; a page that waits longer has lost its reader."),
    Limit("worker_memory", 512 * 1024 * 1024, "bytes of address space", "too-much-memory", "Eight times the values; two workers fit any machine."),
    Limit("queue", 1_024, "requests that wait", "busy", "A lecture hall at once; more would only time out."),
    Limit("queue_wait", 8, "seconds in the queue", "busy", "Past it the answer comes too late to be of use."),
)

LIMITS: Mapping[str, Limit] = MappingProxyType({limit.name: limit for limit in _LIMITS})

NODE_BYTES, NODE_FLOPS = (LIMITS[name].value // LIMITS["library_nodes"].value for name in ("memory", "flops"))
"""What every node may take when there are as many as there may be."""
