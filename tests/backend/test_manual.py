"""The manual is made from the tables: everything in them stands in it."""

from __future__ import annotations

from html import unescape

import httpx
import pytest

from chainrule.conventions import CONVENTIONS
from chainrule.errors import CODES
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import CATALOGUE
from chainrule.wire.answer import answer
from chainrule.wire.request import Request


def page(address: str, name: str) -> str:
    found = httpx.get(f"{address}/help/{name}")
    assert found.status_code == 200 and found.headers["content-type"] == "text/html; charset=utf-8"
    return unescape(found.text)


def test_every_error_stands_in_the_manual_with_its_smallest_program_and_that_mended(address: str) -> None:
    told = page(address, "errors")
    for record in CODES.values():
        assert f'id="{record.code}"' in told and record.title in told and record.why in told and record.fix in told
        assert record.example is None or (record.example in told and record.mended and record.mended in told)


def test_every_limit_and_every_function_stand_in_the_manual(address: str) -> None:
    limits, ops = page(address, "limits"), page(address, "ops")
    for limit in LIMITS.values():
        assert f'id="{limit.name}"' in limits and limit.reason in limits
    for record in CATALOGUE.values():
        if record.typed:
            assert f'id="{record.name}"' in ops and record.title in ops


def test_every_corner_stands_in_the_manual(address: str) -> None:
    told = page(address, "conventions")
    for record in CATALOGUE.values():
        for kink in record.kinks if record.typed else ():
            assert kink.where in told and kink.value in told and kink.why in told
    for row in CONVENTIONS:
        assert all(part in told for part in (row.corner, row.pytorch, row.tensorflow, row.jax, row.autograd, row.here))
        assert all(case.text in told for case in row.cases)
    assert all(f'<th scope="col">{library}</th>' in told for library in ("PyTorch", "TensorFlow", "JAX", "HIPS autograd", "chainrule"))


def test_a_problem_points_at_its_place_in_the_manual(address: str) -> None:
    kind = httpx.post(f"{address}/api/v1/trace", json={"expr": "y = [1, 2] + [1, 2, 3]"}).json()["type"]
    assert kind == "/help/errors#shape-mismatch"
    assert answer(Request(expr="(")).status == 422


def test_the_manual_has_the_colours_that_are_asked_for_and_hands_them_on(address: str) -> None:
    def read(theme: str) -> str:
        return httpx.get(f"{address}/help/limits", params={"theme": theme}).text

    assert 'data-theme="auto"' in page(address, "limits")
    assert 'data-theme="dark"' in read("dark") and 'href="ops?theme=dark"' in read("dark") and 'href="../?theme=dark"' in read("dark")
    assert read('"><b>') == read("auto")


@pytest.mark.parametrize("name", ["nothing", "errors%2f..", "<b>"])
def test_there_are_no_other_pages(address: str, name: str) -> None:
    assert httpx.get(f"{address}/help/{name}").status_code == 404
