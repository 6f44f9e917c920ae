"""Programs as tutorials of the libraries are built, written for these tests. All of them print numbers; the libraries print the same."""

from keras_models import MODELS
from lessons import HIPS_LESSONS, JAX_LESSONS, KERAS_LESSONS
from lessons_networks import NETWORKS
from lessons_numpy import NUMPY as NUMPY
from lessons_pytorch import TORCH_LESSONS
from lessons_rules import HIPS_STATED, JAX_STATED, KERAS_STATED
from lessons_spelled import HIPS_SPELLED, JAX_SPELLED, TENSORFLOW_SPELLED, TORCH_SPELLED
from lessons_stated import TORCH_STATED
from training import TRAINING

PYTORCH = TRAINING | TORCH_LESSONS | TORCH_STATED | TORCH_SPELLED | NETWORKS | {
    "tensors and gradients": """import torch
x = torch.ones(2, 2, requires_grad=True)
y = x + 2
z = y * y * 3
out = z.mean()
out.backward()
print(out, x.grad)
a = torch.tensor([2.0, 3.0], requires_grad=True)
b = torch.tensor([6.0, 4.0], requires_grad=True)
q = 3 * a ** 3 - b ** 2
q.backward(gradient=torch.tensor([1.0, 1.0]))
print(a.grad, b.grad)
""",
    "a cubic by hand": """import torch
x = torch.linspace(-1, 1, 9)
y = torch.sin(x)
a = torch.tensor(0.1, requires_grad=True)
b = torch.tensor(0.2, requires_grad=True)
c = torch.tensor(-0.1, requires_grad=True)
learning_rate = 1e-2
for t in range(3):
    y_pred = a + b * x + c * x ** 3
    loss = (y_pred - y).pow(2).sum()
    print(t, loss.item())
    loss.backward()
    with torch.no_grad():
        a -= learning_rate * a.grad
        b -= learning_rate * b.grad
        c -= learning_rate * c.grad
        a.grad = None
        b.grad = None
        c.grad = None
print(a.item(), b.item(), c.item())
""",
    "a module trained in batches": """import torch
import torch.nn as nn
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(2, 3)
        self.fc2 = nn.Linear(3, 1)
    def forward(self, x):
        x = torch.tanh(self.fc1(x))
        return self.fc2(x)
net = Net()
with torch.no_grad():
    net.fc1.weight.copy_(torch.tensor([[0.1, -0.2], [0.4, 0.3], [-0.5, 0.2]]))
    net.fc1.bias.fill_(0.1)
    net.fc2.weight.copy_(torch.tensor([[0.3, -0.6, 0.2]]))
    nn.init.zeros_(net.fc2.bias)
X = torch.tensor([[0.0, 1.0], [1.0, 0.5], [-1.0, 0.2], [0.3, -0.7]])
Y = torch.tensor([[1.0], [0.0], [0.5], [-0.5]])
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
batch_size = 2
for epoch in range(2):
    running = 0.0
    for i in range(0, len(X), batch_size):
        inputs, labels = X[i:i + batch_size], Y[i:i + batch_size]
        optimizer.zero_grad()
        loss = criterion(net(inputs), labels)
        loss.backward()
        optimizer.step()
        running += loss.item()
    print(epoch, running)
print(net.fc1.weight, net.fc2.bias)
""",
    "adam and a scheduleless loop": """import torch
w = torch.tensor([[0.5], [-0.3]], requires_grad=True)
b = torch.zeros(1, requires_grad=True)
X = torch.tensor([[1.0, 2.0], [0.5, -1.0], [-1.5, 0.3]])
y = torch.tensor([[1.0], [0.0], [1.0]])
opt = torch.optim.Adam([w, b], lr=0.05)
for step in range(3):
    logits = X @ w + b
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    print(loss.item())
print(w, b)
""",
    "recurrent cells": """import torch
import torch.nn as nn
lstm, gru = nn.LSTMCell(2, 1), nn.GRUCell(2, 1)
for cell in (lstm, gru):
    for p in cell.parameters():
        nn.init.constant_(p, 0.3)
x = torch.tensor([[0.5, -1.0]])
h, c = lstm(x)
h, c = lstm(x, (h, c))
g = gru(x, h)
g.sum().backward()
print(h, c, g, lstm.weight_ih.grad, gru.weight_hh.grad)
""",
    "recurrent layers": """import torch
import torch.nn as nn
x = torch.sin(torch.arange(12.0)).reshape(2, 3, 2)
x.requires_grad_(True)
def filled(m):
    for k, p in enumerate(m.parameters()):
        p.data.copy_(torch.cos(torch.arange(p.numel()) * 1.0 + k).reshape(p.shape) * 0.5)
    return m
m = filled(nn.LSTM(2, 3, num_layers=2, batch_first=True, bidirectional=True))
y, (h, c) = m(x)
(y.sum() + (h * c).sum()).backward()
print(y, h, c, x.grad, m.weight_ih_l1_reverse.grad, m.bias_hh_l0.grad)
x.grad = None
m = filled(nn.GRU(2, 2, 2, bias=False))
y, h = m(x, torch.ones(2, 3, 2))
(y.sum() + h.sum()).backward()
print(y, h, x.grad, m.weight_hh_l1.grad)
x.grad = None
m = filled(nn.RNN(2, 2, nonlinearity='relu', batch_first=True))
y, h = m(x[0], torch.ones(1, 2))
(y.sum() + h.sum()).backward()
print(y, h, x.grad, len(list(m.parameters())))
x.grad = None
y, h = filled(nn.RNN(2, 2))(x)
y.sum().backward()
print(y, h, x.grad)
""",
    "attention": """import torch
import torch.nn as nn
x = torch.sin(torch.arange(12.0)).reshape(2, 3, 2)
x.requires_grad_(True)
def filled(m):
    for k, p in enumerate(m.parameters()):
        p.data.copy_(torch.cos(torch.arange(p.numel()) * 1.0 + k).reshape(p.shape) * 0.5)
    return m
m = filled(nn.MultiheadAttention(2, 2))
y, w = m(x, x, x)
(y * y).sum().backward()
print(y, w, x.grad, m.in_proj_weight.grad, m.out_proj.weight.grad, m.in_proj_bias.grad)
x.grad = None
causal = torch.triu(torch.ones(3, 3), diagonal=1).bool()
m = filled(nn.MultiheadAttention(2, 1, batch_first=True, bias=False))
y, w = m(x, x, x, attn_mask=causal, average_attn_weights=False)
(y * y).sum().backward()
print(y, w, x.grad)
m = filled(nn.MultiheadAttention(2, 2, batch_first=True))
x.grad = None
ends = torch.tensor([[False, False, True], [False, True, True]])
y, w = m(x, x, x, key_padding_mask=ends, need_weights=False)
(y * y).sum().backward()
print(y, x.grad)
x.grad = None
y, w = m(x[0], x[1], x[1], attn_mask=torch.ones(3, 3) * torch.arange(3.0))
(y * y).sum().backward()
print(y, w, x.grad)
""",
    "losses with weights": """import torch
import torch.nn as nn
import torch.nn.functional as F
x = torch.sin(torch.arange(6.0)).reshape(3, 2)
x.requires_grad_(True)
w, classes, t = torch.tensor([1.0, 3.0]), torch.tensor([0, 1, 1]), torch.ones(3, 2) * 0.3
a = nn.CrossEntropyLoss(w)(x, classes)
b = nn.NLLLoss(weight=w, reduction='sum')(F.log_softmax(x, dim=1), classes)
c = nn.BCELoss(weight=w)(torch.sigmoid(x), t)
d = nn.BCEWithLogitsLoss(pos_weight=w)(x, t)
e = F.binary_cross_entropy_with_logits(x, t, w, reduction='none', pos_weight=torch.tensor(2.0)).sum()
f = nn.CrossEntropyLoss(label_smoothing=0.1)(x, classes)
(a + b + c + d + e + f).backward()
print(a, b, c, d, e, f, x.grad)
""",
}
TENSORFLOW = TENSORFLOW_SPELLED | MODELS | KERAS_LESSONS | KERAS_STATED | {
    "linear regression with a tape": """import tensorflow as tf
W = tf.Variable(5.0)
b = tf.Variable(0.0)
x = tf.constant([-1.0, 0.0, 1.0, 2.0])
y = tf.constant([-1.0, 2.0, 5.0, 8.0])
def model(x):
    return W * x + b
def loss_fn(target, predicted):
    return tf.reduce_mean(tf.square(target - predicted))
for epoch in range(3):
    with tf.GradientTape() as t:
        current = loss_fn(y, model(x))
    dW, db = t.gradient(current, [W, b])
    W.assign_sub(0.1 * dW)
    b.assign_sub(0.1 * db)
    print(epoch, current, dW, db)
print(W, b)
""",
    "a dense layer with adam": """import tensorflow as tf
w = tf.Variable([[0.1, -0.3], [0.2, 0.4]])
b = tf.Variable(tf.zeros([2]))
x = tf.constant([[1.0, 2.0], [-1.0, 0.5]])
labels = tf.constant([1, 0])
opt = tf.keras.optimizers.Adam(learning_rate=0.1)
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
@tf.function
def forward(x):
    return tf.nn.relu(tf.matmul(x, w)) + b
for step in range(3):
    with tf.GradientTape() as tape:
        loss = loss_object(labels, forward(x))
    grads = tape.gradient(loss, [w, b])
    opt.apply_gradients(zip(grads, [w, b]))
    print(loss)
print(w, b)
""",
    "a sequential model": """import tensorflow as tf
from tensorflow.keras import layers
model = tf.keras.Sequential([layers.Dense(3, activation='tanh', input_shape=(2,)), layers.Dense(2)])
values = [tf.constant([[0.1, 0.2, -0.3], [0.4, -0.5, 0.6]]), tf.zeros([3])]
values += [tf.constant([[0.7, -0.8], [0.9, 1.0], [-0.2, 0.1]]), tf.ones([2])]
for v, value in zip(model.trainable_variables, values):
    v.assign(value)
x = tf.constant([[1.0, 2.0], [-0.5, 0.3]])
y = tf.constant([[0.0, 1.0], [1.0, 0.0]])
opt = tf.keras.optimizers.SGD(0.1, momentum=0.9)
loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
for step in range(3):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    print(loss)
print(len(model.trainable_variables), model.trainable_variables[0])
""",
    "a model and a module as classes": """import tensorflow as tf
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(3, activation='relu', kernel_initializer='ones')
        self.out = tf.keras.layers.Dense(1, kernel_initializer='ones')
    def call(self, x):
        return self.out(self.hidden(x))
class Line(tf.Module):
    def __init__(self):
        self.w = tf.Variable(5.0)
        self.b = tf.Variable(0.5)
    def __call__(self, x):
        return self.w * x + self.b
net, line = Net(), Line()
x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(net(x) ** 2) + tf.reduce_sum(line(x))
grads = tape.gradient(loss, net.trainable_variables)
print(loss, grads[0], len(grads))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((line(x) - 1.0) ** 2)
print(tape.gradient(loss, [line.w, line.b]))
""",
    "a second derivative and a jacobian": """import tensorflow as tf
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as outer:
    with tf.GradientTape() as inner:
        y = tf.reduce_sum(x ** 3)
    g = inner.gradient(y, x)
    z = tf.sin(x)
print(g, outer.gradient(g, x), outer.jacobian(z, x))
""",
}
JAX = JAX_SPELLED | JAX_LESSONS | JAX_STATED | {
    "scans and maps of several values": """import jax
import jax.numpy as jnp
from jax import lax
xs = jnp.array([1.0, 2.0, 3.0])
total, (products, squares) = lax.scan(lambda c, x: (c + x, (c * x, x ** 2)), 0.0, xs)
print(total, products, squares)
print(lax.scan(lambda c, x: (0.9 * c + x, c), 0.0, xs, reverse=True)[1])
print(lax.scan(lambda c, p: (c + p[0] * p[1], c), 0.0, (xs, xs + 1.0))[1])
print(lax.scan(lambda c, x: (c + x, {'sum': c}), 0.0, xs)[1]['sum'])
print(jax.grad(lambda x: lax.scan(lambda c, v: (c * v, (c, v)), 1.0, x)[1][0].sum())(xs))
print(lax.map(lambda p: p[0] * p[1], (xs, xs)), lax.map(lambda x: (x, 2 * x), xs)[1])
print(jax.grad(lambda x: lax.map(lambda a: a ** 3, x).sum())(xs))
powers = [lambda x: x, lambda x: x ** 2, lambda x: x ** 3]
print(lax.switch(1, powers, 3.0), lax.switch(-5, powers, 3.0), lax.switch(9, powers, 3.0))
print(jax.grad(lambda x: lax.switch(2, powers, x))(2.0))
""",
    "an mlp as a list of parameters": """import jax
import jax.numpy as jnp
params = [
    {'w': jnp.array([[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]]), 'b': jnp.zeros(3)},
    {'w': jnp.array([[0.7], [-0.8], [0.9]]), 'b': jnp.zeros(1)},
]
def predict(params, x):
    *hidden, last = params
    for layer in hidden:
        x = jnp.tanh(x @ layer['w'] + layer['b'])
    return x @ last['w'] + last['b']
def loss_fn(params, x, y):
    return jnp.mean((predict(params, x) - y) ** 2)
@jax.jit
def update(params, x, y):
    loss, grads = jax.value_and_grad(loss_fn)(params, x, y)
    return jax.tree.map(lambda p, g: p - 0.1 * g, params, grads), loss
x = jnp.array([[1.0, 2.0], [0.5, -1.0]])
y = jnp.array([[1.0], [0.0]])
for step in range(3):
    params, loss = update(params, x, y)
    print(step, loss)
print(params[0]['w'], params[1]['b'])
""",
    "vmap of a gradient": """import jax
import jax.numpy as jnp
def f(w, x):
    return jnp.sum(jax.nn.sigmoid(w * x))
w = jnp.array([0.5, -1.0])
xs = jnp.array([[1.0, 2.0], [3.0, -1.0], [0.0, 0.5]])
print(jax.vmap(jax.grad(f), in_axes=(None, 0))(w, xs))
""",
}
HIPS = HIPS_SPELLED | HIPS_LESSONS | HIPS_STATED | {
    "logistic regression": """import autograd.numpy as np
from autograd import grad
def sigmoid(x):
    return 0.5 * (np.tanh(x / 2.0) + 1)
inputs = np.array([[0.52, 1.12, 0.77], [0.88, -1.08, 0.15], [0.52, 0.06, -1.30], [0.74, -2.49, 1.39]])
targets = np.array([True, True, False, True])
def predict(weights, inputs):
    return sigmoid(np.dot(inputs, weights))
def training_loss(weights):
    preds = predict(weights, inputs)
    label_probabilities = preds * targets + (1 - preds) * (1 - targets)
    return -np.sum(np.log(label_probabilities))
training_gradient = grad(training_loss)
weights = np.array([0.0, 0.0, 0.0])
print(training_loss(weights))
for i in range(3):
    weights -= training_gradient(weights) * 0.01
print(training_loss(weights), weights)
""",
}
MICROGRAD = {
    "a network that sets its gradients to zero": """from micrograd.engine import Value
from micrograd.nn import MLP
n = MLP(2, [2, 1])
for k, p in enumerate(n.parameters()):
    p.data = 0.5 - 0.1 * k
for k in range(3):
    loss = (n([1.0, 2.0]) - 1) ** 2 + n([3.0, -0.5])
    n.zero_grad()
    loss.backward()
    for p in n.parameters():
        p.data += -0.05 * p.grad
    print(loss.data, [p.grad for p in n.parameters()])
""",
    "a network of values with gradients set to zero": """from micrograd.engine import Value
w = [Value(0.5), Value(-0.3)]
b = Value(0.1)
xs = [[2.0, 3.0], [1.0, -1.0], [0.5, 1.0]]
ys = [1.0, -1.0, 1.0]
def model(x):
    return (sum((wi * xi for wi, xi in zip(w, x)), b)).relu()
for k in range(3):
    ypred = [model(x) for x in xs]
    loss = sum((yout - ygt) ** 2 for ygt, yout in zip(ys, ypred))
    for p in w + [b]:
        p.grad = 0.0
    loss.backward()
    for p in w + [b]:
        p.data += -0.05 * p.grad
    print(k, loss.data)
print(w[0].data, w[1].data, b.data)
""",
}
