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
    if not is_word(how):
        return how(shape)
    if how == 'zeros':
        return zeros(shape)
    if how == 'ones':
        return ones(shape)
    if how == 'random_normal':
        return 0.05 * randn(shape)
    if how == 'random_uniform' or how == 'uniform':
        return rand(shape, low=-0.05, high=0.05)
    if how != 'glorot_uniform':
        refuse('Only the initializers glorot_uniform, random_normal, random_uniform, zeros and ones are available.', 'Leave it out, and assign the weights: layer.kernel.assign(...).')
    bound = (6 / fans) ** 0.5
    return rand(shape, low=-bound, high=bound)
def is_symbol(x):
    one = x[0] if is_several(x) and len(x) > 0 else x
    return isinstance(one, Symbol) or isinstance(one, InputLayer)
def in_order(outputs):
    order = []
    def visit(one):
        if one not in order:
            for source in one.sources():
                visit(source)
            order.append(one)
    for one in outputs if is_several(outputs) else [outputs]:
        visit(one)
    return order
def value_of(symbol, symbols, values):
    for one, value in zip(symbols, values):
        if one is symbol:
            return value
    refuse('An input of this model is none of those it was made with.', 'Name every keras.Input in keras.Model(inputs, outputs).')
"""
LAYERS = """
class Layer:
    def __init__(self, name=None, **options):
        self.built = False
    def sized(self, width):
        if width is not None:
            self.opened((None, width))
        return None
    def modes(self):
        return False
    def build(self, input_shape):
        return None
    def add_weight(self, shape=(), initializer='glorot_uniform', dtype=None, trainable=True, regularizer=None, name=None):
        fans = 2 * sum(shape) if len(shape) < 2 else shape[-1] + shape[-2]
        made = begun(initializer, shape, int(fans))
        return mark(made, 'variable') if trainable else made
    def before_call(self, x, *more, **named):
        if is_symbol(x):
            return Symbol(self, x, self.sized(self.taken(x)))
        self.opened(x[0].shape if is_several(x) else x.shape)
    def taken(self, x):
        return x[0].width if is_several(x) else x.width
    def opened(self, shape):
        if not self.built:
            self.built = True
            self.build(shape)
            settle(self)
class Kept(Layer):
    def __init__(self, name=None):
        pass
    def sized(self, width):
        return width
    def opened(self, shape):
        return None
class InputLayer(Kept):
    def __init__(self, shape=None, input_shape=None):
        self.shape = (None, *(input_shape if shape is None else shape))
        self.width = self.shape[-1]
    def sized(self, width):
        return self.width
    def sources(self):
        return []
    def call(self, x):
        return x
class Symbol:
    def __init__(self, layer, inputs, width):
        self.layer, self.inputs, self.width = layer, inputs, width
    def sources(self):
        return list(self.inputs) if is_several(self.inputs) else [self.inputs]
    def worked_out(self, values, training):
        given = values if is_several(self.inputs) else values[0]
        return self.layer(given, training=training) if self.layer.modes() else self.layer(given)
class Add(Kept):
    def call(self, inputs):
        return sum(list(inputs))
class Multiply(Kept):
    def call(self, inputs):
        found = inputs[0]
        for one in inputs[1:]:
            found = found * one
        return found
class Concatenate(Kept):
    def __init__(self, axis=-1, name=None):
        self.axis = axis
    def taken(self, x):
        widths = [one.width for one in x]
        return sum(widths) if self.axis == -1 and None not in widths else None
    def call(self, inputs):
        return concat(list(inputs), axis=self.axis)
class Weighted(Kept):
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
class Embedding(Kept):
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
class Dropout(Kept):
    def __init__(self, rate, name=None):
        self.rate = rate
    def modes(self):
        return True
    def call(self, x, training=False):
        return dropout(x, self.rate) if training else x
class Activation(Kept):
    def __init__(self, activation, name=None):
        self.activation = activation
    def call(self, x):
        return activated(self.activation, x)
class ReLU(Kept):
    def call(self, x):
        return relu(x)
class Softmax(Kept):
    def call(self, x):
        return softmax(x, -1)
class Flatten(Kept):
    def __init__(self, input_shape=None, name=None):
        pass
    def sized(self, width):
        return None
    def call(self, x):
        return flatten(x, 1, -1)
"""
MODELS = """
class Model(Fitted):
    def __init__(self, inputs=None, outputs=None, name=None):
        self.functional = outputs is not None
        if self.functional:
            order = in_order(outputs)
            self.drawn_up = lambda: (inputs, outputs, order)
            self.layers = [one.layer for one in order if not isinstance(one, InputLayer)]
    def before_call(self, x, *more, **named):
        if is_symbol(x):
            return Symbol(self, x, self.sized(None))
    def sized(self, width):
        return None
    def modes(self):
        return self.functional
    def call(self, x, training=False):
        inputs, outputs, order = self.drawn_up()
        starts = list(inputs) if is_several(inputs) else [inputs]
        given = list(x) if is_several(x) else [x]
        values = []
        for one in order:
            found = [value_of(source, order, values) for source in one.sources()]
            values.append(value_of(one, starts, given) if len(found) == 0 else one.worked_out(found, training))
        return [value_of(one, order, values) for one in outputs] if is_several(outputs) else values[-1]
class Sequential(Model):
    def __init__(self, layers=None, name=None):
        self.layers, self.width = [], None
        for layer in ([] if layers is None else layers):
            self.add(layer)
    def add(self, layer):
        self.width = layer.sized(self.width)
        if not isinstance(layer, InputLayer):
            self.layers.append(layer)
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
