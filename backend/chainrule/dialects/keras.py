"""Layers of Keras as programs in our own language. Weights are drawn here, with Keras's bounds, and seeded."""

INSIDE = """
def activated(activation, x):
    if activation is None:
        return x
    if not is_word(activation):
        return activation(x)
    if activation == 'relu':
        return relu(x)
    if activation == 'sigmoid':
        return sigmoid(x)
    if activation == 'tanh':
        return tanh(x)
    if activation == 'softmax':
        return softmax(x, -1)
    if activation == 'gelu':
        return gelu(x)
    if activation == 'elu':
        return elu(x)
    if activation == 'softplus':
        return softplus(x)
    if activation == 'linear':
        return x
    refuse('No activation has this name.', "Write 'relu', 'sigmoid', 'tanh' or 'softmax', or a function.")
def begun(how, shape, fans):
    if how == 'zeros':
        return zeros(shape)
    if how == 'ones':
        return ones(shape)
    if how != 'glorot_uniform':
        refuse('Only the initializers glorot_uniform, zeros and ones are available.', 'Leave it out, and assign the weights: layer.kernel.assign(...).')
    bound = (6 / fans) ** 0.5
    return rand(shape, low=-bound, high=bound)
"""
LAYERS = """
class Layer:
    def sized(self, width):
        return width
    def modes(self):
        return False
class InputLayer(Layer):
    def __init__(self, shape=None, input_shape=None):
        self.width = (input_shape if shape is None else shape)[-1]
    def sized(self, width):
        return self.width
    def call(self, x):
        return x
class Weighted(Layer):
    def sized(self, width):
        if not self.built and width is not None:
            self.begin(width)
            self.built = True
        return self.widened(width)
    def ready(self, x):
        if not self.built:
            self.begin(x.shape[-1])
            self.built = True
            settle(self)
    def build(self, input_shape):
        self.sized(input_shape[-1])
    def widened(self, width):
        return self.units
class Dense(Weighted):
    def __init__(self, units, activation=None, use_bias=True, input_shape=None, input_dim=None, name=None, kernel_initializer='glorot_uniform', bias_initializer='zeros'):
        self.built, self.begun, self.begun_bias = False, kernel_initializer, bias_initializer
        self.units, self.activation, self.use_bias, self.kernel, self.bias = units, activation, use_bias, None, None
        self.sized(input_dim if input_shape is None else input_shape[-1])
    def begin(self, width):
        self.kernel = mark(begun(self.begun, (width, self.units), int(width + self.units)), 'variable', 'kernel')
        self.bias = mark(begun(self.begun_bias, (self.units,), 1), 'variable', 'bias') if self.use_bias else None
    def call(self, x):
        self.ready(x)
        width = self.kernel.shape[0]
        if x.shape[-1] != width:
            refuse(f'This Dense layer takes rows of {width} numbers, and here they have {x.shape[-1]}.', f'Give it rows of {width} numbers, or make a Dense layer of its own for these.')
        return activated(self.activation, x @ self.kernel + self.bias if self.use_bias else x @ self.kernel)
class Embedding(Layer):
    def __init__(self, input_dim, output_dim, name=None, input_length=None):
        self.width, self.embeddings = output_dim, mark(rand((input_dim, output_dim), low=-0.05, high=0.05), 'variable', 'embeddings')
    def sized(self, width):
        return self.width
    def call(self, x):
        return embedding(self.embeddings, x)
class Scaled(Weighted):
    def begin(self, width):
        self.gamma = mark(ones(width), 'variable', 'gamma') if self.scale else ones(width)
        self.beta = mark(zeros(width), 'variable', 'beta') if self.center else zeros(width)
    def widened(self, width):
        return width
class LayerNormalization(Scaled):
    def __init__(self, axis=-1, epsilon=0.001, center=True, scale=True, name=None):
        if axis != -1:
            refuse('LayerNormalization is available over the last axis alone.', 'Leave axis out, or transpose the input.')
        self.built, self.epsilon, self.center, self.scale, self.gamma, self.beta = False, epsilon, center, scale, None, None
    def call(self, x):
        self.ready(x)
        return layer_norm(x, self.gamma, self.beta, self.epsilon)
class BatchNormalization(Scaled):
    def __init__(self, axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, name=None):
        if axis != -1:
            refuse('BatchNormalization is available over the last axis alone.', 'Leave axis out, or transpose the input.')
        seen = []
        self.seen, self.momentum = lambda: seen, momentum
        self.built, self.epsilon, self.center, self.scale, self.gamma, self.beta = False, epsilon, center, scale, None, None
    def modes(self):
        return True
    def call(self, x, training=False):
        self.ready(x)
        if training:
            self.seen().append(x)
            if x.ndim == 2:
                return batch_norm(x, self.gamma, self.beta, self.epsilon)
            return moveaxis(batch_norm(moveaxis(x, -1, 1), self.gamma, self.beta, self.epsilon), 1, -1)
        average, spread = zeros(x.shape[-1]), ones(x.shape[-1])
        for batch in self.seen():
            batch = detach(batch)
            axes = tuple([k for k in range(batch.ndim - 1)])
            average = self.momentum * average + (1 - self.momentum) * mean(batch, axes)
            spread = self.momentum * spread + (1 - self.momentum) * var(batch, axes)
        return (x - average) * (self.gamma / sqrt(spread + self.epsilon)) + self.beta
class Dropout(Layer):
    def __init__(self, rate, name=None):
        self.rate = rate
    def modes(self):
        return True
    def call(self, x, training=False):
        return dropout(x, self.rate) if training else x
class Activation(Layer):
    def __init__(self, activation, name=None):
        self.activation = activation
    def call(self, x):
        return activated(self.activation, x)
class ReLU(Layer):
    def call(self, x):
        return relu(x)
class Softmax(Layer):
    def call(self, x):
        return softmax(x, -1)
class Flatten(Layer):
    def __init__(self, input_shape=None, name=None):
        pass
    def sized(self, width):
        return None
    def call(self, x):
        return flatten(x, 1, -1)
"""
MODELS = """
class Model:
    def sized(self, width):
        return None
    def modes(self):
        return False
class Sequential(Model):
    def __init__(self, layers=None, name=None):
        self.layers, self.width = [], None
        for layer in ([] if layers is None else layers):
            self.add(layer)
    def add(self, layer):
        self.layers.append(layer)
        self.width = layer.sized(self.width)
    def sized(self, width):
        for layer in self.layers:
            width = layer.sized(width)
        return width
    def build(self, input_shape):
        self.sized(input_shape[-1])
    def modes(self):
        return True
    def call(self, x, training=False):
        for layer in self.layers:
            x = layer(x, training=training) if layer.modes() else layer(x)
        return x
"""
TRAINED = frozenset({"trainable_variables", "trainable_weights", "weights", "variables"})
"""Attributes of models and layers that list what is trained."""
