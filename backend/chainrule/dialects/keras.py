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
class InputLayer(Layer):
    def __init__(self, shape=None, input_shape=None):
        self.width = (input_shape if shape is None else shape)[-1]
    def sized(self, width):
        return self.width
    def call(self, x):
        return x
class Dense(Layer):
    def __init__(self, units, activation=None, use_bias=True, input_shape=None, input_dim=None, name=None, kernel_initializer='glorot_uniform', bias_initializer='zeros'):
        self.begin, self.begin_bias = kernel_initializer, bias_initializer
        self.units, self.activation, self.use_bias, self.kernel, self.bias = units, activation, use_bias, None, None
        width = input_dim if input_shape is None else input_shape[-1]
        if width is not None:
            self.sized(width)
    def sized(self, width):
        if self.kernel is None and width is not None:
            self.kernel = mark(begun(self.begin, (width, self.units), int(width + self.units)), 'variable')
            self.bias = mark(begun(self.begin_bias, (self.units,), 1), 'variable') if self.use_bias else None
        return self.units
    def call(self, x):
        if self.kernel is None:
            self.sized(x.shape[-1])
            self.kernel, self.bias = kept(self.kernel), kept(self.bias) if self.use_bias else None
        return activated(self.activation, x @ self.kernel + self.bias if self.use_bias else x @ self.kernel)
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
    def sized(self, width):
        return None
    def call(self, x):
        return flatten(x, 1, -1)
"""
MODELS = """
class Model:
    pass
class Sequential(Model):
    def __init__(self, layers=None, name=None):
        self.layers, self.width = [], None
        for layer in ([] if layers is None else layers):
            self.add(layer)
    def add(self, layer):
        self.layers.append(layer)
        self.width = layer.sized(self.width)
    def call(self, x, training=None):
        for layer in self.layers:
            x = layer(x)
        return x
"""
TRAINED = frozenset({"trainable_variables", "trainable_weights", "weights", "variables"})
"""Attributes of models and layers that list what is trained."""
