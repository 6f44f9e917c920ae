"""Programs as lessons on JAX, HIPS autograd and TensorFlow print them. Written for these tests."""

JAX_LESSONS = {
    "entries through at": """import jax
import jax.numpy as jnp
x = jnp.array([1.0, 2.0, 3.0])
print(x.at[0].mul(2.0), x.at[1].min(0.5), x.at[2].max(10.0))
print(x.at[1].power(3.0), x.at[0].divide(4.0), x.at[jnp.array([0, 0])].add(1.0), x.at[1].multiply(3.0))
print(jax.grad(lambda x: (x.at[1].mul(x[0]) ** 2).sum())(x), jax.grad(lambda x: (x.at[1].power(3.0)).sum())(x))
""",
    "loops and trees": """import jax
import jax.numpy as jnp
from jax import lax
def step(h, inp):
    h = jnp.tanh(h * 0.5 + inp['x'] * inp['w'])
    return h, {'h': h, 'sq': h ** 2}
xs = {'x': jnp.array([1.0, 2.0, 3.0]), 'w': jnp.array([0.1, 0.2, 0.3])}
def loss(xs):
    h, ys = lax.scan(step, 0.0, xs)
    return ys['sq'].sum()
g = jax.grad(loss)(xs)
print(g['x'], g['w'])
print(lax.dynamic_slice(jnp.arange(10.0), (3,), (4,)))
print(lax.fori_loop(0, 5, lambda i, v: v * 2.0 + i, 1.0), lax.dynamic_slice_in_dim(jnp.arange(6.0), 1, 3))
print(lax.dynamic_update_slice(jnp.zeros(5), jnp.ones(2), (1,)))
print(jax.jacfwd(jax.jacrev(lambda x: jnp.sum(x ** 3)))(jnp.array([1.0, 2.0])))
p = {'a': jnp.array([1.0, 2.0]), 'b': [jnp.array(3.0)]}
print(jax.tree_util.tree_map(lambda v: v * 2, p)['a'], jax.tree.leaves(p), len(jax.tree_util.tree_leaves(p)))
print(jax.value_and_grad(lambda w: (jnp.sum(w ** 2), {'n': w * 2}), has_aux=True)(jnp.array([1.0, 2.0])))
flat, tree = jax.tree_util.tree_flatten(p)
print(flat)
q = {'w': jnp.array(2.0), 'b': {'z': jnp.array(1.0), 'a': jnp.array(5.0)}}
f = lambda q: q['w'] ** 2 * q['b']['z'] + q['b']['a']
g = jax.grad(f)(q)
print(list(g.keys()).index('w'), list(g['b'].keys()).index('z'), jax.tree.leaves(g), list(jax.tree.map(lambda v: v, q).keys()).index('w'))
print(jax.jvp(f, (q,), ({'w': 1.0, 'b': {'a': 2.0, 'z': 3.0}},)), jax.vjp(f, q)[1](1.0)[0]['b']['z'])
""",
    "initializers": """import jax
import jax.numpy as jnp
from jax.nn import initializers
w = initializers.zeros(jax.random.PRNGKey(0), (2, 3))
v = jax.nn.initializers.constant(0.3)(jax.random.key(0), (2,))
o = initializers.ones(jax.random.key(0), (2,))
u = initializers.glorot_uniform()(jax.random.key(1), (2, 3), jnp.float32)
h = initializers.he_normal()(jax.random.key(1), (2, 3))
n = initializers.normal(0.02)(jax.random.key(1), (2, 3))
print(w + 1, v, o, u.shape, h.shape, n.shape)
""",
    "a network from scratch": """import jax
import jax.numpy as jnp
from jax import grad, jit, vmap, random
def init(sizes):
    return [(jnp.sin(jnp.arange(m * n)).reshape(n, m) * 0.3, jnp.zeros(n)) for m, n in zip(sizes[:-1], sizes[1:])]
def predict(params, x):
    activations = x
    for w, b in params[:-1]:
        activations = jax.nn.relu(jnp.dot(w, activations) + b)
    final_w, final_b = params[-1]
    logits = jnp.dot(final_w, activations) + final_b
    return logits - jax.scipy.special.logsumexp(logits)
batched = vmap(predict, in_axes=(None, 0))
def loss(params, images, targets):
    return -jnp.mean(batched(params, images) * targets)
@jit
def update(params, x, y):
    grads = grad(loss)(params, x, y)
    return [(w - 0.1 * dw, b - 0.1 * db) for (w, b), (dw, db) in zip(params, grads)]
params = init([2, 3, 2])
x = jnp.array([[1.0, 2.0], [0.3, -0.5]])
y = jax.nn.one_hot(jnp.array([0, 1]), 2)
for _ in range(2):
    params = update(params, x, y)
    print(loss(params, x, y))
print(jnp.argmax(batched(params, x), axis=1))
""",
}

HIPS_LESSONS = {
    "logistic regression": """import autograd.numpy as np
from autograd import grad
def sigmoid(x):
    return 0.5 * (np.tanh(x / 2.) + 1)
def logistic_predictions(weights, inputs):
    return sigmoid(np.dot(inputs, weights))
def training_loss(weights):
    preds = logistic_predictions(weights, inputs)
    label_probabilities = preds * targets + (1 - preds) * (1 - targets)
    return -np.sum(np.log(label_probabilities))
inputs = np.array([[0.52, 1.12, 0.77], [0.88, -1.08, 0.15], [0.52, 0.06, -1.30], [0.74, -2.49, 1.39]])
targets = np.array([True, True, False, True])
training_gradient_fun = grad(training_loss)
weights = np.array([0.0, 0.0, 0.0])
print("Initial loss:", training_loss(weights))
for i in range(5):
    weights -= training_gradient_fun(weights) * 0.01
print("Trained loss:", training_loss(weights))
""",
}

KERAS_LESSONS = {
    "a model with an input": """import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
model = keras.Sequential([
    keras.Input(shape=(2,)),
    layers.Dense(3, activation='relu', kernel_initializer=keras.initializers.Constant(0.2), bias_initializer='zeros'),
    layers.Dense(1, kernel_initializer=tf.keras.initializers.Constant(0.5)),
])
x = tf.constant([[1.0, 2.0], [3.0, -1.0]])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(x) ** 2)
gs = tape.gradient(loss, model.trainable_variables)
print(loss, gs[0], gs[3])
""",
    "compile and fit": """import tensorflow as tf
x = tf.constant([[1.0], [2.0], [3.0], [4.0]])
y = tf.constant([[3.0], [5.0], [7.0], [9.0]])
model = tf.keras.Sequential([tf.keras.Input(shape=(1,)), tf.keras.layers.Dense(1, kernel_initializer='zeros')])
model.compile(optimizer=tf.keras.optimizers.SGD(learning_rate=0.01), loss='mse')
model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0)
print(model.trainable_variables[0], model.trainable_variables[1])
print(model.predict(x, verbose=0))
""",
    "fit class ids": """import tensorflow as tf
import numpy as np
model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(2,)),
    tf.keras.layers.Dense(3, activation='tanh', kernel_initializer='ones'),
    tf.keras.layers.Dense(2, activation='softmax', kernel_initializer=tf.keras.initializers.Constant(0.3)),
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
x = np.array([[0.1, 0.2], [0.3, -0.4], [1.0, 0.5]])
y = np.array([0, 1, 1])
history = model.fit(x, y, epochs=2, verbose=0)
print(history.history['loss'])
print(model.evaluate(x, y, verbose=0))
print(model.layers[0].kernel)
""",
    "tapes and places": """import tensorflow as tf
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
@tf.function
def f(x):
    return tf.nn.softmax(x)
with tf.GradientTape(persistent=True) as tape:
    y = f(x) * tf.stop_gradient(x)
    z = tf.gather_nd(y, [[0, 1], [1, 0]])
    s = tf.reduce_sum(z)
print(z, tape.gradient(s, x), tape.batch_jacobian(y, x), tape.jacobian(z, x))
del tape
x.assign_add([[1.0, 1.0], [0.0, 0.0]])
c = tf.constant(3.0)
with tf.GradientTape() as t2:
    t2.watch(c)
    with tf.GradientTape() as t1:
        t1.watch(c)
        y = c * c * c
    dy = t1.gradient(y, c)
d2 = t2.gradient(dy, c)
print(x, dy, d2)
print(tf.tensor_scatter_nd_update(tf.zeros(4), [[1], [3]], [5.0, 6.0]))
print(tf.math.segment_sum(tf.constant([1.0, 2.0, 3.0]), tf.constant([0, 0, 1])))
print(tf.linalg.matvec(tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([1.0, 1.0])))
""",
    "a module trained": """import tensorflow as tf
class MyModel(tf.Module):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.w = tf.Variable(5.0)
        self.b = tf.Variable(0.0)
    def __call__(self, x):
        return self.w * x + self.b
def loss(target_y, predicted_y):
    return tf.reduce_mean(tf.square(target_y - predicted_y))
def train(model, x, y, learning_rate):
    with tf.GradientTape() as t:
        current_loss = loss(y, model(x))
    dw, db = t.gradient(current_loss, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
model = MyModel()
x = tf.linspace(-2.0, 2.0, 9)
x = tf.cast(x, tf.float32)
y = x * 3.0 + 2.0
weights = []
for epoch in range(3):
    train(model, x, y, learning_rate=0.1)
    weights.append(model.w.numpy())
    print(f"W = {model.w.numpy():1.2f}, b = {model.b.numpy():1.2f}, loss={loss(y, model(x)):2.5f}")
print(model.w, model.b)
""",
}
