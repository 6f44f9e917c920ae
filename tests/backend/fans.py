"""Programs by seed in which one value goes many ways and gradients come unchanged: where a name may stand for the wrong one of them,
a letter for the wrong axis, a number for a whole one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from random import Random

Shape = tuple[int, ...]
EXTENTS = {"i": 2, "j": 3, "k": 1, "m": 2}
STEPS = (3, 10)
FUNCTION = "def passed(p, q):\n    r = p\n    s = r + (q - p)\n    return s - q * 1\n"


def fan(seed: int) -> str:
    """The text of a program."""
    return _Fan(Random(seed)).text()


def numbers(by: Random, shape: Sequence[int]) -> str:
    """A tensor as it is typed."""
    return f"[{', '.join(numbers(by, shape[1:]) for _ in range(shape[0]))}]" if shape else str(by.choice((-2.0, 1.0, 3.0, 0.5, -0.25, 1.5)))


class _Fan:
    def __init__(self, by: Random) -> None:
        self.by = by
        self.lines: list[str] = []
        self.shapes: dict[str, Shape] = {}
        self.made: list[str] = []
        """Names that were not given, in order."""

    def text(self) -> str:
        for name in "xyzw"[: self.by.randint(1, 4)]:
            self._give(name, self._shape())
        steps = (self._einsum, self._reduced, self._whole, self._again, self._derived, self._told, *(self._fanned,) * 3)
        for _ in range(self.by.randint(*STEPS)):
            self.by.choice(steps)()
        ends = [self._small(f"sum({name})") for name in self.by.sample(list(self.shapes), min(3, len(self.shapes)))]
        self.lines.append(f"out = {' + '.join(ends)}")
        return FUNCTION + "\n".join(self.lines)

    def _shape(self) -> Shape:
        return tuple(self.by.choice(list(EXTENTS.values())) for _ in range(self.by.randint(0, 2)))

    def _give(self, name: str, shape: Shape) -> str:
        self.lines.append(f"{name} = {numbers(self.by, shape)}")
        self.shapes[name] = shape
        return name

    def _name(self, text: str, shape: Shape) -> None:
        name = f"t{len(self.made)}"
        self.lines.append(f"{name} = {text}")
        self.shapes[name] = shape
        self.made.append(name)

    def _of(self, shape: Shape) -> str:
        """A value of this shape; a new input when there is none."""
        fits = [name for name, one in self.shapes.items() if one == shape]
        return self.by.choice(fits) if fits else self._give(f"a{len(self.shapes)}", shape)

    def _any(self) -> tuple[str, Shape]:
        return self.by.choice(list(self.shapes.items()))

    def _small(self, text: str) -> str:
        return f"{self.by.choice(('tanh', 'sin', 'sigmoid'))}({text})"

    def _passed(self, shape: Shape, depth: int = 0) -> str:
        """An expression through whose parts the gradient goes as it is, or nearly."""
        one = self._of(shape)
        if depth > 2:
            return one

        def inner() -> str:
            return self._passed(shape, depth + 1)

        ways: list[Callable[[], str]] = [
            lambda: one,
            lambda: f"({inner()} + {inner()})",
            lambda: f"({inner()} - {inner()})",
            lambda: f"({inner()} + ({inner()} - {one}) * 1)",
            lambda: f"-{inner()}",
            lambda: f"({inner()} * {self.by.choice((1, 2, 0.5))})",
            lambda: f"({inner()} / {self.by.choice((1, 4))})",
            lambda: f"({inner()}) ** 1",
            lambda: f"reshape({inner()}, {shape})" if shape else inner(),
            lambda: f"({inner()}).T",
            lambda: f"passed({inner()}, {one})",
            lambda: f"where({one} > 0, {inner()}, {self.by.choice(('2', inner()))})",
            lambda: f"detach({inner()})",
            lambda: f"sum(stack([{inner()}, {one}]), axis=0)",
            lambda: f"mean(stack([{inner()}]), axis=0)",
            lambda: f"broadcast_to({self._of(shape[1:])}, {shape})" if shape else inner(),
            lambda: f"maximum({inner()}, {one})",
        ]
        text = self.by.choice(ways)()
        return one if text.endswith(".T") and len(shape) == 2 and shape[0] != shape[1] else text

    # -- steps

    def _fanned(self) -> None:
        _, shape = self._any()
        text = self._passed(shape)
        self._name(self._small(text) if self.by.random() < 0.5 else text, shape)

    def _einsum(self) -> None:
        terms = ["".join(self.by.choices("ijkm", k=self.by.randint(0, 2))) for _ in range(self.by.randint(1, 3))]
        letters = sorted({letter for term in terms for letter in term})
        out = "".join(self.by.sample(letters, self.by.randint(0, min(2, len(letters)))))
        values = [self._of(tuple(EXTENTS[letter] for letter in term)) for term in terms]
        self._name(self._small(f"einsum('{','.join(terms)}->{out}', {', '.join(values)})"), tuple(EXTENTS[letter] for letter in out))

    def _reduced(self) -> None:
        name, shape = self._any()
        axis = self.by.randrange(len(shape)) if shape else None
        keep = bool(shape) and self.by.random() < 0.5
        kept = tuple(1 if at == axis else n for at, n in enumerate(shape) if keep or at != axis)
        told = f", axis={axis}, keepdims={keep}" if shape else ""
        self._name(f"{self.by.choice(('sum', 'mean', 'max', 'logsumexp', 'prod', 'norm'))}({name} + 0.1{told})", kept)

    def _whole(self) -> None:
        """Numbers whose powers and products are beyond the integers of a machine, brought back to a size for people."""
        name, shape = self._any()
        texts = (
            "(stack([200, 100]) ** 10)[0] / 1e23",
            "(stack([3000000000, 2]) * stack([4000000000, 1]))[0] / 1e19",
            "(stack([2, 4]) ** -1)[1]",
            "logsumexp(stack([1, 0, 2]))",
            f"where({name} > 0, 2, 4) ** -2",
            f"where({name} > 0, 3000000000, 4000000000) ** 2 / 1e18",
            "einsum(',->', 3000000000, 4000000000) ** 2 / 1e38",
            "sum(2) * mean(3) / 7",
            "exp(-inf) + 1 / inf",
            "broadcast_to(3000000000, 2)[1] ** 3 / 1e28",
            "maximum(2, 3) ** -1",
            "cumprod(stack([3000000, 3000000, 3000000, 3]))[2] / 1e19",
        )
        self._name(f"{self.by.choice(texts)} * {name}", shape)

    def _again(self) -> None:
        name, shape = self._any()
        kind = self.by.randrange(3)
        if kind == 0:
            self.lines.append(f"{name} {self.by.choice('+-')}= {self._passed(shape)}")
        elif kind == 1:
            self._name(name, shape)
        else:
            self.lines.append(f"{name} = {self._passed(shape)}")

    def _derived(self) -> None:
        """A derivative that the program takes itself."""
        name, shape = self._any()
        if prod(shape) and self.made:
            path = f"sum({name} * {self.by.choice(('1', '2', name))})"
            self._name(self._small(f"grad(sum({self.by.choice(self.made)}) + {path}, {name})"), shape)

    def _told(self) -> None:
        name, _ = self._any()
        texts = (f"print({name}, 2)", f"print(sum({name}) * 2, {name} - {name})", f"print(f'{{sum({name}):.3f}}')")
        self.lines.append(self.by.choice(texts))


def passes(seed: int) -> str:
    """The text of a program of PyTorch: one backward pass after the other, each through what was made of the gradients before."""
    by = Random(seed)
    shape = by.choice(((), (1,), (2,), (3,), (1, 2), (2, 2)))
    lines = ["import torch", *(f"{name} = torch.tensor({numbers(by, shape)}, requires_grad=True)" for name in "xw")]
    known: list[str] = []
    for turn in range(by.randint(1, 3)):
        values, asked = ["x", "w"], ["x.grad", "w.grad"]
        for step in range(by.randint(1, 4)):
            name = f"t{turn}{step}"
            lines += [f"{name} = {_method(by, shape, by.choice(values), by.choice(values + known))}", f"{name}.retain_grad()"]
            values.append(name)
            asked.append(f"{name}.grad")
        ends = " + ".join(by.sample(values + known, len(values + known)))
        lines += [f"y{turn} = ({ends}).{by.choice(('sum', 'mean'))}()", f"y{turn}.backward()", f"print({', '.join(by.sample(asked, 2))})"]
        if by.random() < 0.5:
            lines += ["with torch.no_grad():", "    x -= 0.5 * x.grad", "x.grad.zero_()"]
        lines.append(f"g{turn} = {by.choice(asked)} * {by.choice((1, 2))} + {by.choice(asked)} * w * x")
        known = [f"g{turn}"]
    return "\n".join([*lines, f"(g{turn} * w * x).sum().backward()", "print(x.grad, w.grad)"])


def _method(by: Random, shape: Shape, one: str, other: str) -> str:
    ways = [
        f"{one} * {by.choice((1, 2, 0.5))}",
        f"{one} / {by.choice((1, 2))}",
        f"-{one}",
        f"{one} + {other}",
        f"{one} - {other}",
        f"{one} * {other}",
        f"{one} + ({other} - {one}) * 1",
        f"{one}.reshape({shape})",
        f"torch.broadcast_to({one}, {shape})",
        f"torch.tanh({one})",
        f"{one} ** 1",
        f"{one}.swapaxes(0, -1)" if shape and shape[0] == shape[-1] else f"{one} / 4",
    ]
    return by.choice(ways)
