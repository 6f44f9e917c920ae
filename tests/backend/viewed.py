"""Programs that change views of views in place, made by chance and line by line: the library itself says which lines it takes."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import numpy as np

import chainrule

SHAPES: tuple[tuple[int, ...], ...] = ((6,), (2, 3), (3, 4), (2, 2, 3), (1, 4), (4, 4))
_LEFT = 12
"""Tries before a kind of line is given up."""


class Viewer:
    """Writes one program, and runs it in the library as it goes. `torch`: in PyTorch, else in NumPy."""

    def __init__(self, seed: int, torch: bool) -> None:
        self.random, self.torch = Random(seed), torch
        self.library = "torch" if torch else "np"
        self.lines = ["import torch" if torch else "import numpy as np"]
        self.names: dict[str, Any] = {}
        """What the names of the program are in the library."""
        self.printed: list[list[Any]] = []
        self.tensors: list[str] = []
        self.begin()

    def begin(self) -> None:
        """Run the lines so far."""
        self.printed = []
        self.names = {"print": lambda *values: self.printed.append([None if one is None else _plain(one) for one in values])}
        exec("\n".join(self.lines), self.names)

    def program(self, statements: int) -> str:
        leaves = "uvw"[: self.random.randint(1, 3)]
        for name, shape in zip(leaves, self.random.sample(SHAPES, len(leaves)), strict=True):
            entries = np.round([self.random.uniform(-2, 2) for _ in range(int(np.prod(shape)))], 2).reshape(shape).tolist()
            made = f"torch.tensor({entries}, requires_grad=True)" if self.torch else f"np.array({entries})"
            assert self.run(f"{name} = {made}") and self.run(f"{name.upper()} = {name} * 1.5")
        for number in range(statements):
            for _ in range(_LEFT):
                if self.run(self.random.choice(_STATEMENTS)(self, number)):
                    break
            if self.random.random() < 0.1:
                self.run(f"print({self.random.choice(self.tensors)})")
        assert self.run(f"print({', '.join(self.tensors)})")
        if self.torch:
            terms = [f"({name} * {name} * {self.random.choice([0.5, 1.0, -0.25])}).sum()" for name in self.tensors]
            self.run(f"l = {' + '.join(terms)}\nl.backward()\nprint(l, {', '.join(f'{name}.grad' for name in leaves)})")
        return "\n".join(self.lines)

    def run(self, text: str) -> bool:
        """Whether the library takes these lines; then the program has them."""
        if not text:
            return False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                exec(text, self.names)
            except Exception:  # whatever a library says against a line, which may have done a part of it
                self.begin()
                return False
        made, equals, _ = text.partition(" = ")
        tensors = list(dict.fromkeys([*self.tensors, *([made] if equals and made.isidentifier() and made not in "uvwld" else [])]))
        if any(0 in self.names[name].shape or _alone(self.names[name]) for name in tensors):
            self.begin()
            return False
        self.tensors = tensors
        self.lines.append(text)
        return True

    def filled(self, kind: str, alike: str) -> str:
        """A text of a table, about tensors of the program."""
        texts = [line for line in (alike + (OF_TORCH if self.torch else OF_NUMPY)[kind]).splitlines() if line]
        random = self.random
        name = random.choice([one for one in self.tensors if kind == "changes" or len(self.names[one].shape)] or self.tensors)
        rank = len(self.names[name].shape)
        return (
            random.choice(texts)
            .replace("~", "\n")
            .format(
                n=name,
                m=self.random.choice(self.tensors),
                key=self.key(name),
                shape=self.shape(name),
                value=self.fitting(name),
                number=f"{random.uniform(-1, 1):.2f}",
                axis=random.randrange(-rank, rank) if rank else 0,
                other=random.randrange(rank) if rank else 0,
                one=random.randint(-1, 2),
                order=", ".join(map(str, random.sample(range(rank), rank))),
            )
        )

    def fitting(self, name: str) -> str:
        """Something that can be repeated to the shape of a tensor."""
        shape = tuple(self.names[name].shape)
        known = [other for other in self.tensors if tuple(self.names[other].shape) in (shape, shape[1:])]
        if known and self.random.random() < 0.6:
            return self.random.choice(known)
        return f"{self.random.uniform(-1, 1):.2f}"

    def shape(self, name: str) -> str:
        """A shape with as many entries as a tensor has."""
        count = int(np.prod(self.names[name].shape))
        one = self.random.choice([k for k in range(1, count + 1) if count % k == 0])
        two = self.random.choice([k for k in range(1, count + 1) if (count // one) % k == 0])
        return self.random.choice(["-1", f"{one}, -1", f"{one}, {count // one}", f"{one}, {two}, -1", f"{count // one}, {one}"])

    def bind(self, number: int, made: str) -> str:
        """A line that gives a tensor a name, at times one that another had."""
        return f"{self.random.choice([f't{number}'] * 4 + self.tensors[-1:])} = {made}"

    def key(self, name: str) -> str:
        shape = self.names[name].shape
        parts = []
        for extent in shape[: self.random.randint(1, max(1, len(shape)))]:
            start = self.random.randrange(extent)
            slices = [":", f"{start}:", f":{start + 1}", "::2", "1:", "::2" if self.torch else "::-1"]
            parts.append(self.random.choice([str(start), *slices]))
        return ", ".join(parts) or "..."


def _alone(of: Any) -> bool:
    """Whether this is one number in an array of its own: such are numbers here, which nobody changes."""
    return isinstance(of, np.ndarray) and not of.shape and of.base is None


def _plain(of: Any) -> Any:
    return of.detach().numpy().astype(float) if hasattr(of, "detach") else np.array(of, dtype=float)


VIEWS = """
{n}[{key}]
{n}[{key}]
{n}[{key}]
{n}.reshape({shape})
{n}.reshape({shape})
{n}.ravel()
{n}.flatten()
{n}[None]
{n}.squeeze()
{n}.T
{n}.swapaxes({axis}, {other})
{n}.diagonal({one})
"""
CHANGES = """
{n} += {value}
{n} -= {value}
{n} *= {value}
{n}[{key}] = {number}
{n}[{key}] *= 0.5
{n}[{key}] += {value}
{n}[{key}] = {m}
{n}[{key}] = {n}[{key}] * 0.5 + 1
{n}[{n} > 0.5] = 0.25
{n}[:] = {value}
{n}[[1, 0]] = {value}
{n}[...] = {value}
{n}[0][...] *= 2.0
{n}.reshape({shape})[0] = 0.5
for row in {n}:~    row *= 0.5
def f(a):~    a += 0.25~    return a~{n} = f({n})
l = [{n}, {m}]~l[0] *= 0.5~l[1][0] = 0.5
d = {{'a': {n}[0], 'b': {m}}}~d['a'] += 0.25~d['b'][0] *= 0.5
{n}[{key}], {m}[0] = 0.25, 0.5
for k in range(2):~    {n}[k] = {n}[k - 1] * 0.5
a, b = {n}[0], {m}~a += 0.5~b *= a.sum()
(lambda a: a)({n})[{key}] = 0.5
{n}[1:] = {n}[:-1]
"""
COPIES = """
{n} * 0.5
{n} + {value}
{value} * {n}
-{n}
+{n}
{n}[[0, 1]]
{n} - {n}.T
{n} @ {n}.T
{n}.sum(0)
sum([{n}])
({n} > 0) * {m}
{n}[{n} > 0]
{n}.T * {n}.T
{n} + {m}
{m}.reshape({shape}) * 0.5
"""
"""What both libraries write alike. A `~` ends a line."""
OF_TORCH = {
    "views": """
{n}.view({shape})
{n}.view({shape})
{n}.view({shape})
{n}.permute({order})
{n}.unsqueeze({axis})
{n}.select({axis}, 0)
{n}.narrow({axis}, 0, 2)
{n}.unbind({axis})[-1]
{n}.chunk(2, {axis})[-1]
{n}.split(2, {axis})[-1]
{n}.squeeze({axis})
{n}.flatten(0, {axis})
{n}.movedim(0, {axis})
{n}.contiguous()
{n}.detach()
{n}.expand(2, *{n}.shape)
""",
    "changes": """
{n}.mul_({value})
{n}.add_({value}, alpha=0.5)
{n}.copy_({m})
{n}.fill_(0.75)
{n}.tanh_()
{n}.clamp_(-1, 1)
{n}[{key}].sub_(0.5)
{n}.view({shape})[0] = 0.5
{n}.reshape({shape}).mul_(0.5)
{n}.detach().add_(0.5)
with torch.no_grad():~    {n} *= 0.5
with torch.no_grad():~    {n}[{key}] = 0.5
""",
    "copies": """
{n}.clone()
torch.tanh({n})
torch.cat([{n}, {n}])
torch.stack([{n}, {n}], -1)
torch.where({n} > 0, {n}, 0.1)
torch.flip({n}, (0,))
{n}.clamp(-1, 1)
torch.diag({n})
torch.softmax({n}, 0)
torch.tensor({n}.detach())
torch.einsum('ij->ji', {n})
{n}.repeat(2, 1)
{n}.cumsum(0)
torch.maximum({n}, {m})
torch.relu({n})
{n}.sum(0, keepdim=True)
torch.outer({n}, {n})
{n}.sort(0)[0]
torch.tril({n})
""",
}
OF_NUMPY = {
    "views": """
{n}.transpose({order})
np.flip({n})
np.flip({n}, {axis})
np.fliplr({n})
np.flipud({n})
np.rot90({n}, {one})
np.transpose({n})
np.asarray({n})
np.ascontiguousarray({n})
np.squeeze({n})
np.diag({n})
np.split({n}, 2)[-1]
np.split({n}, [1])[-1]
np.moveaxis({n}, 0, -1)
np.expand_dims({n}, 0)
np.reshape({n}, ({shape},))
np.broadcast_to({n}, (2, *{n}.shape))
""",
    "changes": """
{n}.T[0] = 0.5
np.ravel({n})[0] = 0.5
""",
    "copies": """
{n}.copy()
np.copy({n})
np.array({n})
np.tanh({n})
{n}.astype(float)
np.concatenate([{n}, {n}])
np.stack([{n}, {n}], -1)
np.where({n} > 0, {n}, 0.1)
np.clip({n}, -1, 1)
np.roll({n}, 1)
np.tile({n}, 2)
np.cumsum({n}, 0)
np.maximum({n}, {m})
np.sum({n}, 0, keepdims=True)
np.outer({n}, {n})
np.sort({n})
""",
}


def _view(here: Viewer, number: int) -> str:
    return here.bind(number, here.filled("views", VIEWS))


def _copy(here: Viewer, number: int) -> str:
    return here.bind(number, here.filled("copies", COPIES))


def _change(here: Viewer, number: int) -> str:
    return here.filled("changes", CHANGES)


_STATEMENTS: Sequence[Callable[[Viewer, int], str]] = (_view, _view, _view, _copy, _change, _change, _change)


def compare(viewer: Viewer) -> None:
    """Every number the program of a viewer printed in the library is the same here, or the program is refused for what is not known."""
    text = "\n".join(viewer.lines)
    try:
        prints = chainrule.study(text).prints
    except chainrule.ChainruleError as error:
        said = error.problems[0].detail
        assert any(part in said for part in REFUSED), (text, said)
        return
    assert len(prints) == len(viewer.printed), text
    for ours, theirs in zip(prints, viewer.printed, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            found, expected = (np.zeros(1) if value is None else np.ravel(np.asarray(value, dtype=float)) for value in (one, other))
            if one is None or other is None:
                # No path and a path of zeros come to the same.
                assert not np.any(found) and not np.any(expected), text
            else:
                np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-5, err_msg=text)


REFUSED = (
    "may have its numbers in common",
    "one number stands at several places",
    "while it writes over them",
    "diagonal is available for a matrix alone",
    "is cut off from",
    "Nothing that asks for a gradient leads here",
)
"""Parts of what is said where a program of a library is refused."""
