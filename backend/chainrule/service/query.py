"""The query string of GET /api/v1/trace, and `--vars` of the command line, as the members of a request.

    expr=(x+y)*z&vars=x:-2,y:[1,2]&target=q&upstream=[1,2]      {"expr": "(x+y)*z", "vars": {"x": -2, "y": [1, 2]}, ...}
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

from chainrule.errors import ChainruleError, Problem

Nested = float | str | list["Nested"]

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
WORDS = ("NaN", "Infinity", "-Infinity")
TOKEN = re.compile(rf"\s*({'|'.join(WORDS)}|{NUMBER.pattern}|[\[\],])\s*")
PAIR = re.compile(r"\s*(?P<name>\w+)\s*[:=]\s*(?P<value>[^:=]*?)\s*(?:,(?=\s*\w+\s*[:=])|$)")
DEPTH = 8


def read_query(query: bytes) -> dict[str, object]:
    """The members of a request. Names that no request has stay in: the request model says what is wrong with them."""
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict")
    except ValueError:
        raise refuse("The query string is not percent-encoded UTF-8.") from None
    members: dict[str, object] = {}
    for name, text in pairs:
        if name in members:
            raise refuse(f"{name} is given twice.")
        members[name] = READERS.get(name, str)(text)
    return members


def read_vars(text: str) -> dict[str, Nested]:
    """`x:2,w:[1,2]` or `x=2,w=[1,2]`."""
    given: dict[str, Nested] = {}
    place = 0
    while place < len(text):
        found = PAIR.match(text, place)
        if not found:
            raise refuse(f"vars cannot be read from {text[place : place + 40]!r} on.", "Write vars=x:2,w:[1,2].")
        if found["name"] in given:
            raise refuse(f"vars gives {found['name'][:40]} twice.", "Give each name one value.")
        given[found["name"]] = read_value(found["value"])
        place = found.end()
    return given


def read_value(text: str) -> Nested:
    """A number or nested lists of numbers."""
    stack: list[list[Nested]] = [[]]
    wants_item = True
    place = 0
    while place < len(text):
        found = TOKEN.match(text, place)
        token = found[1] if found else ""
        if token == "[" and wants_item and len(stack) <= DEPTH:
            stack.append([])
        elif token == "]" and len(stack) > 1 and (not wants_item or not stack[-1]):
            done = stack.pop()
            stack[-1].append(done)
            wants_item = False
        elif token == "," and len(stack) > 1 and not wants_item:
            wants_item = True
        elif token not in ("", "[", "]", ",") and wants_item:
            stack[-1].append(_number(token))
            wants_item = False
        else:
            raise refuse(f"{text[:40]!r} is not a number or a list of numbers.", "Write 2, or [1, 2], or [[1, 2], [3, 4]].")
        place = found.end() if found else place
    if len(stack) > 1 or not stack[0]:
        raise refuse(f"{text[:40]!r} is not a number or a list of numbers.", "Write 2, or [1, 2], or [[1, 2], [3, 4]].")
    return stack[0][0]


def _number(token: str) -> Nested:
    """Whole numbers stay whole, as in JSON: the same request is the same bytes."""
    if token in WORDS:
        return token
    return int(token) if len(token) <= 15 and token.lstrip("+-").isdigit() else float(token)


def _seed(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise refuse("seed is a whole number.")
    return int(text)


READERS: dict[str, Callable[[str], object]] = {
    "vars": read_vars,
    "upstream": read_value,
    "seed": _seed,
    "wrt": lambda text: [name.strip() for name in text.split(",")],
}


def refuse(detail: str, hint: str | None = None) -> ChainruleError:
    return ChainruleError([Problem("bad-request", detail, hint=hint)])
