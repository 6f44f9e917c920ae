"""Published worked examples: values and gradients within the tolerance each states."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chainrule

EXAMPLES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parents[1] / "corpus" / "worked_examples.jsonl").read_text(encoding="utf-8").splitlines()
]
ARTICLE = [example for example in EXAMPLES if example["id"].startswith("article-")]


def named(example: dict[str, Any]) -> str:
    return str(example["id"])


def upstream_of(example: dict[str, Any]) -> Any:
    return example.get("upstream", {}).get(example["target"])


def agree(found: Any, expected: Any, example: dict[str, Any]) -> None:
    assert np.shape(found) == np.shape(expected)
    np.testing.assert_allclose(found, expected, rtol=example["rtol"], atol=example["atol"])


def values_of(study: chainrule.Study) -> dict[str, Any]:
    """Values by name, the last version of each."""
    return {
        name: np.reshape(node["value"]["data"], node["shape"])
        for node in study.trace()["nodes"]
        for name in (node["name"], *node["aliases"])
        if name is not None
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_values_agree(example: dict[str, Any]) -> None:
    values = values_of(chainrule.study(example["program"], target=example["target"], upstream=upstream_of(example)))
    for name, expected in example["values"].items():
        agree(values[name], expected, example)


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_gradients_agree(example: dict[str, Any]) -> None:
    gradients = chainrule.study(example["program"], target=example["target"], upstream=upstream_of(example)).gradients
    for name, expected in example["grads"].items():
        if expected is None:
            assert gradients[name] is None
        else:
            agree(gradients[name], expected, example)


@pytest.mark.parametrize("example", ARTICLE, ids=named)
def test_an_upstream_gradient_gives_what_a_loss_with_it_gives(example: dict[str, Any]) -> None:
    lines = dict(line.split(" = ", 1) for line in example["program"].splitlines())
    program = "\n".join(f"{name} = {value}" for name, value in lines.items() if name not in ("L", "dz"))
    study = chainrule.study(program, target="z", upstream=json.loads(lines["dz"]))
    for name, expected in example["grads"].items():
        agree(study.gradients[name], expected, example)
