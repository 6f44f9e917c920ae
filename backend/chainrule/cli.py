"""The command line: `chainrule` serves; `trace`, `check`, `export`, `ops`, `limits` answer on standard output with the service's bytes."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import chainrule
from chainrule.errors import ChainruleError, Problem, Refused
from chainrule.limits import LIMITS

FILE_NAME = re.compile(r"[\w./\\-]+\.(?:txt|py|md|ipynb)")
"""What can only be meant as a file: no method is called like these endings."""

app = typer.Typer(add_completion=False, help="See every derivative.", pretty_exceptions_enable=False)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port; the next free one when it is taken, any with 0.", min=0, max=65535)]
Open = Annotated[bool | None, typer.Option("--open/--no-open", help="Open a browser. Left out: when there is a desktop.")]
RootPath = Annotated[str, typer.Option(help="The path prefix of a proxy in front.")]
Workers = Annotated[int, typer.Option(help="Processes that compute.", min=1, max=64)]
Text = Annotated[str, typer.Argument(help="A program, a file that holds one, or - for standard input.")]
Given = Annotated[str, typer.Option("--vars", help="Values for inputs: x=2,w=[1,2].")]
Target = Annotated[str | None, typer.Option(help="The name whose gradient is asked for.")]
Upstream = Annotated[str | None, typer.Option(help="The gradient given for the target: 1, or [1,2].")]
Seed = Annotated[int, typer.Option(help="For random tensors.", min=0)]
Json = Annotated[bool, typer.Option("--json", help="As JSON: the bytes the service would send.")]


@app.callback(invoke_without_command=True)
def default(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """See every derivative. Without a command: serve."""
    if version:
        typer.echo(chainrule.__version__)
    elif context.invoked_subcommand is None:
        serve()


@app.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, open_: Open = None, root_path: RootPath = "", workers: Workers = 2) -> None:
    """Serve the page and the API."""
    from chainrule.service.serve import serve as run
    from chainrule.service.settings import Settings

    try:
        run(Settings(workers=workers, root_path=root_path), host, port, open_, lambda line: typer.echo(line, err=False))
    except OSError as error:
        typer.echo(f"chainrule cannot listen on {host}: {error.strerror or error}", err=True)
        raise typer.Exit(1) from None


@app.command()
def trace(
    text: Text, given: Given = "", target: Target = None, upstream: Upstream = None, seed: Seed = 0, json: Json = False
) -> None:
    """Values and gradients of a program."""
    program = _program(text)
    try:
        members = _members(program, given, target, upstream, seed)
        _json(members) if json else _table(members)
    except ChainruleError as error:
        _fail(program, error.problems)


@app.command()
def check(
    text: Text,
    given: Given = "",
    target: Target = None,
    upstream: Upstream = None,
    seed: Seed = 0,
    most: Annotated[int, typer.Option(help="Gradient entries to check, from the first input on.", min=1)] = 64,
    json: Json = False,
) -> None:
    """Gradients of the inputs beside central differences; exit code 1 when one differs without a reason."""
    program = _program(text)
    try:
        agrees = _check({**_members(program, given, target, upstream, seed), "most": most}, json)
    except ChainruleError as error:
        _fail(program, error.problems)
    raise typer.Exit(0 if agrees else 1)


@app.command()
def export(
    text: Text,
    to: Annotated[str, typer.Option(help="numpy, pytorch, jax, tensorflow, or json for the trace.")],
    given: Given = "",
    target: Target = None,
    upstream: Upstream = None,
    seed: Seed = 0,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A file to write. Left out: standard output.")] = None,
) -> None:
    """A program as source of another library that gives the same values and gradients."""
    program = _program(text)
    try:
        data = _exported({**_members(program, given, target, upstream, seed), "to": to})
    except ChainruleError as error:
        _fail(program, error.problems)
    try:
        _bytes(data) if output is None else output.write_bytes(data)
    except OSError as error:
        typer.echo(f"chainrule cannot write {output}: {error.strerror or error}", err=True)
        raise typer.Exit(1) from None


@app.command()
def ops(json: Json = False) -> None:
    """Every op: how it is called and what it does."""
    from chainrule.exports.table import columns
    from chainrule.wire.encode import dumps
    from chainrule.wire.ops import ops as catalogue

    found = catalogue()
    if json:
        _bytes(dumps({"ops": found}))
    else:
        typer.echo("\n".join(columns([(str(op["call"]), str(op["title"])) for op in found])))


@app.command()
def limits() -> None:
    """Every ceiling, with its reason."""
    from chainrule.exports.table import columns

    typer.echo("\n".join(columns([(limit.name, f"{limit.value:,}", limit.unit, limit.reason) for limit in LIMITS.values()])))


def main() -> None:
    """Options without a command are those of `serve`."""
    given = sys.argv[1:]
    alone = bool(given) and given[0].startswith("--") and given[0] not in ("--help", "--version")
    app(args=["serve", *given] if alone else given)


def _program(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    try:
        if Path(text).is_file():
            return Path(text).read_text(encoding="utf-8")
    except OSError:  # too long for a name of a file, so it is a program
        return text
    if FILE_NAME.fullmatch(text):
        typer.echo(f"There is no file {text}.", err=True)
        raise typer.Exit(1)
    return text


def _members(program: str, given: str, target: str | None, upstream: str | None, seed: int) -> dict[str, object]:
    """The options as members of a request."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in a worker: another order of addition, other last bits
    from chainrule.service.query import read_value, read_vars

    return {
        "expr": program,
        "vars": read_vars(given),
        "target": target,
        "upstream": None if upstream is None else read_value(upstream),
        "seed": seed,
    }


def _json(members: dict[str, object]) -> None:
    from chainrule.wire.answer import answer
    from chainrule.wire.request import read_members

    found = answer(read_members(members))
    if found.status != 200:
        sys.stderr.buffer.write(found.body + b"\n")
        raise typer.Exit(1)
    _bytes(found.body)


def _table(members: dict[str, object]) -> None:
    from chainrule.exports.table import render
    from chainrule.wire.request import read_members

    request = read_members(members)
    study = chainrule.study(request.expr, request.vars, target=request.target, upstream=request.upstream, seed=request.seed)
    _bytes(render(study.trace()))


def _check(members: dict[str, object], json: bool) -> bool:
    """Whether no entry differs without a reason."""
    from chainrule.exports.check import render
    from chainrule.wire.answer import study
    from chainrule.wire.check import CheckRequest
    from chainrule.wire.check import check as checked
    from chainrule.wire.encode import dumps
    from chainrule.wire.request import read_form

    request = read_form(CheckRequest, members)
    found = study(request)
    if found.problems:
        raise ChainruleError(found.problems)
    try:
        answer = checked(found, request)
    except Refused as refused:
        raise ChainruleError([refused.at(None)]) from None
    _bytes(dumps(answer) if json else render(answer))
    return all(one["verdict"] not in ("differs", "stated") for one in answer["entries"])


def _exported(members: dict[str, object]) -> bytes:
    from chainrule.wire.answer import study
    from chainrule.wire.export import ExportRequest
    from chainrule.wire.export import export as exported
    from chainrule.wire.request import read_form

    request = read_form(ExportRequest, members)
    found = study(request)
    if found.problems:
        raise ChainruleError(found.problems)
    try:
        return exported(found, request)["text"].encode()
    except Refused as refused:
        raise ChainruleError([refused.at(None)]) from None


def _bytes(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _fail(text: str, problems: tuple[Problem, ...]) -> NoReturn:
    """Place, fact and next move of each problem, on standard error."""
    for problem in problems:
        typer.echo(f"{_place(text, problem)}{problem.record.title}. {problem.detail}", err=True)
        if problem.hint:
            typer.echo(f"  {problem.hint}", err=True)
    raise typer.Exit(1)


def _place(text: str, problem: Problem) -> str:
    """`line 2, column 5: `; spans count UTF-16 code units, as a browser does."""
    if problem.span is None:
        return ""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * problem.span[0]].decode("utf-16-le", "surrogatepass")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return f"line {line}, column {column}: "
