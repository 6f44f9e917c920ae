"""Characters that come with formulas and copied text, and what to type instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from chainrule.errors import Problem, Span

LOOKALIKES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("−–—‐‑﹣－", "-"),
        **dict.fromkeys("×·⋅∙•∗⊙⨯", "*"),
        **dict.fromkeys("÷∕⁄", "/"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚´", "'"),
        "＋": "+",
        "＝": "=",
        "≔": "=",
        "←": "=",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "，": ",",
        "．": ".",
        "：": ":",
        "∧": "and",
        "∨": "or",
        "¬": "not",
    }
)
_PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "√": "For a root write sqrt(x).",
        "∑": "For a sum write sum(x).",
        "∂": "Gradients are computed for every name: leave it out.",
        "∇": "Gradients are computed for every name: leave it out.",
        "′": "Choose a name of letters and digits: x1.",
        "!": "For not equal write !=; for truth write not.",
        "?": "A choice by a condition is not available: write the value that is chosen.",
        "$": "Formulas are typed without $.",
        "\\": "A backslash joins two lines only as the last character of a line; functions have no backslash.",
    }
)
_LAST_NAME = re.compile(r"[^\W\d]\w*\Z")
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))


def lookalike(letter: str, before: str, span: Span) -> Problem:
    """The problem of a character that has no meaning. `before` is the text up to it."""
    shown = f"{letter} (U+{ord(letter):04X})" if letter.isprintable() else f"U+{ord(letter):04X}"
    found = _LAST_NAME.search(before[-40:])
    base = found[0] if found else "x"
    if letter in LOOKALIKES:
        hint = f"Write {LOOKALIKES[letter]} instead."
    elif letter in _RAISED:
        hint = f"For a power write {base} ** {_RAISED[letter]}."
    elif letter in _LOWERED:
        hint = f"Write {base}{_LOWERED[letter]}."
    else:
        hint = _PHRASES.get(letter, "Delete it." if not letter.isprintable() else "Delete it, or use letters, digits and + - * / ** @.")
    return Problem("syntax", f"The character {shown} has no meaning here.", span, hint, {"character": f"U+{ord(letter):04X}"})
