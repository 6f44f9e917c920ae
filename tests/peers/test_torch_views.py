"""Views and copies that are changed in place, run by PyTorch: their numbers and their gradients."""

from __future__ import annotations

import pytest

from derived import compare_prints
from sources import agrees, of_text
from viewed import Viewer, compare

pytest.importorskip("torch")

HEAD = "import torch\nw = torch.arange(8.0, requires_grad=True)\ny = w * 1.5\n"
END = "\n(y * y * torch.arange(8.0).view(y.shape)).sum().backward()\nprint(w.grad)"


@pytest.mark.parametrize("seed", range(80))
def test_a_program_made_by_chance_has_the_numbers_of_the_library(seed: int) -> None:
    viewer = Viewer(seed, torch=True)
    viewer.program(8)
    compare(viewer)


PROGRAMS = [
    "v = y[::2].view(2, 2)\nv[0, 0] = 99\nprint(y, v)",
    "v = y.view(2, 4).T[:, 1].view(4)\nv[0] = 99\nprint(y)",
    "y = y.view(2, 4)\nv = y[:, 1:].reshape(6)\nv[0] = 99\nprint(y)",
    "y = y.view(2, 4)\nv = y[:, 1:].reshape(2, 3, 1)\nv[0] *= 3\nprint(y)",
    "t1 = y.view(2, 4)\nt3 = t1.T[:, 1]\nt4 = t3.view(2, 2).view(4)\nt3.mul_(w[0] + 2)\nprint(t1, t3, t4)",
    "t = y.view(2, 4).T * 1\nz = t.reshape(8)\nz[0] = 99\nprint(t)",
    "t = y.view(2, 4).T.clone()\nz = t.reshape(8)\nz[0] = 99\nprint(t)",
    "t = y.view(2, 4).T.contiguous()\nz = t.reshape(8)\nz[0] = 99\nprint(t, y.contiguous().mul_(2), y)",
    "t = y.view(2, 4)\ns = (t.T + t.T.clone()).ravel()\ns += 1\nprint(s, y[::2].flatten().mul_(2), y)",
    "e = y[:1].expand(3)\nf = torch.broadcast_to(y, (2, 8))\ny[0] = 99\nprint(e, f)",
    "e = y[:1].expand(1)\ne.add_(1)\nprint(e, y)",
    "f = torch.flip(y, (0,))\nf[0] = 99\nd = torch.diag(y.view(2, 4))\nd += 1\nprint(y)",
    "y = y.view(2, 4)\nb = torch.diagonal(y, 1)\nb *= 3\na, c = y.unbind()\nprint(y, a, c)",
    "y = y.view(2, 4)\ny.narrow(1, 1, 2).mul_(2)\ny.select(1, 0).mul_(3)\ny.split(3, 1)[1].detach()\nprint(y)",
    "with torch.no_grad():\n    a, b = y.split([3, 5])\n    b += 1\n    a, b, c = y.chunk(3)\n    c += 1\nprint(y)",
    "y.unflatten(0, (2, 4))[1].mul_(2)\ny.view(2, 1, 4).squeeze(1)[0].mul_(3)\ny.view(2, 4).movedim(0, 1)[0].mul_(2)\nprint(y)",
    "z = torch.tensor(y.detach())\nz += 1\nq = sum([y])\nq += 1\nprint(y, z, q)",
    "z = torch.tensor(y.view(2, 4)[:, 1:].detach())\nz.reshape(6)[0] = 5\nprint(z)",
    "s = y[3]\ns[s > 0.5] = 0.25\ny[s < 1] *= 2\nprint(y, y[s > 5].shape[0], y[s < 5].shape)",
    "x = torch.zeros(2, 8)\nx.copy_(y)\nx += 1\nx[0].mul_(2)\nprint(x, y)",
]


BOTH = "import torch\nimport numpy as np\nq = torch.arange(6.0) * 1\na = np.arange(6.0)\n"
OF_BOTH = [
    "z = q.numpy()\nz += 1\nq[0] = 9\nprint(q, z)",
    "z = np.asarray(q)\nz += 1\ny = np.array(q)\ny += 1\nprint(q, z, y)",
    "z = q.view(2, 3).T.numpy().reshape(6)\nz[0] = 5\nprint(q, z)",
    "z = torch.from_numpy(a.reshape(2, 3).T).reshape(6)\nz[0] = 5\nprint(a, z)",
    "z = torch.from_numpy(a).view(2, 3)\nz.T[0].fill_(7)\nprint(a, z)",
    "z = torch.as_tensor(a)\nz += 1\ny = torch.tensor(a)\ny += 1\nprint(a, z, y)",
    "l = [torch.zeros(2)]\nz = torch.tensor(l[0])\nz += 1\nprint(l[0], z)",
    "p = torch.nn.Parameter(q)\nwith torch.no_grad():\n    p += 1\nprint(q, p)",
    "z = torch.as_tensor(q)\nz += 1\nprint(q, z, max([q]))",
]


@pytest.mark.parametrize("text", OF_BOTH)
def test_a_change_reaches_what_it_reaches_between_two_libraries(text: str) -> None:
    compare_prints(BOTH + text)


@pytest.mark.parametrize("text", PROGRAMS)
def test_a_change_reaches_what_it_reaches_in_the_library(text: str) -> None:
    compare_prints(HEAD + text + END)


LEAF = "import torch\nw = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)\ny = w * 2\n"


@pytest.mark.parametrize("text", ["d = torch.diagonal(y)\nd *= 3", "v = y.view(4)[::2].view(2, 1)\nv[0] = w[1, 1]"])
def test_the_code_of_a_changed_view_gives_its_numbers(text: str) -> None:
    agrees(of_text(f"{LEAF}{text}\nz = (y * y).sum()"), "pytorch")
