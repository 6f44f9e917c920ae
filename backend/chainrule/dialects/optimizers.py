"""Optimizers as programs in our own language: each step changes the parameters in place, and gradients end there."""

TORCH = """
class Optimizer:
    def zero_grad(self, set_to_none=True):
        for p in self.params:
            if set_to_none:
                forget(p)
            elif gradient(p) is not None:
                become(gradient(p), zeros(p.shape))
class SGD(Optimizer):
    def __init__(self, params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, maximize=False):
        self.params, self.lr, self.momentum, self.decay = trained(params), lr, momentum, weight_decay
        self.dampening, self.nesterov, self.upward = dampening, nesterov, maximize
        self.velocity = [None for p in self.params]
    def step(self, closure=None):
        for k, p in enumerate(self.params):
            g = gradient(p)
            if g is not None:
                g = -g if self.upward else g
                if self.decay != 0:
                    g = g + self.decay * p
                if self.momentum != 0:
                    v = self.velocity[k]
                    v = copy(g) if v is None else self.momentum * v + (g if self.dampening == 0 else (1 - self.dampening) * g)
                    self.velocity[k] = v
                    g = g + self.momentum * v if self.nesterov else v
                become(p, p - self.lr * g)
class Adam(Optimizer):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0):
        self.params, self.lr, self.betas, self.eps, self.decay = trained(params), lr, betas, eps, weight_decay
        self.first, self.second, self.steps = [None for p in self.params], [None for p in self.params], 0
    def step(self, closure=None):
        self.steps = self.steps + 1
        b1, b2 = self.betas
        for k, p in enumerate(self.params):
            g = gradient(p)
            if g is not None:
                if self.decay != 0:
                    g = g + self.decay * p
                m, v = self.first[k], self.second[k]
                m = (1 - b1) * g if m is None else b1 * m + (1 - b1) * g
                v = (1 - b2) * g * g if v is None else b2 * v + (1 - b2) * g * g
                self.first[k], self.second[k] = m, v
                become(p, p - self.lr * (m / (1 - b1 ** self.steps)) / (sqrt(v / (1 - b2 ** self.steps)) + self.eps))
class AdamW(Adam):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.params, self.lr, self.betas, self.eps, self.decay = trained(params), lr, betas, eps, 0
        self.first, self.second, self.steps = [None for p in self.params], [None for p in self.params], 0
        self.shrink = weight_decay
    def step(self, closure=None):
        self.steps = self.steps + 1
        b1, b2 = self.betas
        for k, p in enumerate(self.params):
            g = gradient(p)
            if g is not None:
                m, v = self.first[k], self.second[k]
                m = (1 - b1) * g if m is None else b1 * m + (1 - b1) * g
                v = (1 - b2) * g * g if v is None else b2 * v + (1 - b2) * g * g
                self.first[k], self.second[k] = m, v
                become(p, (1 - self.lr * self.shrink) * p - self.lr * (m / (1 - b1 ** self.steps)) / (sqrt(v / (1 - b2 ** self.steps)) + self.eps))
class RMSprop(Optimizer):
    def __init__(self, params, lr=0.01, alpha=0.99, eps=1e-8):
        self.params, self.lr, self.alpha, self.eps = trained(params), lr, alpha, eps
        self.second = [None for p in self.params]
    def step(self, closure=None):
        for k, p in enumerate(self.params):
            g = gradient(p)
            if g is not None:
                v = self.second[k]
                v = (1 - self.alpha) * g * g if v is None else self.alpha * v + (1 - self.alpha) * g * g
                self.second[k] = v
                become(p, p - self.lr * g / (sqrt(v) + self.eps))
"""
"""torch.optim. Formulas: PyTorch documentation, torch.optim.SGD, Adam, AdamW, RMSprop."""

KERAS = """
class SGD:
    def __init__(self, learning_rate=0.01, momentum=0.0):
        self.lr, self.momentum, self.velocity = learning_rate, momentum, {}
    def apply_gradients(self, grads_and_vars):
        for k, (g, v) in enumerate(grads_and_vars):
            if g is not None:
                if self.momentum == 0:
                    become(v, v - self.lr * g)
                else:
                    old = self.velocity.get(k)
                    step = -self.lr * g if old is None else self.momentum * old - self.lr * g
                    self.velocity[k] = step
                    become(v, v + step)
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.lr, self.b1, self.b2, self.eps = learning_rate, beta_1, beta_2, epsilon
        self.first, self.second, self.steps = {}, {}, 0
    def apply_gradients(self, grads_and_vars):
        self.steps = self.steps + 1
        b1, b2 = self.b1, self.b2
        rate = self.lr * (1 - b2 ** self.steps) ** 0.5 / (1 - b1 ** self.steps)
        for k, (g, v) in enumerate(grads_and_vars):
            if g is not None:
                m, s = self.first.get(k), self.second.get(k)
                m = (1 - b1) * g if m is None else m + (1 - b1) * (g - m)
                s = (1 - b2) * g * g if s is None else s + (1 - b2) * (g * g - s)
                self.first[k], self.second[k] = m, s
                become(v, v - rate * m / (sqrt(s) + self.eps))
"""
"""tf.keras.optimizers. Formulas: Keras documentation, keras.optimizers.SGD and Adam."""
