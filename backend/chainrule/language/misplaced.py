"""The first token of a line that has no place where it stands: tokens are read as values and signs in turn."""

from __future__ import annotations

import re
from itertools import pairwise

from chainrule.errors import Problem
from chainrule.language.constructs import READ, WORDS
from chainrule.language.lookalikes import lookalike
from chainrule.language.source import Source, brief, quote
from chainrule.language.tokens import ASSIGNMENTS, Token

_NUMBER = re.compile(
    r"0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO](_?[0-7])+|0(_?0)*|[1-9](_?[0-9])*"
    r"|([0-9](_?[0-9])*\.([0-9](_?[0-9])*)?|\.[0-9](_?[0-9])*|[0-9](_?[0-9])*(?=[eE]))([eE][-+]?[0-9](_?[0-9])*)?"
)
_OTHER_SIGNS = {"&&": "and", "||": "or", "<>": "!=", "->": "="}
_SPLIT_SIGNS = frozenset({"<=", ">=", "!=", "**", "//", "+=", "-=", "*=", "/="})
_TURNED_SIGNS = {"=>": ">=", "=<": "<=", "=!": "!="}
_JOINING = frozenset({"if", "else", "for", "lambda"})
"""Reserved words that may stand between two values."""
_LEADING = frozenset({"-", "+", "~", "√", "not"})


def misplaced(source: Source) -> Problem | None:
    """Reads the tokens as values and signs in turn. `wanted` says whether a value must come next."""
    wanted = True
    brackets: list[tuple[Token, bool]] = []
    before: Token | None = None
    for index, token in enumerate(source.chunk.tokens):
        after = source.chunk.tokens[index + 1] if index + 1 < len(source.chunk.tokens) else None
        problem = _character(token, source) or _word(token, before, after, bool(brackets), source)
        if problem is None and token.kind == "close":
            indexed = brackets.pop()[1] if brackets else False
            if wanted and before and before.operator and before.text not in (",", ":"):
                problem = _missing(before, token, source)
            elif indexed and before and before.text == "[":
                problem = Problem("syntax", "Between [ and ] an index is missing.", source.at(before), "Write x[0], for example.")
            wanted = False
        elif problem is None and token.operator:
            bracket, calls = brackets[-1] if brackets else (None, False)
            within = "" if bracket is None else "call" if calls and bracket.text == "(" else bracket.text
            problem = _sign(token, before, after, wanted, within, source) or _left_side(index, within, source)
            wanted = True
        elif problem is None and token.reserved and token.text in _JOINING:
            wanted = True
        elif problem is None and not wanted and before and (token.value or token.text == "{"):
            problem = _side_by_side(before, token, bool(brackets), source)
        if token.kind == "open":
            brackets.append((token, before is not None and before.ends_value))
            wanted = True
        elif token.value:
            wanted = False
        if problem is not None:
            return problem
        before = token
    if wanted and before and (before.operator or before.text in _JOINING) and before.text not in (",", ":"):
        return _unfinished(before, source)
    return _unjoined(source)


def _unjoined(source: Source) -> Problem | None:
    """A word that joins values, without the words that belong to it."""
    words = [token for token in source.chunk.tokens if token.reserved and token.text in _JOINING]
    said = [token.text for token in words]
    for token in words:
        if token.text == "if" and "else" not in said and "for" not in said:
            return Problem("syntax", "A choice between two values needs its else.", source.at(token), "Write a if x > 0 else b.")
        if token.text == "else" and "if" not in said:
            return Problem("syntax", "This else has no if before it.", source.at(token), "Write a if x > 0 else b.")
        if token.text == "for":
            hint = "A loop begins its line; within brackets write [f(i) for i in range(3)]."
            return Problem("syntax", "“for” cannot stand here.", source.at(token), hint)
        if token.text == "lambda":
            return Problem("syntax", "A lambda has a colon before its value.", source.at(token), "Write lambda x: x * x.")
    return None


def _character(token: Token, source: Source) -> Problem | None:
    if token.kind == "number" and not _NUMBER.fullmatch(token.text):
        hint = "Leave out the zeros in front." if token.text.lstrip("0").isdecimal() else "Write digits with one point: 0.5, 12, 1e-3."
        return Problem("syntax", f"{quote(token.text)} is not a number.", source.at(token), hint)
    if token.kind == "stray" or (token.kind == "name" and not token.text.isidentifier()):
        bad = (place for place, letter in enumerate(token.text) if not f"a{letter}".isidentifier())
        position = token.start + (0 if token.kind == "stray" else next(bad, 0))
        return lookalike(source.text[position], source.text[:position], source.offsets.span(position, position + 1))
    return None


def _word(token: Token, before: Token | None, after: Token | None, within: bool, source: Source) -> Problem | None:
    """A reserved word where a name was meant, or one that begins a construct."""
    if token.kind == "name" and not token.value and after is not None and after.text in ASSIGNMENTS:
        hint = f"Choose another name, such as {token.text[:3]}_1."
        return Problem("syntax", f"{quote(token.text)} is a reserved word.", source.at(token), hint, {"word": token.text})
    if token.reserved:
        if token.text in _JOINING and (token.text == "lambda" or before is not None) and not (before and before.text == "."):
            return None
        if token.text in WORDS and token.text not in READ and not (before and before.text == "."):
            kind = WORDS[token.text]
            return source.unavailable(kind, source.at(token), token.start)
        hint = "Choose another name."
        return Problem("syntax", f"The reserved word {quote(token.text)} cannot stand here.", source.at(token), hint, {"word": token.text})
    return None


def _sign(token: Token, before: Token | None, after: Token | None, wanted: bool, within: str, source: Source) -> Problem | None:
    """An operator that has no place here, or no value on its left."""
    text, span = token.text, source.at(token)
    if text in _OTHER_SIGNS:
        return Problem("syntax", f"{quote(text)} is not an operator of the language.", span, f"Write {_OTHER_SIGNS[text]}.")
    if text == ":=":
        return source.unavailable("NamedExpr", span, token.start)
    if text == ";":
        return Problem("syntax", "A semicolon cannot stand within brackets.", span, "Put a comma, or another pair of brackets for a row.")
    if text == "." and not wanted and not (after and after.kind == "name"):
        return Problem("syntax", "After the point a name is missing.", span, "Write x.T, for example; 0.5 has no blank.")
    if text == ":" and within not in ("[", "{"):
        return _colon(span, within)
    if text in ASSIGNMENTS and within and not (within == "call" and _names_argument(token, source)):
        hint = "To compare write ==; an argument is named by one word: f(x, axis=0)."
        return Problem("syntax", f"{quote(text)} cannot stand within brackets.", span, hint)
    if not wanted and (text in ("~", "√") or (text == "not" and not (after and after.text == "in"))):
        return Problem("syntax", f"{quote(text)} stands before one value, not between two.", span, "Write a and not b, for example.")
    if not wanted or text in _LEADING or (text == ":" and within in ("[", "{")):
        return None
    if before is None and text == ">>":
        hint = "Leave out the prompts >>> and ... of Python's console, and the lines it answered with."
        return Problem("syntax", "This line begins with the prompt of Python's console.", span, hint)
    if before is None:
        return Problem("syntax", f"A value is missing before {quote(text)}.", span, "Begin the line with a name or a number.")
    return _missing(before, token, source)


def _colon(span: tuple[int, int], within: str) -> Problem:
    if within in ("(", "call"):
        return Problem("syntax", "A colon cannot stand within round brackets.", span, "A slice stands in square ones: x[1:3].")
    return Problem("syntax", "A colon cannot stand here.", span, "To assign write =: x = 2.")


def _names_argument(token: Token, source: Source) -> bool:
    """Whether an `=` follows one word that follows a bracket or a comma."""
    index = source.chunk.tokens.index(token)
    word, mark = source.chunk.tokens[index - 1], source.chunk.tokens[index - 2]
    return token.text == "=" and word.kind == "name" and word.value and mark.text in ("(", ",")


def _left_side(index: int, within: str, source: Source) -> Problem | None:
    """What stands on the left of an assignment and is no name."""
    tokens = source.chunk.tokens
    token = tokens[index]
    if within or token.text not in ASSIGNMENTS:
        return None
    left: list[Token] = []
    for other in reversed(tokens[:index]):
        if other.text == "=":
            break
        left.append(other)
    span = source.offsets.span(left[-1].start, left[0].end) if left else source.at(token)
    hint = "To compare write ==; to assign, put the name on the left: y = x + 1."
    for other in left:
        if other.kind in ("number", "text") or other.text in ("True", "False", "None") or (other.operator and other.text not in (",", ".")):
            return Problem("syntax", f"Only a name can stand on the left of {token.text}, not {quote(other.text)}.", span, hint)
    if left and re.fullmatch(r"\w+ \( (\w+ , )*\w+ \) =", " ".join(one.text for one in (*reversed(left), token))):
        head = source.text[left[-1].start : left[0].end]
        hint = f"To define a function write def {brief(head, 'f(x)')}: return ..., to compare ==."
    for right, other in pairwise(left):
        if right.text == "(" and other.ends_value:
            return Problem("syntax", f"A call cannot stand on the left of {token.text}.", span, hint)
    return None


def _missing(before: Token | None, token: Token, source: Source) -> Problem:
    """Two signs in a row, or a bracket that closes after a sign."""
    assert before is not None
    joined = before.text + token.text
    span = source.offsets.span(before.start, token.end)
    detail = f"A value is missing between {quote(before.text)} and {quote(token.text)}."
    hint = "Write the value, or take one of the two out."
    if joined == "==":
        hint = "To compare write == without a blank; to assign write one =."
    elif joined in _TURNED_SIGNS:
        hint = f"Write {_TURNED_SIGNS[joined]}."
    elif joined in _SPLIT_SIGNS:
        hint = f"Write {joined} without a blank."
    return Problem("syntax", detail, span, hint)


def _unfinished(last: Token, source: Source) -> Problem:
    counts = source.chunk.tokens[-2:]
    if len(counts) == 2 and counts[0].text == counts[1].text and last.text in ("+", "-"):
        said = quote(2 * last.text)
        name = next((token.text for token in source.chunk.tokens if token.kind == "name"), "x")
        return Problem("syntax", f"Python has no {said}.", source.at(last), f"Write {brief(name)} {last.text}= 1.")
    side = "Nothing stands on the right of =." if last.text == "=" else f"The line ends after {quote(last.text)}: a value is missing."
    return Problem("syntax", side, source.at(last), "Finish the line; within brackets it may go on in the next one.")


def _side_by_side(before: Token, token: Token, within: bool, source: Source) -> Problem:
    """Two values without a sign between them."""
    span = source.offsets.span(before.start, token.end)
    detail = f"A sign is missing between {quote(before.text)} and {quote(token.text)}."
    if before.kind == "name" and token.text != "{":
        hint = f"For a call write {brief(before.text)}({brief(token.text)}); for a product {brief(before.text)} * {brief(token.text)}."
    elif before.kind == "close":
        hint = "Put a sign between them: * for a product, a comma between entries."
    else:
        hint = f"For a product write {brief(before.text, '2')} * {brief(token.text)}."
    if within and before.kind != "close":
        hint = f"Between entries a comma stands: {brief(before.text, '2')}, {brief(token.text)}. {hint}"
    return Problem("syntax", detail, span, hint)
