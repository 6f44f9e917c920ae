"""Text to tokens, by one regular expression that reads any text: what has no meaning becomes a `stray` token.

`ast` decides what is legal. The tokens serve what must be known before it runs (where statements end, how deep brackets
go) and what must be said after it has refused.
"""

from __future__ import annotations

import keyword
import re
from typing import NamedTuple

FOREIGN_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Blanks that Python does not know. They come with text copied from pages and are read as blanks."""

FRIENDLY = {
    "^": "**",
    "^=": "**=",
    **dict.fromkeys("×·⋅∙∗", "*"),
    **dict.fromkeys("−－", "-"),
    **dict.fromkeys("÷∕", "/"),
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "√": "~",
}
"""Signs as formulas have them, and what they are read as. A root is read where the language has no sign, as `~` binds."""

_SIGNS = "".join(sign for sign in FRIENDLY if not sign.isascii())
_PAST_ASCII = rf"[^\x00-\x7f{FOREIGN_BLANKS}{_SIGNS}]"
_KINDS = (
    ("blank", rf"[ \t\f{FOREIGN_BLANKS}]+|\\(?:\r\n|\r|\n)"),
    ("newline", r"\r\n|\r|\n"),
    ("comment", r"#[^\r\n]*"),
    ("text", r"(?:[bfrtuBFRTU]{1,2})?(?:'''(?:[^\\]|\\[\s\S])*?'''|\"\"\"(?:[^\\]|\\[\s\S])*?\"\"\")"),
    ("open_text", r"(?:[bfrtuBFRTU]{1,2})?(?:'''|\"\"\")[\s\S]*"),
    ("line_text", r"(?:[bfrtuBFRTU]{1,2})?(?:'(?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*'|\"(?:[^\"\\\r\n]|\\(?:\r\n|[\s\S]))*\")"),
    ("open_line_text", r"(?:[bfrtuBFRTU]{1,2})?['\"][^\r\n]*"),
    ("number", r"0[bBoOxX]\w*|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9][0-9_]*)?"),
    # As in Python's own reader, every character past ASCII belongs to a name until the name is judged.
    ("name", rf"(?:[A-Za-z_]|{_PAST_ASCII})(?:[A-Za-z0-9_]|{_PAST_ASCII})*"),
    ("open", r"[(\[{]"),
    ("close", r"[)\]}]"),
    ("operator", r"\.\.\.|\*\*=|//=|<<=|>>=|\*\*|//|<<|>>|->|:=|==|!=|<=|>=|<>|&&|\|\||[-+*/%@&|^]=|[-+*/%@&|^~<>=.,:;]"),
    ("friendly", rf"[{_SIGNS}]"),
    ("stray", r"[\s\S]"),
)
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
_MERGED = {"line_text": "text", "open_line_text": "open_text", "friendly": "operator"}

ASSIGNMENTS = frozenset({"=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>="})
_OPERATOR_WORDS = frozenset({"and", "or", "not", "in", "is"})
_RESERVED = frozenset(keyword.kwlist) - _OPERATOR_WORDS - {"True", "False", "None"}


class Token(NamedTuple):
    """`kind` is newline, comment, text, open_text (its end is missing), number, name, open, close, operator or stray. A friendly sign
    has the `text` it is read as; a root alone keeps its own."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def reserved(self) -> bool:
        """Whether this is a reserved word that is neither a value nor an operator, such as `for`."""
        return self.kind == "name" and self.text in _RESERVED

    @property
    def operator(self) -> bool:
        """Whether this is an operator, words such as `and` included."""
        return (self.kind == "operator" and self.text != "...") or (self.kind == "name" and self.text in _OPERATOR_WORDS)

    @property
    def value(self) -> bool:
        """Whether this alone is a value."""
        if self.kind == "name":
            return self.text not in _OPERATOR_WORDS and self.text not in _RESERVED
        return self.kind in ("number", "text") or self.text == "..."

    @property
    def ends_value(self) -> bool:
        """Whether a value may end here, so that a sign after it stands between two values."""
        return self.kind == "close" or self.value


def scan(text: str) -> list[Token]:
    """Every token, without blanks, joined lines and a byte order mark at the beginning."""
    tokens = []
    for found in _TOKEN.finditer(text, text.startswith("\ufeff")):
        kind = found.lastgroup or "stray"
        if kind != "blank":
            typed = found[0]
            tokens.append(Token(_MERGED.get(kind, kind), typed if typed == "√" else FRIENDLY.get(typed, typed), *found.span()))
    return tokens


def unquote(text: str) -> tuple[str, str, str]:
    """A text token as prefix with opening quotes, inside, closing quotes."""
    prefix = len(text) - len(text.lstrip("bfrtuBFRTU"))
    width = 3 if text[prefix : prefix + 3] in ("'''", '"""') and len(text) >= prefix + 6 else 1
    return text[: prefix + width], text[prefix + width : -width], text[-width:]
