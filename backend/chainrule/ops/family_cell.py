"""What is said of the cells of recurrent networks: the same weights in the same places, with other gates between."""

from __future__ import annotations

from collections.abc import Callable

from chainrule.formula.tree import Add, Call, Entrywise, Equation, Formula, Multiply, Sum, Symbol, Transposed, Word
from chainrule.ops.family_contraction import at, word_at
from chainrule.ops.record import Params, Rule, Sentences, Shape, Words

WEIGHTS = ("w_ih", "w_hh", "b_ih", "b_hh")
_DZ = Word("dz")


def cell_words(
    forward: Callable[[int], Formula], tells: str, dz: str, by_h: Formula, h: str, asked: str, other: str = ""
) -> Callable[[tuple[Shape, ...], Params], Words]:
    """`forward(biases)` is the formula with so many biases; `dz` says what dz is; `by_h`, `h` and `asked` are the rule, the sentence and the question of the old state; `other` goes with a
    second product, whose gradient has passed the reset gate."""
    behind = Word(f"dz{other}")
    again = "The same weights serve every step, so in an unrolled network each step adds its own part."

    def matrices(rows: str) -> dict[str, Formula]:
        return {
            "x": Multiply(_DZ, Symbol("w_ih")),
            "h": by_h,
            "c": Entrywise(Word("dc′"), Word("f")),
            "w_ih": Multiply(Transposed(_DZ), Symbol("x")),
            "w_hh": Multiply(Transposed(behind), Symbol("h")),
            "b_ih": Call("sum", (_DZ,)) if rows else _DZ,
            "b_hh": Call("sum", (behind,)) if rows else behind,
        }

    def indices(rows: str) -> dict[str, Formula]:
        """Entry by entry; `rows` is the letter of the example, if there are several: k counts the gates' sums, j what came in."""
        here, there = word_at(_DZ.text, rows + "k"), word_at(behind.text, rows + "k")
        through = Sum(("k",), Multiply(there, at("w_hh", "kj")))
        kept = Multiply(at("d.out", rows + "j"), word_at("z", rows + "j"))
        bodies = {"w_ih": Multiply(here, at("x", rows + "j")), "w_hh": Multiply(there, at("h", rows + "j")), "b_ih": here, "b_hh": there}
        return {
            "x": Sum(("k",), Multiply(here, at("w_ih", "kj"))),
            "h": Add(kept, through) if other else through,
            "c": Multiply(word_at("dc′", rows + "j"), word_at("f", rows + "j")),
            **{name: Sum((rows,), body) if rows else body for name, body in bodies.items()},
        }

    weight = "Each weight collects, from every example, the gradient behind it times what came in."
    bias = "Each bias was added for every example, so it collects all their gradients."
    backward = {
        "x": "The input receives dz through its weights.",
        "h": h,
        "c": "The old cell state receives the gradient of the new one times the forget gate f, and nothing else stands on that way.",
        "w_ih": weight,
        "w_hh": weight,
        "b_ih": bias,
        "b_hh": bias,
    }
    because = {
        "x": dz,
        "h": dz,
        "c": "dc′ is the gradient of the new cell state: what came back from later steps, and through tanh from {out}. The new cell state is f ⊙ {c} plus something without {c}; with f near 1 the gradient passes many steps without fading.",
        **dict.fromkeys(WEIGHTS, f"{dz} {again}"),
    }
    question = {"x": "What is dz?", "h": asked, "c": "Why does it fade less here?", "w_ih": "Why the transpose?", "w_hh": "Why the transpose?", "b_ih": None, "b_hh": None}

    def words(shapes: tuple[Shape, ...], params: Params) -> Words:
        args = (("x", "h", "c", *WEIGHTS) if "{c}" in tells else ("x", "h", *WEIGHTS))[: len(shapes)]
        rows = "n" if len(shapes[0]) == 2 else ""
        whole, entries = matrices(rows), indices(rows)
        letters = {"x": rows + "j", "h": rows + "j", "c": rows + "j", "w_ih": "kj", "w_hh": "kj", "b_ih": "k", "b_hh": "k"}
        rules = {
            arg: Rule(matrix=Equation(Symbol(f"d.{arg}"), whole[arg]), index=Equation(at(f"d.{arg}", letters[arg]), entries[arg]))
            for arg in args
        }
        told = Sentences(tells, {arg: backward[arg] for arg in args}, {arg: because[arg] for arg in args}, {arg: question[arg] for arg in args})
        return Words(forward(sum(arg.startswith("b") for arg in args)), rules, told)

    return words
