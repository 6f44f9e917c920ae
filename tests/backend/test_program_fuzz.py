"""Whole programs by a grammar, and those of the corpora with words changed: problems or a trace that adds up, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chainrule.language.tokens import scan
from sound import judge

_CORPUS, _FUZZ = (Path(__file__).parents[1] / name for name in ("corpus", "fuzz"))
_PROGRAMS = [
    json.loads(line)["program"]
    for name in ("dialects", "worked_examples")
    for line in (_CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
_WORDS = sorted({token.text for program in _PROGRAMS for token in scan(program)})
# Time is no test here: the machine may be busy. What never ends is one.
_UNHURRIED = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

# -- a grammar

_NAME = st.sampled_from(["x", "y", "w", "f", "g", "l", "d", "A", "i", "loss"])
_LITERAL = st.sampled_from(
    """0 1 2 -1 0.5 1e308 10**10**10 9**9**9 nan inf True None [] () {} [1,2] [[1,2],[3,4]] [[1],2] 'a' {'a':1} ones(2,3) zeros(0)
    randn(2)""".split()
)
_SIGN = st.sampled_from("+ - * / // % ** @ < == in is and or".split())
_CALLED = st.sampled_from(
    """sin exp log relu sum max mean softmax matmul reshape transpose stack range(9) len list tuple dict enumerate zip reversed print float
    int grad jacobian hessian value_and_grad f g A l.append d.get d.items torch.tensor torch.sum torch.autograd.grad jnp.sum jax.grad
    jax.vmap jax.jvp jax.vjp tf.Variable tf.reduce_sum np.dot lambda:""".split()
)
_ENDS = st.sampled_from(".T .shape .grad .backward() .item() .detach() .sum() .x [0] [-1] [:1] [1,None] ['a'] (2) [10**9]".split())


def _wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, _SIGN, inner).map(lambda it: f"({it[0]} {it[1]} {it[2]})"),
        st.tuples(_CALLED, st.lists(inner, max_size=3)).map(lambda it: f"{it[0]}({', '.join(it[1])})"),
        st.tuples(inner, _ENDS).map("".join),
        st.tuples(inner, _NAME, inner).map(lambda it: f"[{it[0]} for {it[1]} in {it[2]}]"),
        st.tuples(inner, inner, inner).map(lambda it: f"({it[0]} if {it[1]} else {it[2]})"),
        st.tuples(_NAME, inner).map(lambda it: f"(lambda {it[0]}: {it[1]})"),
        st.tuples(inner, inner).map(lambda it: f"f'{{{it[0]}}} {{{it[1]}:>99999999}}'".replace("'a'", "a")),
        st.lists(inner, max_size=3).map(lambda it: f"[{', '.join(it)}]"),
    )


_VALUE = st.recursive(st.one_of(_NAME, _LITERAL), _wider, max_leaves=6)
_PLACE = st.one_of(_NAME, _NAME, st.tuples(_NAME, st.sampled_from([".x", "['a']", "[0]", ".grad", ".data"])).map("".join))
_SIMPLE = st.one_of(
    st.tuples(_PLACE, _VALUE).map(" = ".join),
    st.tuples(_PLACE, st.sampled_from(["+=", "-=", "*=", "@=", "**="]), _VALUE).map(" ".join),
    st.tuples(_NAME, _NAME, _VALUE).map(lambda it: f"{it[0]}, {it[1]} = {it[2]}"),
    _VALUE,
    _VALUE.map("return {}".format),
    st.sampled_from(["break", "continue", "pass", "del x", "global x", "w.backward()", "opt.step()", "opt.zero_grad()", "t.watch(w)"]),
)
_HEAD = st.one_of(
    st.tuples(_NAME, _VALUE).map(lambda it: f"for {it[0]} in {it[1]}:"),
    _VALUE.map("while {}:".format),
    _VALUE.map("if {}:".format),
    st.tuples(st.sampled_from("fg"), _NAME, _VALUE).map(lambda it: f"def {it[0]}({it[1]}, y={it[2]}):"),
    st.sampled_from(["class A:", "class A(nn.Module):", "with torch.no_grad():", "with tf.GradientTape() as t:", "else:"]),
    st.sampled_from(["def __init__(self, x):", "def forward(self, x):", "def f(self):", "def __call__(self, x):"]),
)


def _block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map(lambda lines: "\n".join(lines).replace("\n", "\n    "))
    return st.tuples(_HEAD, body).map(lambda it: f"{it[0]}\n    {it[1]}")


_START = """import torch
import torch.nn as nn
import tensorflow as tf
import jax
import jax.numpy as jnp
import numpy as np
w = torch.tensor([1.0, 2.0], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
l = []
d = {}
"""
_GRAMMAR = st.lists(st.recursive(_SIMPLE, _block, max_leaves=5), min_size=1, max_size=6).map(lambda lines: _START + "\n".join(lines) + "\n")


@settings(_UNHURRIED, max_examples=100)
@given(_GRAMMAR)
def test_programs_of_a_grammar_are_answered(text: str) -> None:
    judge(text)


# -- programs of which most run

_TENSOR = st.sampled_from(
    "2.0 0.0 [3.0] [0.5,-1.0] [1.0,2.0] [[1.0,2.0],[3.0,4.0]] ones(2,3) randn(3) zeros(0) ones(0,2) zeros(2,0)".split()
)
_MAP = st.sampled_from("sin exp tanh relu abs sqrt sigmoid softmax square sum mean max prod cumsum sort norm flip".split())
_PICK = st.sampled_from("[0] [-1] [:1] [::-1] [None] [...,0] [[0,0]] [1:,:1] [0,1] .T".split())
_LETTER = st.sampled_from(["x", "x", "w", "0.5", "2.0"])


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(_MAP, inner).map(lambda it: f"{it[0]}({it[1]})"),
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**", "@"]), inner).map(lambda it: f"({it[0]} {it[1]} {it[2]})"),
        st.tuples(st.sampled_from("xw"), _PICK).map("".join),
        st.tuples(inner, inner).map(lambda it: f"where({it[0]} > 0, {it[0]}, {it[1]})"),
        inner.map(lambda it: f"reshape({it}, (-1,))"),
        inner.map(lambda it: f"stack([{it}, {it}])"),
    )


_FORMULA = st.recursive(_LETTER, _longer, max_leaves=4)
_DERIVATIVE = st.sampled_from((_FUZZ / "derivatives.txt").read_text(encoding="utf-8").strip().split("\n\n"))
"""Programs about x and w with a formula E in them."""


@st.composite
def _running(draw: st.DrawFn) -> str:
    lines = [f"x = {draw(_TENSOR)}", f"w = {draw(_TENSOR)}"]
    lines += [draw(_DERIVATIVE).replace("E", draw(_FORMULA)) for _ in range(draw(st.integers(1, 2)))]
    return _START.replace("w = torch.tensor([1.0, 2.0], requires_grad=True)\nopt = torch.optim.SGD([w], lr=0.1)\n", "") + "\n".join(lines)


@settings(_UNHURRIED, max_examples=300)
@given(_running())
def test_programs_that_mostly_run_are_answered(text: str) -> None:
    judge(text)


# -- programs with words changed


@st.composite
def _changed(draw: st.DrawFn) -> str:
    text: str = draw(st.sampled_from(_PROGRAMS))
    for _ in range(draw(st.integers(1, 4))):
        tokens = scan(text)
        if not tokens:
            break
        one, other = draw(st.sampled_from(tokens)), draw(st.sampled_from(tokens))
        new = draw(
            st.one_of(
                st.just(""),
                st.just(other.text),
                st.sampled_from(_WORDS),
                st.integers(-3, 3).map(str),
                st.sampled_from(["1e308", "10**15", "nan", "(", ")", "'", "\n", "[]", "None"]),
            )
        )
        text = text[: one.start] + new + text[one.end :]
    return text


@settings(_UNHURRIED, max_examples=200)
@given(_changed())
def test_programs_with_words_changed_are_answered(text: str) -> None:
    judge(text)
