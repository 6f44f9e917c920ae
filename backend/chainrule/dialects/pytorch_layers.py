"""Layers of PyTorch as programs in our own language. Weights are drawn here, with PyTorch's bounds, and seeded."""

NAMES = """
Parameter(data, requires_grad=True) -> mark(tensor(data, 'alias'), 'requires_grad' if requires_grad else 'frozen')
ParameterList ModuleList(modules=None) -> Layers(modules)
Transformer TransformerEncoder TransformerEncoderLayer(*all, **more) -> absent: Write it with nn.MultiheadAttention, nn.LayerNorm and nn.Linear.
"""

_POINTWISE = """
class {0}(Module):
    def forward(self, input):
        return {1}(input)
"""
_POINTWISE_CLASSES = {"Sigmoid": "sigmoid", "Tanh": "tanh", "LogSigmoid": "logsigmoid"}
_INPLACE = """
class {0}(Inplace):
    def forward(self, input):
        return put_back(input, {1}(input), self.inplace)
"""
_INPLACE_CLASSES = {"ReLU": "relu", "SiLU": "silu", "Mish": "mish", "SELU": "selu"}
LAYERS = (
    """
class Module:
    def parameters(self):
        return [value for name, value in weights(self)]
    def named_parameters(self):
        return weights(self)
    def modules(self):
        return modules(self)
    def children(self):
        return modules(self)[1:]
    def train(self, mode=True):
        for one in modules(self):
            one.training = mode
        return self
    def eval(self):
        for one in modules(self):
            one.training = False
        return self
    def to(self, *where):
        return self
    def cuda(self):
        return self
    def cpu(self):
        return self
    def double(self):
        return self
    def float(self):
        return self
    def apply(self, fn):
        for one in modules(self):
            fn(one)
        return self
    def zero_grad(self, set_to_none=True):
        for one in self.parameters():
            forget(one)
    def state_dict(self):
        return dict(weights(self, True))
    def load_state_dict(self, state_dict):
        for name, value in weights(self, True):
            become(value, state_dict[name])
    def register_buffer(self, name, tensor, persistent=True):
        put(self, name, tensor)
def takes(layer, whole, parts, wanted, given):
    if given != wanted:
        refuse(f'{layer} takes {whole} of {wanted} {parts}, and here they have {given}.', f'Give it {whole} of {wanted} {parts}, or make the layer with nn.{layer}({given}, ...).')
def drawn(shape, fan):
    bound = int(fan) ** -0.5
    return mark(rand(shape, low=-bound, high=bound), 'requires_grad')
class Linear(Module):
    def __init__(self, in_features, out_features, bias=True):
        self.in_features, self.out_features = in_features, out_features
        self.weight = drawn((out_features, in_features), in_features)
        self.bias = drawn((out_features,), in_features) if bias else None
    def forward(self, input):
        if input.ndim > 0:
            takes('Linear', 'rows', 'numbers', self.weight.shape[1], input.shape[-1])
        return input @ self.weight.T if self.bias is None else input @ self.weight.T + self.bias
class Conv2d(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
        size = kernel_size if is_tuple(kernel_size) else (kernel_size, kernel_size)
        fan = in_channels // groups * size[0] * size[1]
        self.weight = drawn((out_channels, in_channels // groups, size[0], size[1]), fan)
        self.bias = drawn((out_channels,), fan) if bias else None
        self.stride, self.padding, self.dilation, self.groups = stride, padding, dilation, groups
    def forward(self, input):
        if input.ndim > 2:
            takes('Conv2d', 'images', 'channels', self.weight.shape[1] * int(self.groups), input.shape[-3])
        return conv2d(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)
class Conv1d(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
        size = kernel_size[0] if is_tuple(kernel_size) else kernel_size
        fan = in_channels // groups * size
        self.weight = drawn((out_channels, in_channels // groups, size), fan)
        self.bias = drawn((out_channels,), fan) if bias else None
        self.stride, self.padding, self.dilation, self.groups = stride, padding, dilation, groups
    def forward(self, input):
        if input.ndim > 1:
            takes('Conv1d', 'sequences', 'channels', self.weight.shape[1] * int(self.groups), input.shape[-2])
        return conv1d(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)
class Cell(Module):
    def __init__(self, input_size, hidden_size, bias=True):
        self.size, rows = hidden_size, self.gates() * int(hidden_size)
        self.weight_ih = drawn((rows, input_size), hidden_size)
        self.weight_hh = drawn((rows, hidden_size), hidden_size)
        self.bias_ih = drawn((rows,), hidden_size) if bias else None
        self.bias_hh = drawn((rows,), hidden_size) if bias else None
    def blank(self, input):
        return zeros((*input.shape[:-1], self.size))
def recurrent(nonlinearity, x, h, w_ih, w_hh, b_ih=None, b_hh=None):
    if nonlinearity == 'tanh':
        return rnn_cell(x, h, w_ih, w_hh, b_ih, b_hh)
    mixed = x @ w_ih.T + h @ w_hh.T
    return relu(mixed if b_ih is None else mixed + b_ih + b_hh)
class RNNCell(Cell):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity='tanh'):
        Cell.__init__(self, input_size, hidden_size, bias)
        self.nonlinearity = nonlinearity
    def gates(self):
        return 1
    def forward(self, input, hx=None):
        return recurrent(self.nonlinearity, input, self.blank(input) if hx is None else hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
class GRUCell(Cell):
    def gates(self):
        return 3
    def forward(self, input, hx=None):
        return gru_cell(input, self.blank(input) if hx is None else hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
class LSTMCell(Cell):
    def gates(self):
        return 4
    def forward(self, input, hx=None):
        h, c = (self.blank(input), self.blank(input)) if hx is None else hx
        return lstm_cell(input, h, c, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
class AdaptiveAvgPool2d(Module):
    def __init__(self, output_size):
        if sum(output_size if is_tuple(output_size) else (output_size, output_size)) != 2:
            refuse('AdaptiveAvgPool2d is available with one output alone.', 'Write AdaptiveAvgPool2d(1), or AvgPool2d(kernel_size).')
    def forward(self, input):
        return global_avg_pool2d(input, True)
class Layers(Module):
    def __init__(self, layers=None):
        self.layers = [] if layers is None else list(layers)
    def append(self, layer):
        self.layers.append(layer)
class Sequential(Module):
    def __init__(self, *layers):
        self.layers = list(layers)
    def append(self, layer):
        self.layers.append(layer)
    def forward(self, input):
        for layer in self.layers:
            input = layer(input)
        return input
class Flatten(Module):
    def __init__(self, start_dim=1, end_dim=-1):
        self.start, self.end = start_dim, end_dim
    def forward(self, input):
        return flattened(input, self.start, self.end)
class Dropout(Module):
    def __init__(self, p=0.5, inplace=False):
        self.p = p
    def forward(self, input):
        return dropout(input, self.p) if self.training else input
class LayerNorm(Module):
    def __init__(self, normalized_shape, eps=1e-5):
        self.weight = mark(ones(normalized_shape), 'requires_grad')
        self.bias = mark(zeros(normalized_shape), 'requires_grad')
        if is_tuple(normalized_shape) and len(normalized_shape) > 1:
            refuse('LayerNorm is available over the last axis alone.', 'Flatten the axes to be normalised into one.')
        self.eps = eps
    def forward(self, input):
        return layer_norm(input, self.weight, self.bias, self.eps)
class BatchNorm1d(Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        seen = []
        self.seen, self.momentum = lambda: seen, momentum
        self.weight = mark(ones(num_features), 'requires_grad')
        self.bias = mark(zeros(num_features), 'requires_grad')
        self.eps = eps
    def forward(self, input):
        if self.training:
            self.seen().append(input)
            return batch_norm(input, self.weight, self.bias, self.eps)
        shape = (1, -1) if input.ndim == 2 else (1, -1, *[1 for k in range(input.ndim - 2)])
        average, spread = self.running()
        scale = reshape(self.weight / sqrt(spread + self.eps), shape)
        return (input - reshape(average, shape)) * scale + reshape(self.bias, shape)
    @property
    def running_mean(self):
        return self.running()[0]
    @property
    def running_var(self):
        return self.running()[1]
    def running(self):
        average, spread = zeros(self.weight.shape), ones(self.weight.shape)
        for batch in self.seen():
            batch = detach(batch)
            axes = tuple([k for k in range(batch.ndim) if k != 1])
            average = (1 - self.momentum) * average + self.momentum * mean(batch, axes)
            spread = (1 - self.momentum) * spread + self.momentum * var(batch, axes, ddof=1)
        return average, spread
class BatchNorm2d(BatchNorm1d):
    pass
class Embedding(Module):
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = mark(randn(num_embeddings, embedding_dim), 'requires_grad')
    def forward(self, input):
        return embedding(self.weight, input)
class Pool2d(Module):
    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False):
        if ceil_mode:
            refuse('Pooling is available without ceil_mode.', 'Leave it out, or pad the image.')
        self.size, self.stride, self.padding = kernel_size, stride, padding
class MaxPool2d(Pool2d):
    def forward(self, input):
        return max_pool2d(input, self.size, self.stride, self.padding)
class AvgPool2d(Pool2d):
    def forward(self, input):
        return avg_pool2d(input, self.size, self.stride, self.padding)
class LeakyReLU(Module):
    def __init__(self, negative_slope=0.01, inplace=False):
        self.slope, self.inplace = negative_slope, inplace
    def forward(self, input):
        return put_back(input, leaky_relu(input, self.slope), self.inplace)
class ELU(Module):
    def __init__(self, alpha=1.0, inplace=False):
        self.alpha, self.inplace = alpha, inplace
    def forward(self, input):
        return put_back(input, elu(input, self.alpha), self.inplace)
class Inplace(Module):
    def __init__(self, inplace=False):
        self.inplace = inplace
class Identity(Module):
    def __init__(self, *options, **more):
        pass
    def forward(self, input):
        return input
class Softplus(Module):
    def __init__(self, beta=1.0, threshold=20.0):
        self.beta, self.threshold = beta, threshold
    def forward(self, input):
        return straightened(input, self.beta, self.threshold)
class GELU(Module):
    def __init__(self, approximate='none'):
        self.approximate = approximate
    def forward(self, input):
        return gelu_tanh(input) if self.approximate == 'tanh' else gelu(input)
class Softmax(Module):
    def __init__(self, dim=None):
        self.dim = dim
    def forward(self, input):
        return softmax(input, chosen(input, self.dim))
class LogSoftmax(Module):
    def __init__(self, dim=None):
        self.dim = dim
    def forward(self, input):
        return log_softmax(input, chosen(input, self.dim))
"""
    + "".join(_POINTWISE.format(*one) for one in _POINTWISE_CLASSES.items())
    + "".join(_INPLACE.format(*one) for one in _INPLACE_CLASSES.items())
)
