"""Words, sets, sorting and functions of Python's own: what a text prints is what Python prints."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO

import pytest

import chainrule
from test_own_engines import written
from training import TRAINING

TEXTS = [
    "w = 'emma'\nchs = ['.'] + list(w) + ['.']\nfor a, b in zip(chs, chs[1:]):\n    print(a, b)",
    "w = 'emma'\nfor a, b in zip(w, w[1:]):\n    print('.' + a + b, w[0], w[-1], w[1:3], w[::-1], len(w))",
    "words = ['emma', 'ava']\nchars = sorted(list(set(''.join(words))))\nstoi = {s: i + 1 for i, s in enumerate(chars)}\nstoi['.'] = 0\n"
    "itos = {i: s for s, i in stoi.items()}\nprint(stoi, itos[1], [stoi[c] for c in 'ave'])",
    "b = {}\nfor w in ['emma', 'ava']:\n    for pair in zip(w, w[1:]):\n        b[pair] = b.get(pair, 0) + 1\n"
    "print(sorted(b.items(), key=lambda kv: -kv[1]), b[('e', 'm')], ('x', 'y') in b)",
    "print('The dog ate'.split(), 'a,b'.split(','), ' a '.strip(), 'ab'.replace('a', 'c'), 'ab'.startswith('a'), 'ab'.endswith('a'))",
    r"""print("\033[92mok\x1b[0m \x41\u03b8\U0001F600\101\7\a\b\f\v\t|", f"\x42{1}\\x41\'", r"\x41")""",
    "xs = ['a', 'b', 'c', 'd']\ns = slice(1, None)\n"
    "print(xs[s], xs[slice(2)], xs[slice(None, None, -1)], 'abcd'[slice(1, 4, 2)], xs[slice(len(xs) - 1)])",
    "flag = True\nprint(f'{str(flag):5s}|{True!s:>6}|')",
    "from functools import partial, reduce\nimport functools\ndef f(x, y, z=1):\n    return x * y + z\n"
    "print(partial(f, 2.0)(4.0), functools.partial(f, z=3.0)(4.0, 4.0), reduce(lambda a, b: a * b, [1.0, 2.0, 3.0]))",
    "print(sorted([(2, 'b'), (1, 'c'), (1, 'a')]), sorted(['b', 'a'], reverse=True), sorted([3, 1, 2], key=lambda x: -x))",
]


@pytest.mark.parametrize("text", TEXTS)
def test_it_prints_what_python_prints(text: str) -> None:
    said = StringIO()
    with redirect_stdout(said):
        exec(text, {})
    assert written(text) == said.getvalue()


@pytest.mark.parametrize("bar", ["from tqdm import tqdm", "from tqdm.auto import tqdm", "import tqdm\ntqdm = tqdm.tqdm"])
def test_a_bar_around_a_loop_changes_nothing(bar: str) -> None:
    assert chainrule.study(f"{bar}\ny = x\nfor i in tqdm(range(3), desc='steps'):\n    y = y * x\ny", {"x": 2}).value == 16.0


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("sorted(['a', 1])", "one kind"),
        ("sorted([{'a': 1}, {}])", "key="),
        ("'ab'[5]", "0 to 1"),
        ("'ab'.split('')", "line.split"),
    ],
)
def test_what_python_refuses_is_refused(text: str, hint: str) -> None:
    with pytest.raises(chainrule.ChainruleError) as caught:
        chainrule.study(f"y = {text}")
    assert hint in (caught.value.problems[0].hint or "")


def test_a_hook_is_refused_with_the_next_move() -> None:
    with pytest.raises(chainrule.ChainruleError) as caught:
        chainrule.study("import torch\nx = torch.tensor(2.0, requires_grad=True)\nx.register_hook(lambda g: g)")
    (problem, *_) = caught.value.problems
    assert problem.code == "bad-argument"
    assert "retain_grad" in (problem.hint or "")


def test_an_answer_of_a_library_is_true_or_false_in_a_text() -> None:
    lines = written(TRAINING["gradients by hand beside those of the library"]).splitlines()
    assert lines[0] == "x               | exact: True  | approximate: True  | maxdiff: 0.0"
    assert lines[1] == "wrong           | exact: False | approximate: False | maxdiff: 2.0"
