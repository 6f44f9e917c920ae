"""Programs as lessons on NumPy print them. Written for these tests."""

NUMPY = {
    "two layers by hand": """import numpy as np
N, D_in, H, D_out = 4, 3, 5, 2
x = np.sin(np.arange(N * D_in)).reshape(N, D_in)
y = np.cos(np.arange(N * D_out)).reshape(N, D_out)
w1 = np.sin(np.arange(D_in * H) * 2.0).reshape(D_in, H)
w2 = np.cos(np.arange(H * D_out) * 3.0).reshape(H, D_out)
learning_rate = 1e-2
for t in range(3):
    h = x.dot(w1)
    h_relu = np.maximum(h, 0)
    y_pred = h_relu.dot(w2)
    loss = np.square(y_pred - y).sum()
    print(t, loss)
    grad_y_pred = 2.0 * (y_pred - y)
    grad_w2 = h_relu.T.dot(grad_y_pred)
    grad_h_relu = grad_y_pred.dot(w2.T)
    grad_h = grad_h_relu.copy()
    grad_h[h < 0] = 0
    grad_w1 = x.T.dot(grad_h)
    w1 -= learning_rate * grad_w1
    w2 -= learning_rate * grad_w2
print(w1, w2)
""",
    "a softmax classifier by hand": """import numpy as np
X = np.sin(np.arange(10.0)).reshape(5, 2)
y = np.array([0, 1, 2, 1, 0])
W = 0.01 * np.cos(np.arange(6.0)).reshape(2, 3)
b = np.zeros((1, 3))
reg = 1e-3
step_size = 1e-0
num_examples = X.shape[0]
for i in range(3):
    scores = np.dot(X, W) + b
    exp_scores = np.exp(scores)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
    correct_logprobs = -np.log(probs[range(num_examples), y])
    data_loss = np.sum(correct_logprobs) / num_examples
    reg_loss = 0.5 * reg * np.sum(W * W)
    loss = data_loss + reg_loss
    if i % 1 == 0:
        print("iteration %d: loss %f" % (i, loss))
    dscores = probs
    dscores[range(num_examples), y] -= 1
    dscores /= num_examples
    dW = np.dot(X.T, dscores)
    db = np.sum(dscores, axis=0, keepdims=True)
    dW += reg * W
    W += -step_size * dW
    b += -step_size * db
scores = np.dot(X, W) + b
predicted_class = np.argmax(scores, axis=1)
print('training accuracy: %.2f' % (np.mean(predicted_class == y)))
print(W)
""",
    "places": """import numpy as np
a = np.zeros(4)
np.add.at(a, [0, 1, 1, 3], np.array([1.0, 2.0, 3.0, 4.0]))
print(a)
print(np.median(np.array([3.0, 1.0, 2.0])))
print(np.median(np.array([[3.0, 1.0], [2.0, 5.0]]), axis=0), np.median(np.array([3.0, 1.0, 2.0, 7.0])))
dW = np.zeros((3, 2))
np.add.at(dW, np.array([0, 2, 0]), np.ones((3, 2)))
print(dW)
print(np.where(np.array([0.0, 1.0, 2.0]) > 0.5)[0], np.nonzero(np.array([0.0, 3.0]))[0])
""",
    "what where finds": """import numpy as np
x = np.array([[1.0, -2.0], [-3.0, 4.0]])
idx = np.where(x < 0)
x[idx] = 0
print(x, x[np.nonzero(x)])
r, c = np.where(x > 0)
print(r, c, x[r, c])
""",
    "differences by nditer": """import numpy as np
def f(x):
    return np.sum(x ** 3)
def eval_numerical_gradient(f, x):
    fx = f(x)
    grad = np.zeros(x.shape)
    h = 0.00001
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        old_value = x[ix]
        x[ix] = old_value + h
        fxh = f(x)
        x[ix] = old_value
        grad[ix] = (fxh - fx) / h
        it.iternext()
    return grad
x = np.array([[1.0, 2.0], [3.0, -1.0]])
print(eval_numerical_gradient(f, x))
""",
    "differences by ndindex": """import numpy as np
def numgrad(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for ix in np.ndindex(*x.shape):
        old = x[ix]
        x[ix] = old + h
        p = f(x)
        x[ix] = old - h
        m = f(x)
        x[ix] = old
        grad[ix] = (p - m) / (2 * h)
    return grad
x = np.array([[1.0, 2.0], [3.0, -1.0]])
g = numgrad(lambda v: np.sum(v ** 2), x)
print(g)
def rel_error(x, y):
    return np.max(np.abs(x - y) / (np.maximum(1e-8, np.abs(x) + np.abs(y))))
print(rel_error(g, 2 * x) < 1e-6)
""",
    "logistic regression": """import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
class LogisticRegression:
    def __init__(self, lr=0.1, n_iters=3):
        self.lr = lr
        self.n_iters = n_iters
        self.weights = None
        self.bias = None
    def fit(self, X, y):
        n_samples, n_features = X.shape
        self.weights = np.zeros(n_features)
        self.bias = 0
        for _ in range(self.n_iters):
            linear_pred = np.dot(X, self.weights) + self.bias
            predictions = sigmoid(linear_pred)
            dw = (1/n_samples) * np.dot(X.T, (predictions - y))
            db = (1/n_samples) * np.sum(predictions - y)
            self.weights = self.weights - self.lr * dw
            self.bias = self.bias - self.lr * db
    def predict(self, X):
        y_pred = sigmoid(np.dot(X, self.weights) + self.bias)
        return [0 if y <= 0.5 else 1 for y in y_pred]
X = np.array([[1.0, 2.0], [2.0, 1.0], [-1.0, -0.5], [-2.0, 0.3]])
y = np.array([1, 1, 0, 0])
clf = LogisticRegression()
clf.fit(X, y)
print(clf.weights, clf.bias, clf.predict(X))
""",
    "a character network by hand": """import numpy as np
data = 'hello'
chars = sorted(set(data))
data_size, vocab_size = len(data), len(chars)
char_to_ix = { ch:i for i,ch in enumerate(chars) }
hidden_size = 3
seq_length = 4
Wxh = np.sin(np.arange(hidden_size * vocab_size)).reshape(hidden_size, vocab_size) * 0.1
Whh = np.cos(np.arange(hidden_size * hidden_size)).reshape(hidden_size, hidden_size) * 0.1
Why = np.sin(np.arange(vocab_size * hidden_size) * 2).reshape(vocab_size, hidden_size) * 0.1
bh = np.zeros((hidden_size, 1))
by = np.zeros((vocab_size, 1))
def lossFun(inputs, targets, hprev):
    xs, hs, ys, ps = {}, {}, {}, {}
    hs[-1] = np.copy(hprev)
    loss = 0
    for t in range(len(inputs)):
        xs[t] = np.zeros((vocab_size,1))
        xs[t][inputs[t]] = 1
        hs[t] = np.tanh(np.dot(Wxh, xs[t]) + np.dot(Whh, hs[t-1]) + bh)
        ys[t] = np.dot(Why, hs[t]) + by
        ps[t] = np.exp(ys[t]) / np.sum(np.exp(ys[t]))
        loss += -np.log(ps[t][targets[t],0])
    dWxh, dWhh, dWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)
    dbh, dby = np.zeros_like(bh), np.zeros_like(by)
    dhnext = np.zeros_like(hs[0])
    for t in reversed(range(len(inputs))):
        dy = np.copy(ps[t])
        dy[targets[t]] -= 1
        dWhy += np.dot(dy, hs[t].T)
        dby += dy
        dh = np.dot(Why.T, dy) + dhnext
        dhraw = (1 - hs[t] * hs[t]) * dh
        dbh += dhraw
        dWxh += np.dot(dhraw, xs[t].T)
        dWhh += np.dot(dhraw, hs[t-1].T)
        dhnext = np.dot(Whh.T, dhraw)
    for dparam in [dWxh, dWhh, dWhy, dbh, dby]:
        np.clip(dparam, -5, 5, out=dparam)
    return loss, dWxh, dWhh, dWhy, dbh, dby, hs[len(inputs)-1]
inputs = [char_to_ix[ch] for ch in data[:-1]]
targets = [char_to_ix[ch] for ch in data[1:]]
mWxh, mWhh, mWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)
mbh, mby = np.zeros_like(bh), np.zeros_like(by)
loss, dWxh, dWhh, dWhy, dbh, dby, hprev = lossFun(inputs, targets, np.zeros((hidden_size, 1)))
for param, dparam, mem in zip([Wxh, Whh, Why, bh, by], [dWxh, dWhh, dWhy, dbh, dby], [mWxh, mWhh, mWhy, mbh, mby]):
    mem += dparam * dparam
    param += -0.1 * dparam / np.sqrt(mem + 1e-8)
print(loss, dWhy, Wxh)
""",
}
