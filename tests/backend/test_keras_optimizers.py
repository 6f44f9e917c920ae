"""Optimizers of Keras keep what they remember by variable, and refuse what would be lost."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.trace.study import record
from test_derivatives import TF, numbers

HEAD = TF + "v, u = tf.Variable([2.0, -1.0]), tf.Variable([3.0, 0.5])\nwith tf.GradientTape() as tape:\n    loss = tf.reduce_sum(v * u)\n"
GIVEN = "dv, du = tape.gradient(loss, [v, u])\n"


@pytest.mark.parametrize("optimizer", ["SGD(0.1, momentum=0.5)", "RMSprop(0.1, momentum=0.5)", "Adam(0.1)"])
def test_what_an_optimizer_remembers_belongs_to_the_variable_and_not_to_its_place(optimizer: str) -> None:
    made = f"{HEAD}{GIVEN}o = tf.keras.optimizers.{optimizer}\no.apply_gradients([(dv, v), (du, u)])\n"
    ends = [made + f"o.apply_gradients([{pairs}])\nprint(v, u)" for pairs in ("(du, u), (dv, v)", "(dv, v), (du, u)", "(dv, v), (None, u)")]
    other, same, fewer = [[numbers(one) for one in chainrule.study(text).prints[0]] for text in ends]
    assert other == same
    assert fewer[0] == same[0]


# a line: a phrase of the fact or the hint
REFUSED = {
    "o.apply_gradients([(du, v)])\no.apply_gradients([(du, u)])": "an optimizer of its own",
    "o.apply_gradients([(None, v)])": "No variable has a gradient",
    "o.learning_rate.assign(0.05)": "optimizer.learning_rate = 0.05",
}


@pytest.mark.parametrize(("line", "said"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_an_optimizer_of_keras_does_not_do_is_refused(line: str, said: str) -> None:
    problems = record(f"{HEAD}{GIVEN}o = tf.keras.optimizers.SGD(0.1)\n{line}", {}).problems
    assert problems
    assert said in problems[0].detail + (problems[0].hint or "")
