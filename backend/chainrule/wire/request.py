"""What can be asked for: the request, read strictly, with errors a person can act on."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from chainrule.errors import ChainruleError, Problem
from chainrule.limits import LIMITS

Nested = float | str | list[Any]
_WORDS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_PLAIN = {int, float}
DEEPEST = 16
"""Lists within lists a value may have, twice what a tensor may: deeper ones are refused by shape, not by the reader."""


class Request(BaseModel):
    """One study to make. `expr` is the program (also accepted as `program`); `vars` override inputs by name; `upstream` is the gradient
    that comes in from above, in the target's shape."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    expr: str
    vars: dict[str, Any] = Field(default_factory=dict)
    target: str | None = None
    wrt: list[str] | None = None
    upstream: Any = None
    seed: int = Field(default=0, ge=0, lt=2**53)

    @model_validator(mode="before")
    @classmethod
    def _one_text(cls, data: Any) -> Any:
        if isinstance(data, dict) and "program" in data:
            if "expr" in data:
                raise ValueError("expr and program are two names for the same thing; give one")
            data = {**data, "expr": data["program"]}
            del data["program"]
        return data

    @field_validator("expr")
    @classmethod
    def _sound_text(cls, text: str) -> str:
        return text.replace("\x00", "\ufffd")

    @field_validator("vars")
    @classmethod
    def _numbers(cls, given: dict[str, Any]) -> dict[str, Any]:
        return {name: numbers(value) for name, value in given.items()}

    @field_validator("upstream")
    @classmethod
    def _upstream(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {name: numbers(value) for name, value in given.items()}
        return None if given is None else numbers(given)


Asked = TypeVar("Asked", bound=Request)


def numbers(given: Any, depth: int = 0) -> Any:
    """Numbers and lists of them; NaN and infinity by name."""
    if isinstance(given, str) and given in _WORDS:
        return _WORDS[given]
    if isinstance(given, list) and depth < DEEPEST:
        if set(map(type, given)) <= _PLAIN:
            return given
        return [numbers(item, depth + 1) for item in given]
    if isinstance(given, int | float) and not isinstance(given, bool):
        return given
    raise ValueError("values are numbers, lists of numbers, or the words NaN, Infinity, -Infinity")


def read_json(body: bytes) -> Request:
    """A request from a JSON body. Raises `ChainruleError` with bad-request or text-too-long."""
    return read_members(members_of(body))


def members_of(body: bytes) -> dict[str, object]:
    """The members of a JSON object. Raises `ChainruleError` with bad-request, saying what in the body is not JSON."""
    try:
        members = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_once_each)
    except UnicodeDecodeError:
        raise _no_request("The body is not UTF-8.") from None
    except RecursionError:
        raise _no_request("The body is not JSON that can be read: its lists are nested too deeply.") from None
    except json.JSONDecodeError as error:
        if body.startswith(codecs.BOM_UTF8):
            raise _no_request("The body begins with a byte order mark.", "Leave the mark out.") from None
        raise _no_request(f"The body is not JSON: see character {error.pos}.") from None
    except ValueError:
        raise _no_request(f"The body has a number of more than {sys.get_int_max_str_digits():,} digits.") from None
    if not isinstance(members, dict):
        raise _no_request("The body is not a JSON object.")
    return members


def _no_request(detail: str, hint: str = 'Send an object such as {"expr": "x * x"}.') -> ChainruleError:
    return ChainruleError([Problem("bad-request", detail, None, hint)])


def _refuse_constant(word: str) -> float:
    raise _no_request(f"The body has a bare {word}, which is not JSON.", f'Write "{word}" in quotes.')


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Of two members with one name, the second would silently win."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _no_request("A member of an object is given twice.", "Give each name one value.")
    return members


def read_members(members: Mapping[str, object]) -> Request:
    """A request from its members. Raises `ChainruleError` naming the member that is wrong, never echoing its value."""
    return read_form(Request, members)


def read_form(form: type[Asked], members: Mapping[str, object]) -> Asked:
    """The same for a request that has further members."""
    try:
        request = form.model_validate(dict(members))
    except ValidationError as error:
        raise ChainruleError(
            [_fault(one, form) for one in error.errors(include_url=False, include_input=False, include_context=False)[:20]]
        ) from None
    limit = LIMITS["text"]
    if len(request.expr) > limit.value:
        detail = f"{len(request.expr):,} characters; at most {limit.value:,} are allowed."
        raise ChainruleError([Problem(limit.code, detail, None, None, {"limit": limit.value, "actual": len(request.expr)})])
    return request


def _fault(error: Any, form: type[Request]) -> Problem:
    place = ".".join(str(part) for part in error["loc"])[:80].encode("ascii", "backslashreplace").decode("ascii")
    said = str(error["msg"]).removeprefix("Value error, ")
    known = ", ".join(form.model_fields)
    hint = f"A request has the members {known}." if error["type"] in ("extra_forbidden", "missing") else None
    return Problem("bad-request", f"{place}: {said}." if place else f"{said}.", None, hint)
