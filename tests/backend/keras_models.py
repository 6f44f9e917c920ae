"""Models and optimizers as Keras's guides build them, written for these tests. The library prints the same numbers."""

_HEAD = "import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\n"
_LAYER = """class Linear(layers.Layer):
    def __init__(self, units=2, **kwargs):
        super().__init__(**kwargs)
        self.units = units
    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer='ones', trainable=True, name='w')
        self.b = self.add_weight(shape=(self.units,), initializer='zeros')
    def call(self, x):
        return tf.matmul(x, self.w) + self.b
"""
_FALL = """v = tf.Variable([2.0, -1.0])
optimizer = keras.optimizers.{0}
for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(v * v)
    optimizer.apply_gradients([(tape.gradient(loss, v), v)])
    print(v)
"""
_ORDER = """v, u = tf.Variable([2.0, -1.0]), tf.Variable([3.0, 0.5])
optimizer = keras.optimizers.{0}
for step in range(4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(v * v * u)
    dv, du = tape.gradient(loss, [v, u])
    optimizer.apply_gradients([(dv, v), (du, u)] if step < 2 else [(du, u), (dv, v)] if step == 2 else [(du, u), (None, v)])
    print(v, u)
optimizer.apply_gradients([(dv, u)])
print(v, u)
"""
_OPTIMIZERS = (
    "RMSprop(0.1)",
    "RMSprop(learning_rate=0.1, momentum=0.9)",
    "SGD(0.1, momentum=0.9, nesterov=True)",
    "SGD(0.1, momentum=0.9)",
    "Adam(0.1)",
)

MODELS = {
    **{one: _HEAD + _FALL.format(one) for one in _OPTIMIZERS},
    **{f"the variables of {one} in another order, and fewer of them": _HEAD + _ORDER.format(one) for one in _OPTIMIZERS},
    "a layer that is built when it is called": _HEAD
    + _LAYER
    + """layer = Linear(2)
with tf.GradientTape() as tape:
    y = tf.reduce_sum(layer(tf.ones((1, 3))) ** 2)
g = tape.gradient(y, layer.trainable_weights)
print(y, g[0], g[1], len(layer.weights))
print(layer(tf.ones((2, 3))))
""",
    "a layer of one's own among others": _HEAD
    + _LAYER
    + """model = keras.Sequential([Linear(4), layers.ReLU(), Linear(3), layers.Dense(1, kernel_initializer='ones')])
print(model(tf.constant([[1.0, -2.0]])), model(tf.constant([[1.0, 2.0]])))
print(len(model.trainable_variables))
inputs = keras.Input(shape=(2,))
drawn = keras.Model(inputs, layers.Dense(1, kernel_initializer='ones')(Linear(3)(inputs)))
print(drawn(tf.constant([[1.0, 2.0]])), len(drawn.trainable_variables))
""",
    "a model from inputs to outputs": _HEAD
    + """inputs = keras.Input(shape=(3,))
x = layers.Dense(2, activation='relu', kernel_initializer='ones')(inputs)
outputs = layers.Dense(1, kernel_initializer='ones')(x)
model = keras.Model(inputs=inputs, outputs=outputs, name='drawn')
v = tf.Variable([[1.0, 2.0, 3.0]])
with tf.GradientTape() as tape:
    y = model(v)
print(y, tape.gradient(y, v), len(model.trainable_variables))
""",
    "a model whose ways join": _HEAD
    + """a = keras.Input(shape=(2,))
b = layers.Dense(2, kernel_initializer='ones')(a)
c = layers.add([a, b])
d = layers.Concatenate()([c, a, layers.Multiply()([a, b])])
model = keras.Model(a, layers.Dense(1, kernel_initializer='ones')(d))
print(len(model.trainable_variables), model(tf.constant([[1.0, 2.0]])))
several = keras.Model(a, [b, layers.concatenate([c, a])])
for one in several(tf.constant([[1.0, 2.0]])):
    print(one)
other = keras.Input(shape=(2,))
both = keras.Model([a, other], layers.Add()([b, other]))
print(both([tf.constant([[1.0, 2.0]]), tf.constant([[10.0, 20.0]])]))
nested = keras.Model(other, layers.Dense(1, kernel_initializer='ones')(model(other)))
print(nested(tf.constant([[1.0, 2.0]])), len(nested.trainable_variables))
""",
}
