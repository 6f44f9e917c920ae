"""Checked gradient entries as a table, for a terminal.

    entry    gradient  central difference  relative error
    w[0, 1]       114                 114         5.8e-11  agrees
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from chainrule.exports.table import columns, number
from chainrule.wire.models import CheckAnswer, CheckEntry

SAID: Mapping[str, str] = MappingProxyType(
    {
        "agree": "agrees",
        "kink": "differs by a convention: a corner",
        "tie": "differs by a convention: a tie",
        "rounding": "too close to call: rounding",
        "not finite": "nothing finite to compare",
        "stated": "DIFFERS: the program states this derivative itself",
        "differs": "DIFFERS",
    }
)


def render(answer: CheckAnswer) -> bytes:
    """One line an entry, and how many of how many were checked."""
    rows = [("entry", "gradient", "central difference", "relative error", "")]
    rows += [_row(one) for one in answer["entries"]]
    agree = sum(one["verdict"] == "agree" for one in answer["entries"])
    checked, total = answer["checked"], answer["total"]
    all_of = f"{checked:,} of {total:,} gradient entries checked, " if checked < total else ""
    return ("\n".join([*columns(rows), "", f"{all_of}{agree:,} of {checked:,} agree"]) + "\n").encode()


def _row(one: CheckEntry) -> tuple[str, str, str, str, str]:
    gradient, difference = float(one["gradient"]), float(one["difference"])
    apart, scale = abs(gradient - difference), max(abs(gradient), abs(difference))
    nothing = one["verdict"] == "agree" and apart > 0 and scale < float(one["error"]) / _SURE
    apart = apart / scale if scale and math.isfinite(scale) else apart
    return one["name"], number(gradient), number(difference), "-" if nothing else f"{apart:.2g}", SAID[one["verdict"]]


_SURE = 1e-3
"""Share of the larger that the difference must be sure of, or both are 0 as far as one can tell."""
