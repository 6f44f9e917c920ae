"""compile, fit and what stands around them in Keras, and how weights begin there, in our own language."""

FITTED = """
class History:
    def __init__(self):
        self.history, self.epoch = {'loss': []}, []
class Fitted:
    def compile(self, optimizer='rmsprop', loss=None, metrics=None, run_eagerly=False, jit_compile=False):
        named = {'sgd': SGD, 'adam': Adam, 'rmsprop': RMSprop}
        self.optimizer, self.loss = named[optimizer.lower()]() if is_word(optimizer) else optimizer, loss
        if metrics is not None:
            note('Metrics are passed over: fit and evaluate work out the loss alone.')
    def summary(self):
        return None
    def lost(self, x, y, training):
        return mean(losses_of(self.loss, y, self(x, training=training) if self.modes() else self(x)))
    def fit(self, x, y, batch_size=None, epochs=1, verbose='auto', shuffle=True, validation_data=None):
        if validation_data is not None:
            note('validation_data is passed over: it changes no weight.')
        x, y, size = tensor(x), tensor(y), 32 if batch_size is None else int(batch_size)
        if shuffle and len(x) > size:
            note('shuffle: the batches come in the order of the data here, so the numbers are not those of a shuffled run.')
        done = History()
        for epoch in range(epochs):
            total = 0
            for start in range(0, len(x), size):
                loss = self.lost(x[start:start + size], y[start:start + size], True)
                self.optimizer.apply_gradients(zip(grad(loss, self.trainable_variables), self.trainable_variables))
                total = total + scalar(loss) * min(size, len(x) - start)
            done.epoch.append(epoch)
            done.history['loss'].append(total / len(x))
        return done
    def evaluate(self, x, y, batch_size=None, verbose='auto'):
        return scalar(self.lost(tensor(x), tensor(y), False))
    def predict(self, x, batch_size=None, verbose='auto'):
        return numbers(self(tensor(x)), False)
"""
INITIALIZERS = """
Constant(value=0.0) -> lambda shape, dtype=None: full(shape, value)
Zeros zeros() -> lambda shape, dtype=None: zeros(shape)
Ones ones() -> lambda shape, dtype=None: ones(shape)
RandomNormal(mean=0.0, stddev=0.05) -> lambda shape, dtype=None: mean + stddev * randn(shape)
RandomUniform(minval=-0.05, maxval=0.05) -> lambda shape, dtype=None: minval + (maxval - minval) * rand(shape)
GlorotUniform() -> lambda shape, dtype=None: (6 / int(shape[-2] + shape[-1])) ** 0.5 * (2 * rand(shape) - 1)
GlorotNormal() -> lambda shape, dtype=None: (2 / int(shape[-2] + shape[-1])) ** 0.5 * randn(shape)
HeNormal() -> lambda shape, dtype=None: (2 / int(shape[-2])) ** 0.5 * randn(shape)
HeUniform() -> lambda shape, dtype=None: (6 / int(shape[-2])) ** 0.5 * (2 * rand(shape) - 1)
"""
LOSS = """
class Loss:
    def __init__(self, name=None, reduction='sum_over_batch_size'):
        self.name, self.reduction = name, reduction
    def __call__(self, y_true, y_pred):
        return reduced(self.call(y_true, y_pred), self.reduction, False)
"""
LOSSES = """
def beside(y, p):
    return expand_dims(y, -1) if y.ndim == p.ndim - 1 and p.shape[-1] == 1 else y
def losses_of(loss, y, p):
    if loss == 'sparse_categorical_crossentropy':
        return cross_entropy(log(inside(p)), reshape(y, p.shape[:-1]), 'none')
    if not is_word(loss):
        return loss(y if is_several(p) else beside(y, p), p)
    y = beside(y, p)
    if loss == 'mse' or loss == 'mean_squared_error' or loss == 'MSE':
        return (p - y) ** 2
    if loss == 'mae' or loss == 'mean_absolute_error' or loss == 'MAE':
        return abs(p - y)
    if loss == 'binary_crossentropy':
        return bce(inside(p), y, 'none')
    if loss == 'categorical_crossentropy':
        return -sum(y * log(inside(p / sum(p, -1, True))), -1)
    refuse('No loss of Keras that is known here has this name.', "Write 'mse', 'binary_crossentropy', or a function of y_true and y_pred.")
"""
