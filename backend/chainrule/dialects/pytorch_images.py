"""Images of PyTorch made larger, cut in windows and put in another order: rows, functions and classes in our own language."""

IMAGES = """
interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None) -> scaled(input, size, scale_factor, mode, align_corners)
upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None) -> scaled(input, size, scale_factor, mode, align_corners)
unfold(input, kernel_size, dilation=1, padding=0, stride=1) -> windowed(input, both(kernel_size), both(dilation), both(padding), both(stride))
fold(*all, **more) -> absent: Add each window where it belongs: y = torch.zeros(4, 4).index_add(0, rows, window).
pad(input, pad, mode='constant', value=0.0) -> bounded(input, pad, mode, value)
pixel_shuffle(input, upscale_factor) -> to_space(input, upscale_factor)
pixel_unshuffle(input, downscale_factor) -> to_channels(input, downscale_factor)
"""
IMAGE = """
def bounded(input, pads, mode, value):
    if mode == 'constant':
        pairs = [(0, 0) for k in range(input.ndim - len(pads) // 2)]
        return padded(input, tuple([*pairs, *[(pads[2 * k], pads[2 * k + 1]) for k in range(len(pads) // 2 - 1, -1, -1)]]), value)
    known = {'replicate': 'edge', 'circular': 'wrap', 'reflect': 'reflect'}
    for k in range(len(pads) // 2):
        input = bordered(input, pads[2 * k], pads[2 * k + 1], known.get(mode), input.ndim - 1 - k)
    return input
def both(one):
    return one if is_tuple(one) else (one, one)
def windowed(x, size, dilation, padding, stride):
    if x.ndim == 3:
        return windowed(expand_dims(x, 0), size, dilation, padding, stride)[0]
    x = padded(x, ((0, 0), (0, 0), (padding[0], padding[0]), (padding[1], padding[1])), 0.0) if padding[0] or padding[1] else x
    count, channels, height, width = x.shape
    rows = range(0, height - dilation[0] * (size[0] - 1), stride[0])
    columns = range(0, width - dilation[1] * (size[1] - 1), stride[1])
    places = [(r + i * dilation[0]) * width + c + j * dilation[1] for i in range(size[0]) for j in range(size[1]) for r in rows for c in columns]
    return reshape(take(reshape(x, (count, channels, -1)), places, -1), (count, channels * size[0] * size[1], -1))
def to_space(x, factor):
    lead, (channels, height, width) = x.shape[:-3], x.shape[-3:]
    x = reshape(x, (-1, channels // factor ** 2, factor, factor, height, width))
    return reshape(transpose(x, (0, 1, 4, 2, 5, 3)), (*lead, channels // factor ** 2, height * factor, width * factor))
def to_channels(x, factor):
    lead, (channels, height, width) = x.shape[:-3], x.shape[-3:]
    x = reshape(x, (-1, channels, height // factor, factor, width // factor, factor))
    return reshape(transpose(x, (0, 1, 3, 5, 2, 4)), (*lead, channels * factor ** 2, height // factor, width // factor))
def scaled(x, size, factor, mode, corners):
    if mode != 'nearest' and mode != 'linear' and mode != 'bilinear':
        refuse('An image is made larger with nearest, linear or bilinear here.', "Write mode='nearest' or mode='bilinear'.")
    for axis in range(2, x.ndim):
        share = None if factor is None else factor[axis - 2] if is_tuple(factor) else factor
        length = (size[axis - 2] if is_tuple(size) else size) if share is None else int(round(x.shape[axis] * share))
        if share is not None and abs(length - x.shape[axis] * share) > 1e-6:
            refuse(f'{x.shape[axis]} entries times this scale are no whole number of entries.', 'Give the size of the result: size=(7, 5).')
        x = nearest(x, length, axis) if mode == 'nearest' else between(x, length, axis, corners)
    return x
def nearest(x, length, axis):
    return take(x, [k * x.shape[axis] // length for k in range(length)], axis)
def between(x, length, axis, corners):
    last = x.shape[axis] - 1
    step = x.shape[axis] / length if not corners else last / (length - 1) if length > 1 else 0
    places = [k * step if corners else max((k + 0.5) * step - 0.5, 0) for k in range(length)]
    low = [min(int(floor(one + 1e-9)), last) for one in places]
    shares = reshape(tensor([float(max(one - start, 0)) for one, start in zip(places, low)]), [length if k == axis else 1 for k in range(x.ndim)])
    return (1 - shares) * take(x, low, axis) + shares * take(x, [min(one + 1, last) for one in low], axis)
"""
_CLASS = """
class {0}(Module):
    def __init__(self, {1}):
        {2}
    def forward(self, input):
        return {3}
"""
_VALUE = "\n        self.value = value"
IMAGE_CLASSES = "".join(
    _CLASS.format(*one)
    for one in (
        ("Upsample", "size=None, scale_factor=None, mode='nearest', align_corners=None", "self.size, self.factor, self.mode, self.corners = size, scale_factor, mode, align_corners", "scaled(input, self.size, self.factor, self.mode, self.corners)"),
        ("UpsamplingNearest2d", "size=None, scale_factor=None", "self.size, self.factor = size, scale_factor", "scaled(input, self.size, self.factor, 'nearest', None)"),
        ("UpsamplingBilinear2d", "size=None, scale_factor=None", "self.size, self.factor = size, scale_factor", "scaled(input, self.size, self.factor, 'bilinear', True)"),
        ("PixelShuffle", "upscale_factor", "self.factor = upscale_factor", "to_space(input, self.factor)"),
        ("PixelUnshuffle", "downscale_factor", "self.factor = downscale_factor", "to_channels(input, self.factor)"),
        ("Unfold", "kernel_size, dilation=1, padding=0, stride=1", "self.how = [both(one) for one in (kernel_size, dilation, padding, stride)]", "windowed(input, *self.how)"),
        *[
            (f"{name}Pad{axes}d", f"padding{', value=0.0' * (name == 'Constant')}", f"self.pads = padding if is_tuple(padding) else [padding for k in range({2 * axes})]{_VALUE * (name == 'Constant')}", meaning)
            for name, meaning in (("Zero", "bounded(input, self.pads, 'constant', 0.0)"), ("Constant", "bounded(input, self.pads, 'constant', self.value)"), ("Reflection", "bounded(input, self.pads, 'reflect', 0.0)"), ("Replication", "bounded(input, self.pads, 'replicate', 0.0)"), ("Circular", "bounded(input, self.pads, 'circular', 0.0)"))
            for axes in (1, 2)
        ],
    )
)
