"""Texts and what they become: names, inputs, constants, versions, targets, faults."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from chainrule.program.names import nearest
from chainrule.trace.study import Record, record


def study(text: str, **options: object) -> Record:
    return record(text, options.pop("vars", {}), **options)  # type: ignore[arg-type]


def gradient(text: str, name: str, **options: object) -> Any:
    found = study(text, **options)
    assert not found.problems, found.problems
    assert found.back is not None
    return found.back.gradients[found.program.bindings[name]]


def fault(text: str, **options: object) -> tuple[str, str]:
    """Code and the text it points at."""
    found = study(text, **options)
    first = found.problems[0]
    return first.code, text[slice(*first.span)] if first.span else ""


def test_free_names_become_inputs_with_small_distinct_numbers() -> None:
    found = study("(x + y) * z")
    assert [(one.name, float(found.values[one.node])) for one in found.program.inputs] == [("x", 2.0), ("y", 3.0), ("z", 5.0)]
    assert {one.source for one in found.program.inputs} == {"free"}


def test_vars_override_inputs_and_free_names() -> None:
    found = study("x = 1\ny = x * w", vars={"x": 4, "w": 0.5})
    assert float(found.values[found.program.bindings["y"]]) == 2.0
    assert all(one.overridden for one in found.program.inputs)


def test_vars_must_be_inputs_of_the_same_shape() -> None:
    assert fault("x = [1, 2]\ny = sum(x)", vars={"x": 3})[0] == "bad-vars"
    assert fault("x = 1\ny = x * x", vars={"q": 3})[0] == "bad-vars"


@pytest.mark.parametrize("given", [3, [[1, 2], [3]], [[1], 2], [10**400]])
@pytest.mark.parametrize("text", ["x = [1, 2]\ny = sum(x)", "y = [1, 2] * x + [1, 2, 3] * x"])
def test_a_value_that_does_not_fit_is_named(text: str, given: Any) -> None:
    named = [problem.facts.get("name") for problem in study(text, vars={"x": given}).problems if problem.code == "bad-vars"]
    assert set(named) == ({"x"} if named else set()) and (named or given == 3)


def test_a_name_assigned_again_is_a_new_version() -> None:
    found = study("x = 2\ny = x * x\ny = y + x\ny += 1")
    names = [(found.program.names[node], found.program.versions[node]) for node in found.program.names]
    assert names == [("x", 0), ("y", 0), ("y", 1), ("y", 2)]


def test_an_alias_is_no_node() -> None:
    found = study("b = x * x\nc = b\nd = c + b")
    assert found.program.bindings["b"] == found.program.bindings["c"]
    assert found.program.aliases[found.program.bindings["b"]] == ["c"]
    assert len(found.program) == 3


def test_literals_inside_expressions_are_constants_without_gradient() -> None:
    found = study("y = 3 * x")
    assert found.program.kinds == ["input", "constant", "op"]
    assert found.back is not None and found.back.gradients[1] is None


def test_creation_calls_bound_to_a_name_are_inputs() -> None:
    found = study("x = arange(4)\ny = 2 * dot(x, x)")
    assert found.program.kinds[found.program.bindings["x"]] == "input"
    np.testing.assert_array_equal(gradient("x = arange(4)\ny = 2 * dot(x, x)", "x"), [0, 4, 8, 12])


def test_a_scaled_random_matrix_still_has_a_gradient() -> None:
    assert np.shape(gradient("w = randn(2, 3) * 0.1\ny = sum(w @ [1, 2, 3])", "w")) == (2, 3)


def test_random_numbers_depend_on_seed_and_place_only() -> None:
    text = "a = randn(3)\nb = randn(3)\ny = sum(a * b)"
    one, two, other = study(text), study(text), study(text, seed=1)
    np.testing.assert_array_equal(one.values[0], two.values[0])
    assert not np.array_equal(one.values[0], one.values[1])
    assert not np.array_equal(one.values[0], other.values[0])


def test_tuples_unpack() -> None:
    assert gradient("w, x = 2, -1\nf = w * x", "w") == -1.0
    assert fault("a, b = 1, 2, 3\nc = a * b")[0] == "wrong-arguments"


def test_lists_of_values_become_tensors() -> None:
    np.testing.assert_array_equal(study("y = [x, x * x, 1]", vars={"x": 3}).values[-1], [3, 9, 1])
    np.testing.assert_array_equal(study("y = [[x, 1], [2, x]] @ [1, 1]", vars={"x": 3}).values[-1], [4, 5])
    assert gradient("y = sum([x, x * x, 1])", "x", vars={"x": 3.0}) == 7.0


def test_methods_and_attributes() -> None:
    np.testing.assert_array_equal(study("x = [[1, 2, 3]]\ny = x.T @ x").values[-1], [[1, 2, 3], [2, 4, 6], [3, 6, 9]])
    assert float(study("x = [[1, 2], [3, 4]]\ny = x.sum(0).max()").values[-1]) == 6.0
    assert np.shape(study("x = ones(2, 6)\ny = x.reshape(3, 4) * 1").values[-1]) == (3, 4)
    assert np.shape(study("x = ones(2, 6)\ny = reshape(x, (x.shape[1], x.shape[0])) * 1").values[-1]) == (6, 2)
    assert float(study("x = ones(2, 6)\ny = sum(x) / x.size").values[-1]) == 1.0


def test_a_whole_number_with_a_name_may_be_an_axis() -> None:
    np.testing.assert_array_equal(study("k = 1\nx = [[1, 2], [3, 4]]\ny = sum(x, axis=k)").values[-1], [3, 7])


def test_indices_and_slices() -> None:
    text = "x = [[1, 2, 3], [4, 5, 6]]\ny = {} * 1"
    for key, expected in {
        "x[0]": [1, 2, 3],
        "x[:, 1]": [2, 5],
        "x[-1, ::2]": [4, 6],
        "x[..., None, 0]": [[1], [4]],
        "x[[1, 0], 0]": [4, 1],
    }.items():
        np.testing.assert_array_equal(study(text.format(key)).values[-1], expected)
    assert gradient("x = [1, 2]\ny = x[0] * x[0] + x[-1]", "x").tolist() == [2.0, 1.0]


def test_max_of_two_is_maximum_and_of_one_a_reduction() -> None:
    assert float(study("y = max(a, b)", vars={"a": 1, "b": 4}).values[-1]) == 4.0
    assert float(study("y = max([1, 7, 3])").values[-1]) == 7.0


def test_the_target_is_the_last_result_unless_named() -> None:
    assert gradient("y = x * x\nz = y * 3", "x", vars={"x": 2.0}) == 12.0
    assert gradient("y = x * x\nz = y * 3", "x", vars={"x": 2.0}, target="y") == 4.0
    assert gradient("y = x * x\nc = 5", "x", vars={"x": 2.0}) == 4.0
    assert fault("y = x * x", target="q")[0] == "bad-target"


def test_upstream_is_given_for_the_target_in_its_shape() -> None:
    text = "x = [3, 4, 5]\nz = x * x"
    np.testing.assert_array_equal(gradient(text, "x", upstream=[1, 10, 100]), [6, 80, 1000])
    np.testing.assert_array_equal(gradient(text, "x", upstream={"z": [1, 10, 100]}), [6, 80, 1000])
    np.testing.assert_array_equal(gradient(text, "x"), [6, 8, 10])
    assert fault(text, upstream=[1, 2])[0] == "bad-upstream"
    assert fault(text, upstream={"y": [1, 2, 3]})[0] == "bad-upstream"


def test_no_path_is_none_and_a_cut_path_too() -> None:
    assert gradient("x = 2\ny = 3\nz = y * y", "x") is None
    np.testing.assert_array_equal(gradient("x = [0, 1, 2]\nu = detach(x * x)\ns = sum(u * x)", "x"), [0, 1, 4])


def test_wrt_leaves_the_other_inputs_without_a_gradient() -> None:
    assert gradient("y = w * x", "x", wrt=["w"]) is None
    assert gradient("y = w * x", "w", wrt=["w"]) == 3.0


def test_faults_point_at_their_place() -> None:
    assert fault("y = a + b.foo") == ("unknown-attribute", "foo")
    assert fault("y = 1 + exp([1, 2] @ [1, 2, 3])") == ("matmul-mismatch", "[1, 2] @ [1, 2, 3]")
    assert fault("q = 2\ny = exp(q)(3)")[0] == "not-callable"
    assert fault("y = sum(x, axis='a')") == ("bad-argument", "axis='a'")
    assert fault("y = x[1.5]")[0] == "bad-index"


def test_several_faults_are_told_at_once_and_their_users_are_not_blamed() -> None:
    found = study("a = 1\nb = sogmoid(a)\nc = b * 2\nd = [1] @ [1, 2]\ne = a + 1")
    assert [problem.code for problem in found.problems] == ["unknown-function", "matmul-mismatch"]
    assert len(found.program) > 3  # what stands before and between the faults is still there


def test_what_differs_by_a_digit_is_meant() -> None:
    assert nearest("weigth", ["weight"]) == "weight"
    assert nearest("wait1", ["wait2"]) is None
    assert nearest("tan", ["tanh"]) is None


def test_depth_of_text_is_not_depth_of_the_stack() -> None:
    assert not study("y = " + "+".join(["x"] * 2000)).problems
    assert study("y = " + "(" * 10_000 + "x" + ")" * 10_000).problems[0].code == "too-deep"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("y = zeros(1001, 1000)", "tensor-too-large"),
        ("x = ones(1000, 1000)\ny = x * x\nz = y * y\nw = z * z\nv = w * w", "too-much-memory"),
        ("x = ones(1, 1, 1, 1, 1, 1, 1, 1, 1)\ny = x * 2", "too-many-axes"),
        ("x = ones(1000, 1000)\ny = x @ x + x", "too-much-work"),
        ("y = ones(10**9)", "tensor-too-large"),
        ("y = arange(1e300)", "tensor-too-large"),
        ("x = ones(1000000, 1)\ny = x @ x.T", "tensor-too-large"),
    ],
)
def test_ceilings_are_checked_before_the_work(text: str, code: str) -> None:
    assert fault(text)[0] == code


def test_the_library_takes_longer_programs_than_the_service() -> None:
    from chainrule.ops.catalogue import op
    from chainrule.program.graph import INPUT, Program
    from chainrule.program.recorder import Recorder
    from chainrule.trace.backward import backward, wanted
    from chainrule.trace.forward import Forward

    program, forward = Program(), Forward()
    recorder = Recorder(program, forward, 100_000)
    x = v = recorder.give(INPUT, [1.00001], (), None)
    for _ in range(99_999):
        v = recorder.apply(op("mul"), (v, x))
    back = backward(program, forward.values, v, np.float64(1.0), wanted(program, v))
    np.testing.assert_allclose(back.gradients[x], 100_000 * 1.00001**99_999, rtol=1e-9)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("x = ones(4, 3)\nW = ones(4, 2)\ny = x @ W", "Transpose the first factor: x.T @ W."),
        ("x = ones(4, 3)\nW = ones(2, 3)\ny = (x + 1) @ W", "Transpose the second factor: (x + 1) @ W.T."),
        ("import torch\nx, W = torch.ones(4, 3), torch.ones(2, 3)\ny = torch.matmul(x, W)", "Transpose the second factor: x @ W.T."),
        ("x = ones(2, 3)\ny = x / sum(x, axis=1)", "Keep the axis as 1: sum(x, axis=1, keepdims=True)."),
        ("import torch\nx = torch.ones(2, 3)\ny = x / x.sum(dim=1)", "Keep the axis as 1: x.sum(dim=1, keepdim=True)."),
        ("import torch\nx = torch.ones(2, 3)\nm = x.mean(1)\ny = x - m", "Keep the axis as 1: x.mean(1, keepdim=True)."),
        ("x = ones(2, 3)\ny = x / [1, 2]", "Sizes must be equal, or one of them 1."),
        ("x = ones(2, 3)\ny = ones(5, 3) / sum(x, axis=1)", "Sizes must be equal, or one of them 1."),
    ],
)
def test_a_shape_that_does_not_fit_is_mended_in_the_names_of_the_program(text: str, hint: str) -> None:
    (problem,) = study(text).problems
    assert problem.hint is not None and problem.hint.startswith(hint)


# -- prefixes of other libraries


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("y = np.sqtr(x)", "Did you mean numpy.sqrt?"),
        ("y = tf.log(x)", "Did you mean tensorflow.math.log?"),
        ("y = torch.relux(x)", "Did you mean torch.relu?"),
        ("import torch\ny = torch.ones(2).meen()", "Did you mean mean?"),
        ("y = np.group_norm(x)", "Write group_norm(x), without numpy."),
    ],
)
def test_what_a_library_does_not_have_is_told_with_its_own_names(text: str, hint: str) -> None:
    found = study(text)
    assert [(problem.code, problem.hint) for problem in found.problems] == [("unknown-attribute", hint)]
    assert not {"np", "torch", "tf", "math", "F"} & {one.name for one in found.program.inputs}


@pytest.mark.parametrize(
    "text", ["y = F.sum()", "y = F.T * 2", "F = [1, 2]\ny = F.dot(F)", "np = 2\ny = np.exp()", "y = np * 2", "y = x.exp()"]
)
def test_a_name_of_ones_own_may_be_that_of_a_library(text: str) -> None:
    assert study(text).problems == ()


_ROWS = "rows = [[1, 2], [2, -1]]\nt = [1, -1]\ny = [sum([v * v for v in row]) for row in rows]\nsum(y)"
_CLONE = "import torch\nx = torch.ones(2, 2, requires_grad=True)\ny = x * 3\ny[1].mul_(2)\nz = y.clone()\nz.sum()"


@pytest.mark.parametrize(("text", "shape", "lines"), [(_ROWS, (2,), [2, 3, 3]), (_CLONE, (2, 2), [2, 3, 4, 5])])
def test_a_node_stands_in_the_line_that_made_it(text: str, shape: tuple[int, ...], lines: list[int]) -> None:
    program = study(text).program
    made = [span for span, one in zip(program.spans, program.shapes, strict=True) if one == shape and span]
    assert [text.count("\n", 0, span[0]) + 1 for span in made] == lines
