"""Any text at all: parsing never raises, never warns, and marks places within the text."""

from __future__ import annotations

import ast
import unicodedata
from dataclasses import fields
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chainrule.errors import CODES
from chainrule.language import parse, syntax
from chainrule.language.constructs import DUNDERS
from chainrule.language.tokens import FRIENDLY, scan

_WORDS = """x y1 θ 𝒙 é e\u0301 ﬁ x² xᵀ · × − 2 0.5 1e9 2x 2j 0x 007 1__0 1if + - * / // % ** @ ^ ~ & | << >> = == != < <= :=
-> <> += ^= ( ) [ ] { } , ; : . ... ' " ''' \"\"\" 'a' f'{x}' b'' r'\\d' "\\d" # ! ? $ ` \\ if else elif for in while def class
lambda not and or is import from as with try except return yield await async del pass True None print _x __a__ match case type
\x00 \ufeff 😀"""
_BLANKS = [" ", "  ", "\t", "\n", "\r\n", "\r", "\\\n", "\n  ", "\n\t", "\x0c", "\u00a0", "\u2028"]
_PIECES = st.lists(st.sampled_from([*_WORDS.split(), *_BLANKS]), max_size=25)
_SOUP = st.one_of(_PIECES.map("".join), _PIECES.map(" ".join))
# Time is judged by the tests of the ceilings, not here, where the machine may be busy.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_ANY = st.text(st.characters(exclude_categories=()), max_size=60)


def _check(text: str) -> None:
    parsed = parse(text)
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert parsed.problems or (parsed.module and parsed.module.statements)
    assert len(parsed.problems) <= 20
    spans = [problem.span for problem in parsed.problems]
    for problem in parsed.problems:
        assert problem.code in CODES and problem.hint
        assert problem.span is not None and 0 <= problem.span[0] <= problem.span[1] <= length
        (problem.detail + problem.hint).encode()
    assert spans == sorted(spans, key=lambda span: span[0] if span else 0)
    units = text.encode("utf-16-le", "surrogatepass")
    waiting: list[Any] = list(parsed.module.statements) if parsed.module else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node
        if not hasattr(node, "span"):
            continue
        assert 0 <= node.span[0] < node.span[1] <= length
        if isinstance(node, syntax.Name):
            typed = units[2 * node.span[0] : 2 * node.span[1]].decode("utf-16-le")
            assert unicodedata.normalize("NFKC", typed) == node.name and (not node.name.startswith("__") or node.name in DUNDERS)
        waiting += [getattr(node, each.name) for each in fields(node)]


@_UNHURRIED
@given(_ANY)
def test_any_characters_are_answered(text: str) -> None:
    _check(text)


@settings(_UNHURRIED, max_examples=400)
@given(_SOUP)
@example("x = '\\N{}'")
@example("'''\\\n")
@example("x\n\\")
@example("\\\n  x = 1\n  y = 2")
@example("a\u2028b = 1")
@example("x = (\x0c\n1)")
@example("if x:\n  y = (\nz = 1")
def test_any_words_in_any_order_are_answered(text: str) -> None:
    _check(text)


@_UNHURRIED
@given(_SOUP)
def test_tokens_cover_the_text_in_order(text: str) -> None:
    end = 0
    for token in scan(text):
        typed = text[token.start : token.end]
        assert end <= token.start < token.end and token.text in (typed, FRIENDLY.get(typed))
        end = token.end


@settings(_UNHURRIED, max_examples=300)
@given(_SOUP)
def test_what_python_refuses_is_refused(text: str) -> None:
    parsed = parse(text)
    if parsed.problems or parsed.module is None or any(sign in text for sign in (*"\u00a0\ufeff;%!", *FRIENDLY)):
        return
    # Python wants the first line at the margin; here the first line sets it.
    lines = text.replace("\x0c", " ").lstrip(" \t\r\n")
    if "\n" not in lines and "\r" not in lines and "\\" not in lines:
        ast.parse(lines)
