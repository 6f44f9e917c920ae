"""A program written as NumPy, PyTorch, JAX or TensorFlow. NumPy is run here; the others by `make test-peers`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings

import chainrule
from calls import RECORDS, SLOPED
from chainrule.code.comments import LONGEST, tame
from chainrule.code.libraries import LIBRARIES, code
from chainrule.gallery import items
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op
from chainrule.trace.study import Record
from fans import fan, passes
from goldens import CODE, sources
from programs import FIXED, programs
from sources import CORNERS, agrees, legible, of_item, of_sample, of_text, studies
from trees import Program

GENERATED = 100
FANS = 300


@pytest.mark.parametrize("study", studies("numpy"))
def test_a_study_as_numpy_gives_the_same_numbers(study: Callable[[], Record]) -> None:
    agrees(study(), "numpy")


@settings(FIXED, max_examples=GENERATED)
@given(programs())
def test_a_generated_program_as_numpy_gives_the_same_numbers(program: Program) -> None:
    agrees(of_text(program.text), "numpy")


@pytest.mark.parametrize("seed", range(FANS))
def test_a_program_that_fans_out_as_numpy_gives_the_same_numbers(seed: int) -> None:
    agrees(of_text(fan(seed)), "numpy")
    agrees(of_text(passes(seed)), "numpy")


BENT = ["relu(x)", "leaky_relu(x)", "hardtanh(x)", "hinge(x, [1, 1, 1])"]
EXTREME = ["max(x)", "min(x)", "norm(x, inf)", "maximum(x, [1, 2, 0])", "minimum(x, [1, 2, 0])"]


@pytest.mark.parametrize("call", [*EXTREME, *BENT])
def test_a_number_that_is_none_has_the_slope_it_has_here(call: str) -> None:
    study = of_text(f"x = [1, nan, 0]\ny = sum({call})")
    assert np.isnan(chainrule.Study(study).gradients["x"][1])
    agrees(study, "numpy")


@pytest.mark.parametrize("library", LIBRARIES)
def test_what_a_library_may_have_other_than_nan_or_an_infinity_is_told(library: str) -> None:
    told = ["NaN and infinities" in code(of_text(f"x = [{number}, 4]\ny = sqrt(x)"), library) for number in ("-1", "0", "inf", "1")]
    assert told == [True, True, True, False]


@pytest.mark.parametrize("library", [name for name in LIBRARIES if name != "numpy"])
def test_every_op_and_program_is_python_in_every_library(library: str) -> None:
    for one in studies(library):
        legible(code(one.values[0](), library))


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_op_has_a_spelling(library: str) -> None:
    """A creation op is written by the numbers it made; a macro by its parts, unless the library has it."""
    found = LIBRARIES[library]
    assert set(found.table) == {record.name for record in RECORDS if isinstance(record, Op) and record.args}
    assert set(found.macros) <= {record.name for record in RECORDS if isinstance(record, Macro)}
    assert set(found.corners) <= set(found.table)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_function_above_the_program_is_written_when_it_is_called_and_only_then(library: str) -> None:
    assert LIBRARIES[library].helpers
    for record, sample in SLOPED:
        tree = ast.parse(code(of_sample(record, sample), library))
        defined = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)} - {"program"}
        words = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
        assert defined == words & set(LIBRARIES[library].helpers), record.name


@pytest.mark.parametrize("name", sources())
def test_a_source_reads_as_it_was_reviewed(name: str) -> None:
    assert (CODE / f"{name}.txt").read_text(encoding="utf-8") == sources()[name]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_corner_that_a_library_has_otherwise_is_told(library: str) -> None:
    otherwise = LIBRARIES[library].otherwise
    told = {(one.name, where) for one, where, sample in CORNERS if "differs" in code(of_sample(one, sample), library)}
    assert told == {(one.name, where) for one, where, _ in CORNERS if (one.name, where) in otherwise}
    assert set(otherwise) <= {(one.name, kink.where) for one in RECORDS for kink in one.kinks}
    assert "differs" not in chainrule.study("x = -2\ny = x ** 2").export(library)


# -- what stands in it


def test_the_backward_pass_of_a_product_is_that_of_a_textbook() -> None:
    text = chainrule.study("z = x @ w + b", {"x": [[1, 2]], "w": [[1, 2, 3], [4, 5, 6]], "b": [1, 2, 3]}).export("numpy")
    for line in ("db = dz.sum(axis=0)", "dx = dz @ w.T", "dw = x.T @ dz"):
        assert line in text.splitlines()


def test_a_corner_of_two_conditions_is_one_choice() -> None:
    text = chainrule.study("x = [3, 0]\np = [2, 0]\ny = x ** p").export("numpy")
    assert "where1 = np.where((p == 0) & (x == 0), 1, x)" in text.splitlines()


def test_overridden_inputs_target_and_upstream_are_in_the_code() -> None:
    text = chainrule.study("x = 2\ny = x * x\nz = y * x", {"x": 7}, target="y", upstream=5).export("pytorch")
    assert "x = torch.tensor(7.0, requires_grad=True)" in text and "dy = torch.tensor(5.0)\ny.backward(dy)" in text
    agrees(of_text("x = 2\ny = x * x\nz = y * x", {"x": 7}, target="y", upstream=5), "numpy")


def test_only_the_gradients_asked_for_are_written() -> None:
    assert re.findall(r'print\("(\S+)', chainrule.study("f = x * y", wrt=["y"]).export("numpy")) == ["f", "dy"]


def test_a_loop_of_training_reads_as_it_was_written() -> None:
    text = of_item(next(one for one in items() if one.id == "pytorch-loop"))
    told = code(text, "pytorch").splitlines()
    for line in ("grad_w = 0.3333333333333333 * 2 * difference1 @ x", "w_1 = (w - 0.2 * grad_w).detach()", "print(0, float(loss))"):
        assert line in told


def test_what_was_formatted_is_formatted_from_its_own_value() -> None:
    text = chainrule.study("x = 2\nfor i in range(2):\n    x = x * x\n    print(f'step {i}: {x:.2f}', '%.1e' % x, x > 3)").export("numpy")
    assert 'print(f"step 0: {float(x_1):.2f}", f"{float(x_1):.1e}", True)' in text.splitlines()


def test_a_name_that_nothing_reads_is_not_written() -> None:
    text = chainrule.study("w = 2\np = w\ndef f(q):\n    r = q\n    return r * p\ny = f(w)").export("numpy")
    assert [line for line in text.splitlines() if re.match(r"[pqr]\b", line)] == []


def test_axes_that_are_moved_and_moved_back_stay() -> None:
    text = code(of_item(next(one for one in items() if one.id == "tensorflow-tape")), "tensorflow")
    assert '    z = tf.nn.conv2d(image, kernel, (1, 1), "VALID")' in text.splitlines()


def test_random_tensors_are_written_as_the_numbers_of_their_seed() -> None:
    one, other, again = (chainrule.study("x = randn(2)\ny = x * x", seed=seed).export("jax") for seed in (1, 2, 1))
    assert one == again != other and "random" not in one


@pytest.mark.parametrize("end", ["\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\u202e", '"""', "\\"])
def test_text_of_a_program_stays_in_its_comment(end: str) -> None:
    """A comment ends where Python, or an editor, sees the end of a line."""
    found = of_text(f"x = 2\ny = x * 3 + 1 # {end}boom()\nz = relu(y) # {end}boom()")
    for library in LIBRARIES:
        text = code(found, library)
        legible(text)
        assert "boom" in text and "boom" not in {one.id for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Name)}
        assert text.splitlines() == text[:-1].split("\n") and all(line.isprintable() for line in text.splitlines())


def test_a_comment_is_one_line_that_can_be_written_as_utf_8() -> None:
    every = "".join(map(chr, [*range(0x300), *range(0x2000, 0x2100), *range(0xD7F0, 0xE010), 0xFEFF]))
    for start in range(0, len(every), 40):
        line = tame(every[start : start + 40])
        assert line.splitlines() in ([line], []) and line.encode().decode() == line
    assert len(tame("x" * 10_000)) == LONGEST


def test_no_other_library_is_known() -> None:
    with pytest.raises(ValueError, match="numpy, pytorch, jax, tensorflow"):
        chainrule.study("x * x").export("fortran")
