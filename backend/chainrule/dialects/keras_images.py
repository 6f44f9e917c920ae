"""Layers of Keras for images, whose channels stand last."""

IMAGES = """
class Conv2D(Weighted):
    def __init__(self, filters, kernel_size, strides=(1, 1), padding='valid', dilation_rate=(1, 1), groups=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', input_shape=None, name=None):
        self.built, self.begun, self.begun_bias = False, kernel_initializer, bias_initializer
        self.units, self.groups, self.activation, self.use_bias, self.kernel, self.bias = int(filters), groups, activation, use_bias, None, None
        self.size = [int(one) for one in (kernel_size if is_tuple(kernel_size) else (kernel_size, kernel_size))]
        self.strides, self.padding, self.dilation = strides, padding.lower(), dilation_rate
        self.sized(None if input_shape is None else input_shape[-1])
    def begin(self, width):
        field, channels = self.size[0] * self.size[1], width // self.groups
        self.kernel = mark(begun(self.begun, (self.size[0], self.size[1], channels, self.units), int(field * (channels + self.units))), 'variable', 'kernel')
        self.bias = mark(begun(self.begun_bias, (self.units,), 1), 'variable', 'bias') if self.use_bias else None
    def call(self, x):
        self.ready(x)
        made = last(conv2d(first(x), transpose(self.kernel, (3, 2, 0, 1)), None, self.strides, self.padding, self.dilation, self.groups))
        return activated(self.activation, made + self.bias if self.use_bias else made)
class MaxPooling2D(Kept):
    def __init__(self, pool_size=(2, 2), strides=None, padding='valid', name=None):
        self.size, self.strides, self.padding = pool_size, strides, padding.upper()
    def call(self, x):
        return last(max_pool2d(first(x), self.size, self.strides, 0 if self.padding == 'VALID' else 'same'))
class AveragePooling2D(Kept):
    def __init__(self, pool_size=(2, 2), strides=None, padding='valid', name=None):
        self.size, self.strides, self.padding = pool_size, strides, padding.upper()
    def call(self, x):
        return last(averaged(first(x), self.size, self.strides, self.padding))
class GlobalAveragePooling2D(Kept):
    def __init__(self, keepdims=False, name=None):
        self.keepdims = keepdims
    def call(self, x):
        return mean(x, (1, 2), self.keepdims)
class GlobalMaxPooling2D(Kept):
    def __init__(self, keepdims=False, name=None):
        self.keepdims = keepdims
    def call(self, x):
        return max(x, axis=(1, 2), keepdims=self.keepdims)
class MaxPool2D(MaxPooling2D):
    pass
class AvgPool2D(AveragePooling2D):
    pass
"""
