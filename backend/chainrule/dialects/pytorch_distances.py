"""Losses of PyTorch that compare pairs and triplets, and distances: rows, functions and classes in our own language."""

DISTANCES = """
pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False) -> norm(x1 - x2 + eps, p, -1, keepdim)
soft_margin_loss(input, target, reduction='mean') -> weighted(softplus(-target * input), None, reduction)
margin_ranking_loss(input1, input2, target, margin=0.0, reduction='mean') -> ranked(input1, input2, target, margin, reduction)
hinge_embedding_loss(input, target, margin=1.0, reduction='mean') -> hinged(input, target, margin, reduction)
cosine_embedding_loss(input1, input2, target, margin=0.0, reduction='mean') -> by_angle(input1, input2, target, margin, reduction)
triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2.0, eps=1e-6, reduction='mean') -> by_triplet(anchor, positive, negative, margin, p, eps, reduction)
poisson_nll_loss(input, target, log_input=True, full=False, eps=1e-8, reduction='mean') -> refuse('poisson_nll_loss is available without full.', 'Leave full out: it adds what has no gradient.') if full else weighted(exp(input) - target * input if log_input else input - target * log(input + eps), None, reduction)
gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction='mean') -> by_spread(input, target, var, full, eps, reduction)
prelu(input, weight) -> bent(input, weight)
"""
DISTANCE = """
def ranked(input1, input2, target, margin, reduction):
    return weighted(clip(margin - target * (input1 - input2), 0, inf), None, reduction)
def hinged(input, target, margin, reduction):
    return weighted(where(target == 1, input, clip(margin - input, 0, inf)), None, reduction)
def by_triplet(anchor, positive, negative, margin, p, eps, reduction):
    return weighted(clip(margin + norm(anchor - positive + eps, p, -1) - norm(anchor - negative + eps, p, -1), 0, inf), None, reduction)
def by_angle(one, other, target, margin, reduction):
    squares = (sum(one * one, -1) + 1e-12) * (sum(other * other, -1) + 1e-12)
    cosine = sum(one * other, -1) / sqrt(squares)
    return weighted(where(target == 1, 1 - cosine, clip(cosine - margin, 0, inf)), None, reduction)
def by_spread(input, target, spread, full, eps, reduction):
    held = detach(relu(eps - spread)) + spread
    losses = 0.5 * (log(held) + (input - target) ** 2 / held)
    return weighted(losses + 0.5 * log(2 * pi) if full else losses, None, reduction)
def bent(input, weight):
    slope = weight if weight.size == 1 else reshape(weight, (-1, *[1 for k in range(input.ndim - 2)]))
    return where(input > 0, input, slope * input)
"""
_CLASS = """
class {0}(Module):
    def __init__(self, {1}reduction='mean'):
        self.{2}reduction = {3}reduction
    def forward(self, {4}):
        return {5}
"""
DISTANCE_CLASSES = "".join(
    _CLASS.format(*one)
    for one in (
        ("SoftMarginLoss", "", "", "", "input, target", "weighted(softplus(-target * input), None, self.reduction)"),
        ("MarginRankingLoss", "margin=0.0, ", "margin, self.", "margin, ", "input1, input2, target", "ranked(input1, input2, target, self.margin, self.reduction)"),
        ("HingeEmbeddingLoss", "margin=1.0, ", "margin, self.", "margin, ", "input, target", "hinged(input, target, self.margin, self.reduction)"),
        ("CosineEmbeddingLoss", "margin=0.0, ", "margin, self.", "margin, ", "input1, input2, target", "by_angle(input1, input2, target, self.margin, self.reduction)"),
        ("TripletMarginLoss", "margin=1.0, p=2.0, eps=1e-6, ", "margin, self.p, self.eps, self.", "margin, p, eps, ", "anchor, positive, negative", "by_triplet(anchor, positive, negative, self.margin, self.p, self.eps, self.reduction)"),
        ("GaussianNLLLoss", "full=False, eps=1e-6, ", "full, self.eps, self.", "full, eps, ", "input, target, var", "by_spread(input, target, var, self.full, self.eps, self.reduction)"),
    )
) + """
class PairwiseDistance(Module):
    def __init__(self, p=2.0, eps=1e-6, keepdim=False):
        self.p, self.eps, self.keepdim = p, eps, keepdim
    def forward(self, x1, x2):
        return norm(x1 - x2 + self.eps, self.p, -1, self.keepdim)
class CosineSimilarity(Module):
    def __init__(self, dim=1, eps=1e-8):
        self.dim, self.eps = dim, eps
    def forward(self, x1, x2):
        return cosine_similarity(x1, x2, self.dim, self.eps)
class PReLU(Module):
    def __init__(self, num_parameters=1, init=0.25):
        self.weight = mark(full(num_parameters, init), 'requires_grad')
    def forward(self, input):
        return bent(input, self.weight)
class GroupNorm(Module):
    def __init__(self, num_groups, num_channels, eps=1e-5, affine=True):
        self.weight = mark(ones(num_channels), 'requires_grad') if affine else None
        self.bias = mark(zeros(num_channels), 'requires_grad') if affine else None
        self.groups, self.eps = num_groups, eps
    def forward(self, input):
        return group_norm(input, self.groups, self.weight, self.bias, self.eps)
class InstanceNorm2d(GroupNorm):
    def __init__(self, num_features, eps=1e-5, affine=False):
        self.weight = mark(ones(num_features), 'requires_grad') if affine else None
        self.bias = mark(zeros(num_features), 'requires_grad') if affine else None
        self.groups, self.eps = num_features, eps
class InstanceNorm1d(InstanceNorm2d):
    pass
class RMSNorm(Module):
    def __init__(self, normalized_shape, eps=None, elementwise_affine=True):
        if is_tuple(normalized_shape) and len(normalized_shape) > 1:
            refuse('RMSNorm is available over the last axis alone.', 'Flatten the axes to be normalised into one.')
        self.weight = mark(ones(normalized_shape), 'requires_grad') if elementwise_affine else None
        self.eps = 2 ** -23 if eps is None else eps
    def forward(self, input):
        return rms_norm(input, self.weight, self.eps)
class ConvTranspose2d(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1):
        size = kernel_size if is_tuple(kernel_size) else (kernel_size, kernel_size)
        fan = out_channels // groups * size[0] * size[1]
        self.weight = drawn((in_channels, out_channels // groups, size[0], size[1]), fan)
        self.bias = drawn((out_channels,), fan) if bias else None
        self.stride, self.padding, self.more, self.groups, self.dilation = stride, padding, output_padding, groups, dilation
    def forward(self, input):
        return conv_transpose2d(input, self.weight, self.bias, self.stride, self.padding, self.more, self.groups, self.dilation)
"""
