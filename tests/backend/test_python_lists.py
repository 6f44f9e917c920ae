"""Python's lists, sets and dicts in the spelling of a library: what a text prints here is what Python prints."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule.trace.study import record
from compared_programs import PROGRAMS as COMPARED
from copied_programs import PROGRAMS as COPIED
from held_programs import PROGRAMS as HELD
from listed import program
from listed_programs import PROGRAMS
from ordered_programs import PROGRAMS as ORDERED
from prints import printed, run
from sound import judge

BEGIN, END = "import numpy as np\nw = np.array([1.0, 2.0])\n", "\ny = w * 1"


@pytest.mark.parametrize("text", [*PROGRAMS, *HELD, *COPIED, *ORDERED, *COMPARED])
def test_a_text_prints_what_python_prints(text: str) -> None:
    assert printed(BEGIN + text + END) == run(BEGIN + text + END)
    judge(BEGIN + text + END)


@pytest.mark.parametrize("seed", range(80))
def test_a_program_of_lists_made_by_chance_prints_what_python_prints(seed: int) -> None:
    text = BEGIN + program(seed) + END
    assert printed(text) == run(text), text


def test_a_list_that_grows_sends_its_gradient_to_the_numbers_it_began_with() -> None:
    found = record(f"{BEGIN}l = [3.0, 4.0]\nl.insert(0, l[0] * 2)\ny = np.sum(np.array(l) ** 2)", {})
    (given,) = [one.node for one in found.program.inputs if one.name == "l"]
    assert found.back is not None and np.asarray(found.back.gradients[given]).tolist() == [6 + 24, 8]


# a text: a phrase of what is said of it
REFUSED = {
    "l = [1, 2]\nl.append(l)": "cannot hold itself",
    "l = [1, 2]\nl.remove(3)": "no such entry",
    "l = [1, 2]\nl.pop(5)": "no entry 5",
    "l = [1, 2, 3]\nl[::2] = [1]": "2 places cannot take 1 value",
    "l = [1]\nl.insert(0)": "insert of a list cannot be called with 1 argument",
    "s = {1}\ns.clear(2)": "clear of a set cannot be called with 1 argument",
    "l = ['a', 1]\nl.sort()": "There is an order of numbers",
    "s = {1}\ns.remove(2)": "no such value",
    "s = {[1]}": "A set holds no value that can change",
    "d = {'a': 1}\ndel d['b']": "no key",
    "del w[0]": "A del of an entry of a tensor",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_python_refuses_is_refused(text: str) -> None:
    with pytest.raises((ValueError, IndexError, TypeError, KeyError)) if "append" not in text else pytest.MonkeyPatch.context():
        exec(BEGIN + text, {})
    assert REFUSED[text] in record(BEGIN + text + END, {}).problems[0].detail


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def f(x):\n    return x ** 2\nfor v in [1., 2.]:\n    print(v, f(v))", "1 1\n2 4"),
        ("import jax\ndef f(x):\n    return x ** 2\nfor v in [1., 2.]:\n    print(v, jax.grad(f)(v))", "1.0 2.0\n2.0 4.0"),
        ("import numpy as np\nfor v in [1., 2.]:\n    print(v, v * 2)", "1.0 2.0\n2.0 4.0"),
    ],
)
def test_the_numbers_a_loop_goes_through_are_inputs_where_there_are_no_others(text: str, says: str) -> None:
    assert printed(text) == says
    assert record(text, {}).target is not None
