"""Programs that change views of views in place, made by chance and line by line: the library itself says which lines it takes."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import numpy as np

import chainrule
from viewed_lines import CHANGES, COPIES, OF_NUMPY, OF_TORCH, VIEWS

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
