"""Programs that assign to entries, made by chance: in NumPy's spelling or in PyTorch's, with views, masks, lists and loops among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import numpy as np

Shape = tuple[int, ...]
SHAPES: tuple[Shape, ...] = ((4,), (3, 4), (2, 2, 3))


class Maker:
    """Writes one program. `shapes`: what every name of it has; `torch`: without what only NumPy has, places named twice among it."""

    def __init__(self, seed: int, torch: bool) -> None:
        self.random, self.torch = Random(seed), torch
        self.shapes: dict[str, Shape] = {}
        self.lines: list[str] = []

    def program(self, statements: int) -> str:
        for name, shape in zip("uvw", self.random.sample(SHAPES, 3), strict=True):
            entries = np.round(np.array([self.random.uniform(-2, 2) for _ in range(int(np.prod(shape)))]), 2).reshape(shape).tolist()
            start = f"torch.tensor({entries}, requires_grad=True)" if self.torch else f"np.array({entries})"
            self.lines += [f"{name} = {start}", f"{name.upper()} = {name} * 1.5"]
            self.shapes[name.upper()] = shape
        for number in range(statements):
            # PyTorch lets nobody change the rows that a loop goes through where it records.
            self.random.choice(_STATEMENTS if self.torch else (*_STATEMENTS, _rows))(self, number)
        names = list(self.shapes)
        self.lines += [f"print({', '.join(names)})", f"loss = {' + '.join(f'({name} * {name}).sum()' for name in names)}"]
        if self.torch:
            self.lines += ["loss.backward()", "print(u.grad, v.grad, w.grad)"]
        self.lines.append("print(loss)")
        return "\n".join([f"import {'torch' if self.torch else 'numpy as np'}", *self.lines])

    def name(self, least: int = 1) -> str:
        return self.random.choice([name for name, shape in self.shapes.items() if len(shape) >= least])

    def index(self, extent: int, lists: bool) -> str:
        one = str(self.random.randrange(-extent, extent))
        start = self.random.randrange(extent)
        kinds = [one, one, f"{start}:", f":{start + 1}", ":", "::2"]
        if not self.torch:
            kinds += ["::-1", f"{start}::-1"]
        if lists:
            places = self.random.choices(range(extent), k=3) if not self.torch else self.random.sample(range(extent), min(2, extent))
            kinds += [str(places), str(places)]
        return self.random.choice(kinds)

    def key(self, shape: Shape, lists: bool = True) -> str:
        """What stands in brackets: of lists one at most, and no whole number apart from it, which NumPy and PyTorch read two ways."""
        if lists and min(*shape, 2) > 1 and len(shape) > 1 and self.random.random() < 0.15:
            rows = self.random.sample(range(shape[0]), 2) if self.torch else self.random.choices(range(shape[0]), k=2)
            return f"{rows}, {self.random.sample(range(shape[1]), 2)}"
        if self.random.random() < 0.1:
            return f"..., {self.index(shape[-1], False)}"
        parts = [self.index(shape[0], lists)]
        for extent in shape[1 : self.random.randint(1, len(shape))]:
            told = any("[" in part for part in parts)
            parts.append(self.index(extent, lists and not told and all(":" in part for part in parts)))
            if any("[" in part for part in parts) and ":" not in parts[-1] and "[" not in parts[-1]:
                parts[-1] = ":"
        return ", ".join(parts)

    def value(self, shape: Shape) -> str:
        """A number, entries of another tensor, or a list, of this shape or one that is repeated to it."""
        fitting = [
            (name, key)
            for name, has in self.shapes.items()
            for key in ("", *(f"[{k}]" for k in range(len(has) and has[0])), "[0][-1]" if len(has) > 1 else "")
            if _picked(has, key) in (shape, shape[1:], ())
        ]
        number = f"{self.random.uniform(-2, 2):.2f}"
        if fitting and self.random.random() < 0.6:
            name, key = self.random.choice(fitting)
            kinds = [f"{name}{key} * {number}", f"{name}{key} + 1.0"]
            return self.random.choice(kinds if self.torch else [f"{name}{key}", *kinds])  # PyTorch refuses entries that overlap
        if shape and not self.torch and self.random.random() < 0.3:
            return str([round(self.random.uniform(-2, 2), 2) for _ in range(shape[-1])])
        return number


def _picked(shape: Shape, key: str) -> Shape:
    return np.shape(eval(f"whole{key}", {"whole": np.zeros(shape)}))


def _assign(here: Maker, number: int) -> None:
    name = here.name()
    key = here.key(here.shapes[name])
    value = here.value(_picked(here.shapes[name], f"[{key}]"))
    here.lines.append(f"{name}[{key}] {here.random.choice([f'= {value}', f'= {value}', f'+= {value}', f'-= {value}', '*= 0.5'])}")


def _chain(here: Maker, number: int) -> None:
    name = here.name(2)
    shape = here.shapes[name]
    first, key = here.random.randrange(shape[0]), here.key(shape[1:])
    here.lines.append(f"{name}[{first}][{key}] = {here.value(_picked(shape[1:], f'[{key}]'))}")


def _mask(here: Maker, number: int) -> None:
    name, bound = here.name(), f"{here.random.uniform(-1, 1):.2f}"
    change = here.random.choice(["= 0.25", "*= 0.5", "+= 1.0", f"= {here.name()}[0].sum()"])
    here.lines.append(f"{name}[{name} {here.random.choice('<>')} {bound}] {change}")


def _rows(here: Maker, number: int) -> None:
    name = here.name(2)
    here.lines += [f"for row in {name}:", f"    row[{here.key(here.shapes[name][1:], False)}] {here.random.choice(['= 0.5', '+= 1.0'])}"]


def _loop(here: Maker, number: int) -> None:
    name = here.name()
    here.lines += [f"for i in range({here.shapes[name][0]}):", f"    {name}[i] = {name}[i - 1] * 0.5 + i"]


def _view(here: Maker, number: int) -> None:
    name = here.name(2)
    kinds = ["[0]", "[-1]", "[:2]", "[:, 0]", "[..., ::2]", *([".T"] if len(here.shapes[name]) == 2 else [])]
    if name.isupper():
        kinds.append(".reshape(-1)")
    part = here.random.choice(kinds)
    here.shapes[f"h{number}"] = _picked(here.shapes[name], part)
    here.lines.append(f"h{number} = {name}{part}")


def _copy(here: Maker, number: int) -> None:
    name = here.name()
    here.lines.append(f"c{number} = {here.random.choice([f'{name} * 2', f'{name} + 1', name + ('.clone()' if here.torch else '.copy()')])}")
    here.shapes[f"c{number}"] = here.shapes[name]


def _whole(here: Maker, number: int) -> None:
    name = here.name()
    here.lines.append(here.random.choice([f"{name} += 0.5", f"{name} *= 0.5", f"{name}[:] = {here.value(here.shapes[name])}"]))


_STATEMENTS: Sequence[Callable[[Maker, int], None]] = (_assign, _assign, _assign, _chain, _mask, _loop, _view, _view, _copy, _whole)
