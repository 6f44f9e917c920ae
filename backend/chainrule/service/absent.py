"""What a browser shows of an address that is not there: a way back. Whoever asks for no page gets the problem."""

from __future__ import annotations

from html import escape
from string import Template

from fastapi import Request, Response

from chainrule.service.manual import PAGES

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not found · chainrule</title>
<link rel="icon" href="$root/static/style/mark.svg">
<link rel="stylesheet" href="$root/static/style/tokens.css">
<link rel="stylesheet" href="$root/static/style/base.css">
<link rel="stylesheet" href="$root/static/style/manual.css">
</head>
<body class="manual">
<nav aria-label="Manual"><a href="$root/">chainrule</a> $links</nav>
<main>
<h1>Not found</h1>
<p>No page has this address. <a href="$root/">Open chainrule</a>, or one of the pages of its manual above.</p>
</main>
</body>
</html>
""")


def wants_page(request: Request) -> bool:
    return request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")


def absent(request: Request) -> Response:
    root = escape(request.scope.get("root_path", ""))
    links = " ".join(f'<a href="{root}/help/{name}">{escape(title)}</a>' for name, (title, *_) in PAGES.items())
    page = _PAGE.substitute(root=root, links=links)
    return Response(page, 404, {"Vary": "Accept", "Cache-Control": "no-store"}, "text/html; charset=utf-8")
