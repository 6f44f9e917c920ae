"""The command line, as it is typed."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import numpy as np
import pytest
from typer.testing import CliRunner

from chainrule import __version__
from chainrule.cli import app
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.service.serve import free_socket, has_desktop

NEURON = ("(x + y) * z", "--vars", "x=-2,y=5,z=-4")


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "chainrule", *arguments], input=given.encode(), capture_output=True, timeout=60)


def test_json_has_the_bytes_of_the_service(address: str) -> None:
    body = {"expr": "(x + y) * z", "vars": {"x": -2, "y": 5, "z": -4}}
    assert run("trace", *NEURON, "--json").stdout == httpx.post(f"{address}/api/v1/trace", json=body).content


def test_options_alone_are_those_of_serve() -> None:
    told = run("--workers", "0")
    assert told.returncode == 2 and "chainrule serve" in told.stderr.decode()
    assert run("--version").stdout.decode().strip() == __version__


def test_a_program_comes_as_text_or_file_or_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "program.txt"
    file.write_text("x = 3\ny = x * x\n")
    text = file.read_text()
    texts = [run("trace", str(file), "--json"), run("trace", "-", "--json", given=text), run("trace", text, "--json")]
    assert [found.returncode for found in texts] == [0, 0, 0]
    assert len({found.stdout for found in texts}) == 1


def test_without_json_there_is_a_table_of_values_and_gradients() -> None:
    lines = run("trace", "x = [1, 2]\nw = 2\nf = x * w", "--target", "f", "--upstream", "[1,-1]").stdout.decode().splitlines()
    assert lines[0].startswith("name")
    cells = {line.split()[0]: [cell.strip() for cell in line.split("  ") if cell.strip()][1:] for line in lines}
    assert cells["x"] == ["2", "[1, 2]", "[2, -2]"]
    assert cells["w"] == ["scalar", "2", "-1"]


def test_a_fault_is_told_on_standard_error_with_its_place() -> None:
    found = run("trace", "σ = 2\ny = sogmoid(σ)")
    assert (found.returncode, found.stdout) == (1, b"")
    assert found.stderr.decode().startswith("line 2, column 5: There is no such function.")


def test_a_fault_as_json_is_the_problem_of_the_service(address: str) -> None:
    found = run("trace", "y = (1 + 2", "--json")
    assert (found.returncode, found.stdout) == (1, b"")
    assert found.stderr == httpx.post(f"{address}/api/v1/trace", json={"expr": "y = (1 + 2"}).content + b"\n"


def test_checked_gradients_are_a_table_with_a_verdict_each() -> None:
    found = run("check", "f = sum(relu(x) * w)", "--vars", "x=[0,2],w=3")
    assert found.returncode == 0
    lines = found.stdout.decode().splitlines()
    assert lines[0].split() == ["entry", "gradient", "central", "difference", "relative", "error"]
    assert lines[1].startswith("x[0]") and lines[1].endswith("differs by a convention: a corner")
    assert lines[2].startswith("x[1]") and lines[2].endswith("agrees")
    assert lines[-1] == "2 of 3 agree"


def test_two_that_are_0_as_far_as_one_can_tell_have_no_relative_error() -> None:
    found = run("check", "x = [-1, -0.3333333333333333, 0.3333333333333333, 1]\nw = [1, 2, 3]\nf = sum(expand_dims(x, 1) ** [1, 2, 3] @ w)")
    rows = {row[0]: row[3:] for line in found.stdout.decode().splitlines()[1:8] if (row := line.split())}
    assert rows["w[0]"] == ["-", "agrees"] and float(rows["w[1]"][0]) < 1e-9


def test_checked_gradients_as_json_are_the_bytes_of_the_service(address: str) -> None:
    body = {"expr": "(x + y) * z", "vars": {"x": -2, "y": 5, "z": -4}, "most": 2}
    found = run("check", *NEURON, "--most", "2", "--json")
    assert found.returncode == 0
    assert found.stdout == httpx.post(f"{address}/api/v1/check", json=body).content


def test_an_exact_fit_is_no_failure() -> None:
    found = run("check", "w = 0.7\nloss = mean((w * [1, 2, 3] - [0.7, 1.4, 2.1]) ** 2)")
    assert found.returncode == 0 and b"agrees" in found.stdout


def test_a_gradient_that_differs_without_a_reason_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(op("sin").plan(((),), {}).pulls[0], "partial", lambda a, out: 1.01 * np.cos(a))
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    found = CliRunner().invoke(app, ["check", "x * sin(y)", "--vars", "x=3,y=5"])
    assert found.exit_code == 1 and "DIFFERS" in found.output


def test_what_cannot_be_checked_is_told_on_standard_error() -> None:
    for arguments in (("y = sogmoid(x)",), ("x * x", "--most", "2000")):
        found = run("check", *arguments)
        assert (found.returncode, found.stdout) == (1, b"") and found.stderr


@pytest.mark.parametrize("option", [("--vars", "x"), ("--upstream", "one")])
def test_an_option_that_cannot_be_read_is_a_fault(option: tuple[str, str]) -> None:
    found = run("trace", "x * x", *option)
    assert found.returncode == 1
    assert b"The request cannot be read" in found.stderr


def test_ops_are_listed() -> None:
    assert any(line.startswith("softmax(") for line in run("ops").stdout.decode().splitlines())
    assert {"exp", "matmul"} <= {op["name"] for op in json.loads(run("ops", "--json").stdout)["ops"]}


def test_limits_are_listed_with_their_reasons() -> None:
    text = run("limits").stdout.decode()
    assert all(limit.name in text and limit.reason in text for limit in LIMITS.values())


def test_the_version_is_told() -> None:
    assert run("--version").stdout.decode().strip() == __version__


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.socket() as first:
        first.bind(("127.0.0.1", 0))
        first.listen()
        taken = first.getsockname()[1]
        with free_socket("127.0.0.1", taken) as second:
            assert taken < second.getsockname()[1] <= taken + 50


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a desktop")
def test_a_browser_is_opened_only_where_there_is_a_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    assert not has_desktop()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_desktop()
    monkeypatch.setenv("SSH_CONNECTION", "somewhere")
    assert not has_desktop()


def test_a_program_is_exported_to_standard_output_or_a_file(address: str, tmp_path: Path) -> None:
    said = run("export", *NEURON, "--to", "numpy")
    body = {"expr": NEURON[0], "vars": {"x": -2, "y": 5, "z": -4}, "to": "numpy"}
    assert said.stdout.decode() == httpx.post(f"{address}/api/v1/export", json=body).json()["text"]
    file = tmp_path / "program.py"
    assert run("export", *NEURON, "--to", "numpy", "-o", str(file)).stdout == b""
    assert file.read_bytes() == said.stdout
    ran = subprocess.run([sys.executable, str(file)], capture_output=True, timeout=60)
    assert ran.stdout.decode().splitlines()[1:] == ["dx = -4.0", "dy = -4.0", "dz = 3.0"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("y = (1 + 2", "--to", "jax"), "line 1, column 5: "),
        (("x * x", "--to", "fortran"), "The request cannot be read."),
        (("x * x", "--to", "jax", "-o", "/nowhere/at/all.py"), "chainrule cannot write /nowhere/at/all.py"),
    ],
)
def test_what_cannot_be_exported_is_said(arguments: tuple[str, ...], said: str) -> None:
    found = run("export", *arguments)
    assert (found.returncode, found.stdout) == (1, b"") and found.stderr.decode().startswith(said)
