"""Views and copies: what a change in place reaches, as NumPy has it, and what nobody knows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.ops.record import Shape
from chainrule.program.layouts import in_line, line, ordered, restrided
from viewed import Viewer, compare

NUMPY, TORCH = "import numpy as np\nx = np.arange(8.0)\n", "import torch\nx = torch.arange(8.0)\n"


@pytest.mark.parametrize("seed", range(60))
def test_a_program_made_by_chance_has_the_numbers_of_numpy(seed: int) -> None:
    viewer = Viewer(seed, torch=False)
    viewer.program(8)
    compare(viewer)


@pytest.mark.parametrize("seed", range(40))
def test_a_shape_is_a_view_where_numpy_makes_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    whole = np.arange(48.0).reshape(2, 3, 2, 4).transpose(random.permutation(4))
    part = whole[tuple(slice(random.integers(2), None, int(random.choice([1, 1, 1, 2, -1]))) for _ in range(4))]
    for wanted in _shapes(part.size):
        shaped = part.reshape(wanted)
        found = restrided(part.shape, tuple(one // 8 for one in part.strides), wanted)
        assert (found is not None) == np.shares_memory(part, shaped)
        if found is not None:
            moved = [(extent, one * 8) for extent, one in zip(wanted, found, strict=True) if extent > 1]
            assert moved == [(extent, one) for extent, one in zip(wanted, shaped.strides, strict=True) if extent > 1]


def _shapes(count: int) -> list[Shape]:
    parts = [one for one in range(1, count + 1) if count % one == 0]
    return [
        (count,),
        *((one, count // one) for one in parts),
        *((one, two, count // one // two) for one in parts for two in parts if count // one % two == 0),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_what_numpy_computes_entry_by_entry_lies_as_its_arguments_do(seed: int) -> None:
    random = np.random.default_rng(seed)
    shape = (2, 3, 4)
    given = []
    for _ in range(random.integers(1, 4)):
        order = random.permutation(3)
        one = np.zeros([shape[axis] for axis in order]).transpose(np.argsort(order))
        given.append(np.broadcast_to(one[:, :1], shape) if random.random() < 0.3 else one[:, :, ::-1] if random.random() < 0.3 else one)
    total = np.add(given[0], given[1]) if len(given) > 1 else np.negative(given[0])
    strides = ordered(shape, [tuple(0 if one.shape[k] == 1 else one.strides[k] // 8 for k in range(3)) for one in given[:2]], False)
    assert strides == tuple(one // 8 for one in total.strides)
    assert in_line(shape, strides) == total.flags.c_contiguous and in_line(shape, line(shape))


# program that prints; run by NumPy itself
OF_NUMPY = [
    "y = x[::-1].reshape(2, 4)\ny[0, 0] = 99\nprint(x)",
    "y = x.reshape(2, 4).T.reshape(8)\ny[0] = 99\nprint(x)",
    "y = x.reshape(2, 4).T * 1\nz = y.reshape(8)\nz[0] = 99\nprint(x, y)",
    "y = x.reshape(2, 4).T.copy()\nz = y.reshape(8)\nz[0] = 99\nprint(x, y)",
    "y = np.copy(x.reshape(2, 4).T)\nz = y.reshape(8)\nz[0] = 99\nprint(x, y)",
    "y = np.array(x.reshape(2, 4).T)\nz = y.ravel()\nz[0] = 99\nprint(x, y)",
    "y = np.ascontiguousarray(x.reshape(2, 4).T)\ny[0, 0] = 99\nz = np.ascontiguousarray(x)\nz[1] = 7\nprint(x, y)",
    "y = x[::2]\nb = y.ravel()\nb[0] = 99\nc = y.reshape(-1)\nc[1] = 7\nprint(x)",
    "m = x.reshape(2, 4)\nb = np.ravel(m)\nb[0] = 99\nc = m.flatten()\nc[1] = 7\nprint(x)",
    "f = np.flip(x)\nf[0] = 99\nx[0] = 7\nprint(x, f)",
    "b = np.broadcast_to(x, (2, 8))\nx[0] = 99\nprint(b)",
    "m = x.reshape(2, 4)\nd = np.diagonal(m)\ne = np.diag(m, 1)\nx[5] = 99\nx[1] = 7\nprint(d, e)",
    "m = x.reshape(2, 4)\nb = np.rot90(m)\nb[0, 0] = 99\nprint(x)",
    "a, b = np.split(x, 2)\nb[0] = 99\nc, d = np.split(x, [3])\nd[0] = 7\nprint(x)",
    "b = np.moveaxis(x.reshape(2, 4), 0, 1)\nb[0] = 99\nprint(x)",
    "z = x.astype(float)\nz += 1\nprint(x, z)",
    "z = sum([x])\nz += 1\nprint(x, z)",
    "z = +x\nz += 1\nprint(x, z)",
    "z = np.asarray(x)\nz += 1\nprint(x, z)",
    "t = x.sum(0)\nnp.ravel(t)[0] = 0.5\nprint(t)",
    "b = np.broadcast_to(x[:4], (2, 1, 4)).astype(float)\nt = np.clip(b, -1, 1).transpose(0, 2, 1)\nnp.ravel(t)[0] = 0.5\nprint(t)",
    "y = np.arange(8).reshape(2, 4)[:, :2].astype(float)\nz = y.reshape(-1)\nz[0] = 99\nprint(y)",
    "y = x.reshape(2, 4)[:, :2].astype(int)\nz = y.reshape(-1)\nz[0] = 99\nprint(y)",
    "z = np.array(x, copy=False)\nz += 1\ny = x.astype(float, copy=False)\ny += 1\nprint(x)",
    "y = np.array(x.reshape(2, 4).T, order='C')\nz = y.reshape(-1)\nz[0] = 9\nprint(y)",
    "w = x.reshape(2, 4).T.copy('K')\nw.reshape(-1)[0] = 9\nprint(w)",
    "m = x.reshape(2, 4)\nz = np.squeeze(m[:1, :1])\nz += 1\ny = m[0, ..., 1]\ny += 1\nn = m[0, 2]\nn += 1\nprint(m, n)",
    "x[1:] += x[:-1]\nx[2:] = x[:-2]\nx /= x[3]\nprint(x)",
    "l = [np.zeros(2)]\nz = np.array(l[0])\nz += 1\ny = l[0].copy()\ny += 1\nprint(l[0], max([x]))",
]


@pytest.mark.parametrize("text", OF_NUMPY)
def test_a_change_reaches_what_it_reaches_in_numpy(text: str) -> None:
    theirs: list[list[Any]] = []
    exec(NUMPY + text, {"print": lambda *values: theirs.append([np.array(one) for one in values])})
    for one, other in zip(chainrule.study(NUMPY + text).prints, theirs, strict=True):
        for ours, expected in zip(one, other, strict=True):
            np.testing.assert_allclose(ours, expected)


# program: a phrase of what is said
UNKNOWN = {
    NUMPY + "b = np.broadcast_to(x, (2, 8))\nb[0] = 99": "may only be read",
    NUMPY + "b = np.diagonal(x.reshape(2, 4))\nb += 1": "may only be read",
    NUMPY + "b = np.diag(x.reshape(2, 4))\nx += 1\nprint(b)\nb[0] = 1": "may only be read",
    TORCH + "y = x.narrow(0, 0.5, 2)": "takes whole numbers",
    TORCH + "y = x.select(0, torch)": "whole numbers",
    TORCH + "y = x * 1\ne = y.expand(2, 8)\ne[0, 0] = 7": "at several places",
    TORCH + "y = (x * 1).view(2, 4)\nv = y[:, 1:].view(6)": "lie in memory",
    TORCH + "v = x.reshape(2, 4).T.view(8)": "lie in memory",
    TORCH + "y = (x * 1).view(2, 4)\ny[:, 1:] += y[:, :-1]": "while it writes over them",
    TORCH + "y = (x * 1).view(2, 4)\ny[:, 1:] = y[:, :-1]": "while it writes over them",
    TORCH + "y = x * 1\ny.add_(y[1], alpha=2)": "while it writes over them",
    TORCH + "y = x * 1\nz = y.double()\nz += 1\nprint(y)": "may have its numbers in common",
    TORCH + "y = x * 1\nz = y.double()\ny += 1\nprint(z)": "may have its numbers in common",
    NUMPY + "y = np.einsum('ij->ji', x.reshape(2, 4))\ny[0] = 5\nprint(x)": "may have its numbers in common",
    "import numpy as np\nimport torch\na = torch.tensor(np.ones(2))\nb = a.float()\nb += 1\nprint(a)": "may have its numbers in common",
}


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_a_library_refuses_or_nobody_knows_is_refused(text: str) -> None:
    with pytest.raises(chainrule.ChainruleError, match=UNKNOWN[text]):
        chainrule.study(text + "\nprint(1)")


def test_a_tensor_of_another_type_may_be_changed_where_nobody_reads_the_first() -> None:
    assert chainrule.study(TORCH + "x = x.double()\nx += 1\nprint(x[0])").prints == [[1]]
