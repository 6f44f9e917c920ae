"""Layers of Keras beside their formulas in Keras's documentation, with the weights the layers have."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.trace.study import record

KERAS = "import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\n"
SEQUENCES = np.sin(np.arange(12.0)).reshape(2, 3, 2)
KERNELS = "\nk = l.kernel * 1\nr = l.recurrent_kernel * 1"
IMAGE = np.cos(np.arange(50.0)).reshape(1, 5, 5, 2)


def ran(text: str, x: Any, *names: str) -> list[Any]:
    """The named values of a program over x, its input."""
    study = chainrule.study(f"{KERAS}x = tf.constant({np.asarray(x).tolist()})\n{text}\nloss = tf.reduce_sum(y * y)")
    assert all(entry.verdict == "agree" for entries in study.check(most=12).values() for entry in entries)
    return [study[name] for name in names]


def squash(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def test_lstm_has_its_gates_in_the_order_i_f_c_o_and_begins_with_a_bias_of_one_that_keeps() -> None:
    text = "l = layers.LSTM(2, return_sequences=True, return_state=True)\ny, h, c = l(x)" + KERNELS + "\nb = l.bias * 1"
    y, last_h, last_c, k, r, b = ran(text, SEQUENCES, "y", "h", "c", "k", "r", "b")
    np.testing.assert_array_equal(b, [0, 0, 1, 1, 0, 0, 0, 0])
    h, c = np.zeros((2, 2)), np.zeros((2, 2))
    for step in range(3):
        i, f, g, o = np.split(SEQUENCES[:, step] @ k + h @ r + b, 4, axis=1)
        c = squash(f) * c + squash(i) * np.tanh(g)
        h = squash(o) * np.tanh(c)
        np.testing.assert_allclose(y[:, step], h)
    np.testing.assert_allclose((last_h, last_c), (h, c))


def test_gru_has_its_gates_in_the_order_z_r_h_and_resets_after_the_product() -> None:
    text = "l = layers.GRU(2, bias_initializer='ones')\ny = l(x)" + KERNELS + "\nb = l.bias * 1"
    y, k, r, b = ran(text, SEQUENCES, "y", "k", "r", "b")
    h = np.zeros((2, 2))
    for step in range(3):
        (xz, xr, xh), (hz, hr, hh) = (np.split(one, 3, axis=1) for one in (SEQUENCES[:, step] @ k + b[0], h @ r + b[1]))
        z = squash(xz + hz)
        h = z * h + (1 - z) * np.tanh(xh + squash(xr + hr) * hh)
    np.testing.assert_allclose(y, h)


def test_a_simple_rnn_begins_with_the_state_it_is_given() -> None:
    text = "l = layers.SimpleRNN(2, activation='sigmoid')\ny = l(x, initial_state=tf.ones((2, 2)))" + KERNELS
    y, k, r = ran(text, SEQUENCES, "y", "k", "r")
    h = np.ones((2, 2))
    for step in range(3):
        h = squash(SEQUENCES[:, step] @ k + h @ r)
    np.testing.assert_allclose(y, h)


@pytest.mark.parametrize(("padding", "stride"), [("valid", 1), ("same", 1), ("same", 2)])
def test_a_convolution_has_its_channels_last(padding: str, stride: int) -> None:
    options = f"strides={stride}, padding='{padding}', activation='tanh', bias_initializer='ones'"
    text = f"l = layers.Conv2D(3, (2, 3), {options})\ny = l(x)\nk = l.kernel * 1"
    y, k = ran(text, IMAGE, "y", "k")
    assert k.shape == (2, 3, 2, 3)
    ends = [(0, 0), (0, 0)]
    if padding == "same":
        spare = [max((-(-5 // stride) - 1) * stride + size - 5, 0) for size in (2, 3)]
        ends = [(one // 2, one - one // 2) for one in spare]
    image = np.pad(IMAGE, [(0, 0), *ends, (0, 0)])
    rows, columns = (1 + (image.shape[axis] - size) // stride for axis, size in ((1, 2), (2, 3)))
    places = [[image[:, m * stride : m * stride + 2, n * stride : n * stride + 3] for n in range(columns)] for m in range(rows)]
    expected = [[np.einsum("bijc,ijco->bo", window, k) + 1 for window in row] for row in places]
    np.testing.assert_allclose(y, np.tanh(np.moveaxis(np.array(expected), 2, 0)))


POOLS = {
    "layers.MaxPooling2D(2)": IMAGE[:, :4, :4].reshape(1, 2, 2, 2, 2, 2).max((2, 4)),
    "layers.AveragePooling2D(pool_size=(2, 2))": IMAGE[:, :4, :4].reshape(1, 2, 2, 2, 2, 2).mean((2, 4)),
    "layers.GlobalAveragePooling2D()": IMAGE.mean((1, 2)),
    "layers.GlobalMaxPooling2D(keepdims=True)": IMAGE.max((1, 2), keepdims=True),
    "layers.Flatten()": IMAGE.reshape(1, -1),
    "layers.Dropout(0.5)": IMAGE,
}


@pytest.mark.parametrize("layer", POOLS)
def test_a_layer_without_weights(layer: str) -> None:
    (y,) = ran(f"y = {layer}(x)", IMAGE, "y")
    np.testing.assert_allclose(y, POOLS[layer])


def test_normalisations() -> None:
    x = SEQUENCES
    (y,) = ran("y = layers.LayerNormalization()(x)", x, "y")
    np.testing.assert_allclose(y, (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-3))
    y, seen = ran("l = layers.BatchNormalization(momentum=0.9)\ny = l(x, training=True)\nseen = l(x)", x, "y", "seen")
    mean, var = x.mean((0, 1)), x.var((0, 1))
    np.testing.assert_allclose(y, (x - mean) / np.sqrt(var + 1e-3))
    np.testing.assert_allclose(seen, (x - 0.1 * mean) / np.sqrt(0.9 + 0.1 * var + 1e-3))


def test_a_model_hands_training_on_and_lists_its_weights_in_order() -> None:
    text = (
        "m = keras.Sequential([layers.Embedding(5, 2), layers.LSTM(3), layers.Dropout(0.999999), layers.Dense(1, use_bias=False)])\n"
        "ids = tf.constant([[1, 2, 3]])\na = m(ids)\nb = m(ids, training=True)\nn = [v.shape for v in m.trainable_variables]\nprint(n)"
        "\ny = x * a"
    )
    study = chainrule.study(f"{KERAS}x = tf.constant(2.0)\n{text}")
    assert study.prints == [[5, 2, 2, 12, 3, 12, 12, 3, 1]]
    assert study["a"] != 0 and study["b"] == 0


MADE = ["Conv2D(2, (2, 3), input_shape=(5, 5, 1))", "LSTM(2, input_shape=(5, 3))", "Embedding(2, 3)", "GRU(2, input_shape=(5, 3))"]


@pytest.mark.parametrize("layer", MADE)
def test_the_weights_of_a_layer_are_inputs_and_its_sizes_no_values(layer: str) -> None:
    program = record(f"{KERAS}m = layers.{layer}\nx = 2.0\ny = x * x", {}).program
    assert {one.name for one in program.inputs} > {"x"} and program.kinds.count("op") == 1


def test_weights_are_there_once_the_width_is_known() -> None:
    text = "m = keras.Sequential([layers.Conv2D(2, 2, input_shape=(3, 3, 1)), layers.Flatten(), layers.Dense(1)])"
    after = "y = tf.reduce_sum(m(tf.ones((1, 3, 3, 1))))\nprint(before, len(m.trainable_variables))"
    assert chainrule.study(f"{KERAS}{text}\nbefore = len(m.trainable_variables)\n{after}").prints == [[2, 4]]


@pytest.mark.parametrize("text, names", [
    ("l = layers.Dense(1)\ny = l(x)", ["l.kernel", "l.bias"]),
    ("m = keras.Sequential([layers.Dense(2), layers.LayerNormalization()])\ny = m(x)", ["m.0.kernel", "m.0.bias", "m.1.gamma", "m.1.beta"]),
])  # fmt: skip
def test_what_a_layer_makes_when_it_first_runs_is_called_by_its_place_and_by_no_later_name(text: str, names: list[str]) -> None:
    model = text[0]
    steps = f"for var in {model}.trainable_variables:\n    var.assign_sub(var)\n"
    program = record(f"{KERAS}x = tf.constant([[1., 2.], [3., 4.]])\n{text}\nz = tf.reduce_sum(y)\n{steps}", {}).program
    made = {name: version for node, name in program.names.items() for version in [program.versions[node]]}
    assert {name: made.get(name) for name in names} == dict.fromkeys(names, 1)
    assert "var" not in made
    assert not any("lambda" in group.label for group in program.groups)


def test_a_variable_has_the_name_that_its_library_gives_it() -> None:
    text = (
        "import tensorflow as tf\nv = tf.Variable([1.0, 2.0], name='weights')\nu = tf.Variable(v * 2.0)\nv.assign_add([1.0, 1.0])\n"
        "d = tf.keras.layers.Dense(2)\ny = d(tf.ones([1, 3]))\nm = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(3,))])\n"
        "print(v.name, u.name, d.kernel.name, m.trainable_variables[1].name)\n"
    )
    assert chainrule.study(text).prints == [["weights:0", "Variable:0", "kernel", "bias"]]
    (problem,) = record("import tensorflow as tf\nx = tf.constant(1.0)\nprint(x.name)", {}).problems
    assert problem.code == "unknown-attribute"


def test_the_weights_of_a_layer_that_is_added_later_are_watched() -> None:
    text = (
        f"{KERAS}m = keras.Sequential()\nm.add(layers.Dense(2, kernel_initializer='ones', input_shape=(3,)))\n"
        "x = tf.constant([[1., 2., 3.]])\n"
        "with tf.GradientTape() as tape:\n    loss = tf.reduce_mean(m(x) ** 2)\nprint(tape.gradient(loss, m.trainable_variables)[0])\n"
    )
    ((found,),) = chainrule.study(text).prints
    assert found.tolist() == [[6, 6], [12, 12], [18, 18]]


def test_a_module_has_its_variables_by_the_names_of_its_attributes() -> None:
    begin = "import tensorflow as tf\nclass M(tf.Module):\n    def __init__(self):\n"
    text = f"{begin}        self.w = tf.Variable(2.0)\n        self.b = tf.Variable(1.0)\nm = M()\ny = m.w * m.b\n"
    assert chainrule.study(text + "print([v.numpy() for v in m.trainable_variables])").prints == [[1.0, 2.0]]
