"""Loops that run long: what is counted, and what is said where it is too much."""

from __future__ import annotations

import pytest

from chainrule.program.interpret import interpret
from chainrule.trace.forward import Forward
from chainrule.trace.study import record


@pytest.mark.parametrize(
    ("passes", "within", "said"),
    [
        (9000, 2, "Run the loop in line 2 (for i in range(9000)) fewer times: 3333 passes fit."),
        (3, 6000, "Run the loop in line 2 (for i in range(3)) fewer times: 1 pass fits."),
        (3, 20000, "Not one pass fits: use smaller sizes, too."),
    ],
)
def test_a_loop_too_long_says_how_often_it_may_run(passes: int, within: int, said: str) -> None:
    (problem,) = record(f"x = 2.0\nfor i in range({passes}):\n    for k in range({within}):\n        x = x * 1.0", {}).problems
    assert problem.code == "too-many-iterations" and said in (problem.hint or "")


def test_a_long_run_is_not_looked_through_at_every_call() -> None:
    """math beside NumPy: two libraries in one text, and no derivative of JAX."""
    text = "import math\nimport numpy as np\nx = np.array([1.0, 2.0])\nfor i in range({}):\n    x = np.sin(x) * math.pi\n"

    def parts(passes: int) -> int:
        run, _ = interpret(text.format(passes), Forward, {})
        assert not run.problems
        return run.expressions.parts

    assert parts(400) < 2.1 * parts(200)


@pytest.mark.parametrize(("begin", "line"), [("seen = set()", "seen.add(i)"), ("xs = []", "xs.append(i)")])
def test_what_grows_by_one_is_not_copied(begin: str, line: str) -> None:
    """A list or set that a loop fills costs as much in its last pass as in its first."""

    def parts(passes: int) -> int:
        run, _ = interpret(f"{begin}\nfor i in range({passes}):\n    {line}\nx = 2.0\ny = x * x\n", Forward, {})
        assert not run.problems
        return run.expressions.parts

    assert parts(4000) < 2.05 * parts(2000)
