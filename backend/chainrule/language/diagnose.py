"""Why a statement that `ast` refuses cannot be read: the first token that has no place where it stands.

The reasons are found here and not in Python's messages, which differ from version to version.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from chainrule.errors import Problem
from chainrule.language.chunks import HEADS, Chunk
from chainrule.language.constructs import READ, WORDS
from chainrule.language.misplaced import misplaced
from chainrule.language.source import Source, quote
from chainrule.language.tokens import ASSIGNMENTS, Token

_ASKING = frozenset({"if", "elif", "while"})
_FORMS = {
    "if": "if x > 0:",
    "elif": "elif x > 0:",
    "else": "else:",
    "while": "while x < 10:",
    "for": "for i in range(3):",
    "def": "def f(x):",
    "with": "with torch.no_grad():",
    "class": "class Net(nn.Module):",
}


def diagnose(source: Source, error: SyntaxError) -> Problem:
    """The problem of a statement; `error` gives the place when the tokens give none."""
    found = _slip(source) or _header(source) or (lines(source) if source.chunk.compound else misplaced(source))
    if found is None:
        span = _place(source, error)
        text = error.msg or ""
        if "follows keyword" in text:
            return Problem("syntax", "A plain argument stands behind a named one.", span, "Put the plain arguments first.")
        if "repeated" in text:
            return Problem("syntax", "An argument is named twice.", span, "Name it once.")
        if isinstance(error, IndentationError):
            hint = "Begin the lines of one body at the same place."
            return Problem("syntax", "This line is indented differently from those around it.", span, hint)
        found = Problem("syntax", "The statement cannot be read from here on.", span, "Compare with y = f(x, axis=0) + w[0, 1:3] @ v.T.")
    return found


def _slip(source: Source) -> Problem | None:
    """A first word that is a slip of the keyboard for one of the language: `fro i in range(3):`."""
    first, *rest = source.chunk.tokens
    if first.kind != "name" or first.reserved or not rest or rest[0].text in ASSIGNMENTS or rest[0].text in (".", "(", "[", ","):
        return None
    word = first.text
    for known in READ:
        swapped = len(word) > 2 and sorted(word) == sorted(known)
        if swapped or (len(word) > 3 and SequenceMatcher(None, word, known).ratio() > 0.85):
            return Problem("syntax", f"{quote(word)} begins no statement.", source.at(first), f"Did you mean {known}?")
    return None


def _header(source: Source) -> Problem | None:
    first = source.chunk.tokens[0]
    if first.text in ("elif", "else"):
        hint = f"Put it under an if, indented as far: if x > 0: ... {first.text}: ..."
        return Problem("syntax", f"This {first.text} has no if above it.", source.at(first), hint)
    after = source.chunk.tokens[1].text if len(source.chunk.tokens) > 1 else ""
    if first.text in WORDS and first.text not in READ and after not in ASSIGNMENTS:
        return source.unavailable(WORDS[first.text], source.at(first), first.start)
    return None


def lines(source: Source) -> Problem | None:
    """The first fault in the lines of a statement that has a body, each read by itself."""
    tokens = source.chunk.tokens
    for number, line in enumerate(pieces := _logical(source)):
        first, last = line[0], line[-1]
        if first.text in HEADS:
            if last.text != ":":
                hint = f"End the line with a colon: {_FORMS[first.text]}."
                inner = misplaced(Source(source.text, Chunk(0, line[1:]), source.offsets)) if line[1:] and first.text in _ASKING else None
                return inner or Problem(
                    "syntax", f"A colon is missing at the end of this line, after {quote(last.text)}.", source.at(last), hint
                )
            head = _head(line, source)
            if head is not None:
                return head
            after = pieces[number + 1] if number + 1 < len(pieces) else None
            if after is None or (not _same_line(last, after[0], source) and _column(after[0], source) <= _column(first, source)):
                hint = "Write them below it, indented by four blanks; pass does nothing."
                return Problem("syntax", f"The lines that belong to this {quote(first.text)} are missing.", source.at(first), hint)
        elif first.text in WORDS and first.text not in READ:
            return source.unavailable(WORDS[first.text], source.at(first), first.start)
        elif first.text not in READ or first.text in ("return", "lambda"):
            slip = _slip(Source(source.text, Chunk(0, line), source.offsets))
            if slip is not None:
                return slip
            rest = line[1:] if first.text == "return" else line
            problem = misplaced(Source(source.text, Chunk(0, rest), source.offsets)) if rest else None
            if problem is not None:
                return problem
    assert tokens
    return None


def _head(line: list[Token], source: Source) -> Problem | None:
    """What is wrong between the first word of a header and its colon."""
    first, inner = line[0], line[1:-1]
    if first.text == "else" and inner:
        return Problem("syntax", "else has no condition.", source.at(inner[0]), "Write else: alone, or elif with a condition.")
    if first.text in _ASKING and not inner:
        return Problem("syntax", f"The condition of {first.text} is missing.", source.at(first), f"Write {_FORMS[first.text]}.")
    if first.text in _ASKING:
        for token in inner:
            if token.text == "=" and not _bracketed(token, inner):
                return Problem("syntax", "“=” assigns; a condition compares.", source.at(token), "To compare write ==.")
        return misplaced(Source(source.text, Chunk(0, inner), source.offsets))
    if first.text == "for":
        place = next((k for k, token in enumerate(inner) if token.text == "in"), None)
        if place is None or place == 0 or place == len(inner) - 1:
            return Problem("syntax", "A for loop names what it goes through.", source.at(first), f"Write {_FORMS['for']}.")
        return misplaced(Source(source.text, Chunk(0, inner[place + 1 :]), source.offsets))
    if first.text == "def" and not (len(inner) > 2 and inner[0].kind == "name" and inner[1].text == "("):
        return Problem("syntax", "A function has a name and brackets.", source.at(first), f"Write {_FORMS['def']}.")
    if first.text == "def" and inner[0].reserved:
        return Problem("syntax", f"{quote(inner[0].text)} is a reserved word.", source.at(inner[0]), "Choose another name.")
    return None


def _bracketed(token: Token, among: list[Token]) -> bool:
    depth = 0
    for one in among:
        if one is token:
            return depth > 0
        depth += (one.kind == "open") - (one.kind == "close")
    return False


def _logical(source: Source) -> list[list[Token]]:
    """The lines of a chunk as tokens: a header ends at its colon, others at a semicolon or the end of a line outside brackets."""
    found: list[list[Token]] = [[]]
    depth = lambdas = 0
    before: Token | None = None
    for token in source.chunk.tokens:
        fresh = before is not None and depth == 0 and not _same_line(before, token, source)
        if fresh and found[-1]:
            found.append([])
            lambdas = 0
        depth = max(depth + (token.kind == "open") - (token.kind == "close"), 0)
        lambdas += token.text == "lambda"
        before = token
        if token.text == ";" and depth == 0:
            if found[-1]:
                found.append([])
            continue
        found[-1].append(token)
        if token.text == ":" and depth == 0 and found[-1][0].text in HEADS:
            if lambdas:
                lambdas -= 1
            else:
                found.append([])
    return [line for line in found if line]


def _same_line(one: Token, other: Token, source: Source) -> bool:
    return (
        source.offsets.line(max(one.end - 1, one.start)) == source.offsets.line(other.start) or "\\" in source.text[one.end : other.start]
    )


def _column(token: Token, source: Source) -> int:
    return source.offsets.column(token.start)


def _place(source: Source, error: SyntaxError) -> tuple[int, int]:
    """The token at or after the place that Python names; the last one when there is none."""
    line, column = error.lineno or 1, max((error.offset or 1) - 1, 0)
    position = source.offsets.character(source.chunk.start, line, 0) + column
    tokens = source.chunk.tokens
    return source.at(next((token for token in tokens if token.end > position), tokens[-1]))
