"""Normalisations: macros that give groups of entries mean 0 and deviation 1 (or size 1 alone), then scale and shift them.

    x̂ = (x − μ) / σ          out = w ⊙ x̂ + b
    d.x = (h − mean(h) − x̂ ⊙ mean(h ⊙ x̂)) / σ      with h = d.out ⊙ w
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chainrule.errors import Refused
from chainrule.formula.tree import Add, Call, Divide, Entrywise, Equation, Formula, Multiply, Subtract, Sum, Symbol, Word
from chainrule.ops.family_contraction import at, word_at
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Rule, Sample, Sentences, Shape, Words, says

EPS = Parameter("eps", "number", 1e-5)
LETTERS, OTHERS = "nijklabd", "mpqrsuvw"
G, X, MU, SIGMA, HAT = Symbol("d.out"), Symbol("x"), Word("μ"), Word("σ"), Word("x̂")
SOURCES = ("Kevin P. Murphy, Probabilistic Machine Learning: An Introduction, section 14.2.4",)


def apart(build: Build, x: Any, axes: tuple[int, ...], eps: float, centred: bool = True) -> tuple[Any, Any]:
    """x − μ and σ, along `axes`; without centring x itself and its size."""
    if centred:
        x = build("sub", x, build("mean", x, axis=axes, keepdims=True))
    spread = build("mean", build("square", x), axis=axes, keepdims=True)
    return x, build("sqrt", build("add", spread, build.constant(eps)))


def standardise(build: Build, x: Any, axes: tuple[int, ...], eps: float, centred: bool = True) -> Any:
    """x̂ along `axes`; without centring only the size is brought to 1. One division for each σ, none for each entry."""
    distance, size = apart(build, x, axes, eps, centred)
    return build("mul", distance, build("reciprocal", size))


def scale(build: Build, hat: Any, given: tuple[Any, ...], extents: Shape) -> Any:
    """w ⊙ x̂ + b, with w and b reshaped to `extents`, which has 1 along every axis they do not have."""
    for op, one in zip(("mul", "add"), given, strict=False):
        hat = build(op, hat, placed(build, one, extents))
    return hat


def placed(build: Build, one: Any, extents: Shape) -> Any:
    """w or b, as it meets the entries."""
    return one if build.shape(one) == extents else build("reshape", one, shape=extents)


def judge(given: tuple[Shape, ...], wanted: Shape) -> None:
    """w and b have one number for each place that is scaled."""
    for name, shape in zip(("w", "b"), given, strict=False):
        if shape != wanted:
            raise Refused("shape-mismatch", f"{name} is {says(shape)}; {says(wanted)} are needed.", f"Give {name} the shape {list(wanted)}.", shapes=[list(shape), list(wanted)])


def centred(given: int, own: str) -> Words:
    """The words without letters: `given` counts w and b, `own` names what is normalised together."""
    h = Entrywise(G, Symbol("w")) if given else G
    inner = Subtract(Subtract(h, _mean(h)), Entrywise(HAT, _mean(Entrywise(h, HAT))))
    forward = _scaled(Divide(Subtract(X, MU), SIGMA), given)
    return _words(forward, Divide(inner, SIGMA), given, own, "x̂ is {x} made mean 0 and deviation 1, σ its deviation before. Raising one entry also moves the mean and the deviation of all its companions, which takes back two parts of the gradient.", "{to} receives its gradient less the part that moves the mean and the spread, divided by σ.", "Why are two means taken away?")


def uncentred(given: int, own: str) -> Words:
    h = Entrywise(G, Symbol("w")) if given else G
    inner = Subtract(h, Entrywise(HAT, _mean(Entrywise(h, HAT))))
    forward = _scaled(Divide(X, SIGMA), given)
    return _words(forward, Divide(inner, SIGMA), given, own, "x̂ is {x} divided by its size σ, the root of the mean square. Raising one entry also raises the size that all its companions are divided by, which takes back a part of the gradient.", "{to} receives its gradient less the part that changes the size, divided by σ.", "Why is a mean taken away?")


def _mean(of: Formula) -> Formula:
    return Call("mean", (of,))


def _scaled(hat: Formula, given: int) -> Formula:
    if given:
        hat = Entrywise(Symbol("w"), hat)
    return Equation(Symbol("out"), Add(hat, Symbol("b")) if given > 1 else hat)


def _words(forward: Formula, by_x: Formula, given: int, own: str, because: str, narration: str, question: str) -> Words:
    args = ("x", "w", "b")[: given + 1]
    told = Sentences(
        f"Normalised over {own}: {{out}} has shape {{shape:out}}.",
        dict(zip(args, (narration, "Each scale collects, from every place it was used at, the gradient times x̂.", "Each shift was added at several places, so it collects all their gradients."), strict=False)),
        dict(zip(args, (because, "One scale multiplies many entries of x̂; each meeting pays one product.", "A sum passes its gradient on unchanged to each of its terms."), strict=False)),
        dict(zip(args, (question, "Why a sum over the batch?", "Why a sum over the batch?"), strict=False)),
    )
    rules = {"x": Rule(pointwise=Equation(Symbol("d.x"), by_x)), "w": Rule(), "b": Rule()}
    return Words(forward, {arg: rules[arg] for arg in args}, told)


def with_letters(words: Words, rank: int, axes: tuple[int, ...], held: tuple[int, ...], centred: bool) -> Words:
    """The same with the index form of every rule: normalised along `axes` (none: those have no letters of their own), scaled by w and
    b along the axes `held`."""
    letters = LETTERS[:rank]
    others = "".join(OTHERS[axis] if axis in axes else letter for axis, letter in enumerate(letters))
    summed = tuple(OTHERS[axis] for axis in axes)
    kept = "".join(letter for axis, letter in enumerate(letters) if axis not in axes)
    own = "".join(letters[axis] for axis in held)
    away = tuple(letter for letter in letters if letter not in own)

    def h(where: str) -> Formula:
        scale = at("w", "".join(where[axis] for axis in held))
        return Multiply(at("d.out", where), scale) if "w" in words.rules else at("d.out", where)

    def mean(of: Formula) -> Formula:
        return Divide(Sum(summed, of), Word("c"))

    inner = h(letters)
    if centred:
        inner = Subtract(inner, mean(h(others)))
    inner = Subtract(inner, Multiply(word_at(HAT.text, letters), mean(Multiply(h(others), word_at(HAT.text, others)))))
    index = {
        "x": Equation(at("d.x", letters), Divide(inner, word_at(SIGMA.text, kept))),
        "w": Equation(at("d.w", own), _over(away, Multiply(at("d.out", letters), word_at(HAT.text, letters)))),
        "b": Equation(at("d.b", own), _over(away, at("d.out", letters))),
    }
    counted = dict(words.sentences.because)
    if axes:
        counted["x"] += " c is the count of entries normalised together."
    else:
        index.pop("x")
    rules = {arg: Rule(pointwise=rule.pointwise, index=index.get(arg)) for arg, rule in words.rules.items()}
    told = Sentences(words.sentences.forward, words.sentences.backward, counted, words.sentences.question)
    return Words(words.forward, rules, told)


def _over(letters: tuple[str, ...], body: Formula) -> Formula:
    return Sum(letters, body) if letters else body


def normalisation(
    name: str,
    title: str,
    body: Callable[[Build, tuple[Any, ...], Params], Any],
    words: Callable[[tuple[Shape, ...], Params], Words],
    *,
    args: tuple[str, ...],
    params: tuple[Parameter, ...],
    reference: Callable[..., Any],
    samples: tuple[Sample, ...],
    bad: tuple[BadSample, ...],
    source: str,
    doc: str,
) -> Macro:
    """All of `args` but the first may be left out."""
    return Macro(
        name, name, title, args, body, lambda shapes, given: f"{len(shapes[0])} {dict(given)}", words, reference,
        params=params, samples=samples, bad=bad, sources=(source, *SOURCES), doc=doc, optional=args[1:],
    )  # fmt: skip
