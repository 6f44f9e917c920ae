"""The manual: pages made from the tables of errors, limits and ops, so that they cannot fall behind.

    /help/errors        every fault: why, what to do, the smallest program that has it, mended   (problem+json points here)
    /help/limits        every ceiling with its reason
    /help/ops           every function: how it is typed, what it does, where it is from
    /help/conventions   every corner: what PyTorch, TensorFlow, JAX and chainrule do there, why, and programs that show it
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from string import Template
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request, Response

from chainrule.conventions import CONVENTIONS
from chainrule.conventions.record import Case, Convention
from chainrule.errors import CODES
from chainrule.limits import LIMITS
from chainrule.service.etag import tagged
from chainrule.wire.models import Kink
from chainrule.wire.ops import ops

Row = tuple[str, Sequence[str]]
"""An anchor and the cells, which are HTML."""

THEMES = ("auto", "light", "dark", "contrast")
"""As the page has them, which links here in the colours that are chosen there; without a word the reader's own."""

_PAGE = Template("""<!doctype html>
<html lang="en" data-theme="$theme">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title · chainrule</title>
<link rel="icon" href="../static/style/mark.svg">
<link rel="stylesheet" href="../static/style/tokens.css">
<link rel="stylesheet" href="../static/style/base.css">
<link rel="stylesheet" href="../static/style/manual.css">
</head>
<body class="manual">
<nav aria-label="Manual"><a href="../$chosen">chainrule</a> $links</nav>
<main>
<h1>$title</h1>
<p>$lead</p>
<table><thead><tr>$head</tr></thead><tbody>
$rows
</tbody></table>
</main>
</body>
</html>
""")


def install(app: FastAPI) -> None:
    app.add_route("/help/{name}", _page, include_in_schema=False)


async def _page(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in PAGES:
        raise HTTPException(404)
    theme = request.query_params.get("theme", "")
    return tagged(request, _made(name, theme if theme in THEMES else THEMES[0]), "text/html; charset=utf-8")


@cache
def _made(name: str, theme: str) -> bytes:
    title, lead, head, rows = PAGES[name]
    chosen = "" if theme == THEMES[0] else f"?theme={theme}"
    links = " ".join(f'<a href="{other}{chosen}"{_current(other == name)}>{escape(PAGES[other][0])}</a>' for other in PAGES)
    lines = [f'<tr id="{escape(anchor)}">{"".join(map(_cell, head, cells))}</tr>' for anchor, cells in rows()]
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    filled = {"title": escape(title), "lead": escape(lead), "links": links, "head": cells, "rows": "\n".join(lines)}
    return _PAGE.substitute(filled, theme=theme, chosen=chosen).encode()


def _cell(head: str, cell: str) -> str:
    """On a phone a row is a list, and each of its cells says what it is."""
    return f'<td data-head="{escape(head)}">{cell}</td>'


def _current(here: bool) -> str:
    return ' aria-current="page"' if here else ""


def _errors() -> Iterable[Row]:
    for record in CODES.values():
        told = (f"<code>{escape(record.code)}</code>", escape(record.title), escape(record.why), escape(record.fix))
        yield record.code, (*told, _program(record.example), _program(record.mended or None))


def _program(text: str | None) -> str:
    """A program that opens when it is pressed."""
    return "" if text is None else f'<a href="../?expr={quote(text)}"><pre>{escape(text)}</pre></a>'


def _limits() -> Iterable[Row]:
    for limit in LIMITS.values():
        yield limit.name, (escape(limit.name.replace("_", " ")), f"{limit.value:,}", escape(limit.unit), escape(limit.reason))


def _ops() -> Iterable[Row]:
    for op in ops():
        typed, sources = f"<code>{escape(op['call'])}</code>", escape("; ".join(op["sources"]))
        yield op["name"], (typed, escape(op["title"]), escape(op["family"]), sources)


def _conventions() -> Iterable[Row]:
    kinks = {(op["name"], kink["where"]): kink for op in ops() for kink in op["kinks"]}
    for row in CONVENTIONS:
        anchor = "-".join(re.findall(r"[a-z0-9]+", row.corner.lower()))
        here = "".join(f"<p>{told}</p>" for told in _here(row, kinks))
        programs = "".join(f'<a href="../?{_address(case)}"><pre>{escape(case.text)}</pre></a>' for case in row.cases)
        libraries = map(escape, (row.pytorch, row.tensorflow, row.jax, row.autograd))
        yield anchor, (escape(row.corner), *libraries, here, programs)


def _here(row: Convention, kinks: Mapping[tuple[str, str], Kink]) -> Iterator[str]:
    """The corners as the records of the functions state them, those with the same slope and reason together; then what the row adds."""
    told: dict[tuple[str, str], list[str]] = {}
    for op, where in row.kinks:
        kink = kinks[op, where]
        told.setdefault((kink["value"], kink["why"]), []).append(f"<code>{escape(op)}</code>, {escape(where)}")
    for (value, why), places in told.items():
        yield f"{'; '.join(places)}: <b>{escape(value)}</b>. {escape(why)}"
    if row.here:
        yield escape(row.here)


def _address(case: Case) -> str:
    return f"expr={quote(case.text)}" + (f"&amp;target={quote(case.target)}" if case.target else "")


PAGES: dict[str, tuple[str, str, Sequence[str], Callable[[], Iterable[Row]]]] = {
    "ops": ("Functions", "Everything that can be called, and the signs of arithmetic.", ("Typed", "What it is", "Family", "Source"), _ops),
    "conventions": (
        "Conventions at corners",
        "Where a function has no single slope, one is chosen: at a convex corner the smallest, at a tie an equal share, "
        "else the limit, which may be infinite. The page says so when your numbers meet one. Libraries choose differently, "
        "and differ in customs too. A dash: the library has no such function, or what it does is not known here.",
        ("Corner", "PyTorch", "TensorFlow", "JAX", "HIPS autograd", "chainrule", "Programs"),
        _conventions,
    ),
    "errors": (
        "Errors",
        "Every fault a program or a request can have, with the smallest program that has it, and that program mended.",
        ("Code", "What is wrong", "Why", "What to do", "Smallest program", "Mended"),
        _errors,
    ),
    "limits": ("Limits", "Checked before any work is done.", ("What", "At most", "Unit", "Why"), _limits),
}
