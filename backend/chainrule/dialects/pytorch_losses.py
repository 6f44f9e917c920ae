"""Losses of PyTorch that are kept as objects, as programs in our own language."""

_LOSS = """
class {0}(Module):
    def __init__(self, reduction='mean'):
        self.reduction = reduction
    def forward(self, input, target):
        return {1}(input, target, self.reduction)
"""
_CLASSES = {"MSELoss": "mse", "L1Loss": "mae"}
LOSS_CLASSES = (
    """
class KLDivLoss(Module):
    def __init__(self, reduction='mean', log_target=False):
        self.reduction, self.log_target = reduction, log_target
    def forward(self, input, target):
        return divergence(input, target, self.reduction, self.log_target)
class CrossEntropyLoss(Module):
    def __init__(self, weight=None, ignore_index=-100, reduction='mean', label_smoothing=0.0):
        self.weight, self.ignored, self.reduction, self.smoothing = weight, ignore_index, reduction, label_smoothing
    def forward(self, input, target):
        return classified(input, target, self.weight, self.ignored, self.reduction, self.smoothing)
class NLLLoss(Module):
    def __init__(self, weight=None, ignore_index=-100, reduction='mean'):
        self.weight, self.ignored, self.reduction = weight, ignore_index, reduction
    def forward(self, input, target):
        return likely(input, target, self.weight, self.ignored, self.reduction)
class BCELoss(Module):
    def __init__(self, weight=None, reduction='mean'):
        self.weight, self.reduction = weight, reduction
    def forward(self, input, target):
        return surprise(input, target, self.weight, self.reduction)
class BCEWithLogitsLoss(Module):
    def __init__(self, weight=None, reduction='mean', pos_weight=None):
        self.weight, self.reduction, self.pos_weight = weight, reduction, pos_weight
    def forward(self, input, target):
        if self.weight is None and self.pos_weight is None:
            return bce_with_logits(input, target, self.reduction)
        return weighted(positives(input, target, self.pos_weight), self.weight, self.reduction)
class SmoothL1Loss(Module):
    def __init__(self, reduction='mean', beta=1.0):
        self.reduction, self.beta = reduction, beta
    def forward(self, input, target):
        return huber(input, target, self.beta, self.reduction) / self.beta
class HuberLoss(Module):
    def __init__(self, reduction='mean', delta=1.0):
        self.reduction, self.delta = reduction, delta
    def forward(self, input, target):
        return huber(input, target, self.delta, self.reduction)
"""
    + "".join(_LOSS.format(*one) for one in _CLASSES.items())
)
SURPRISE = """
def surprise(input, target, weight, reduction):
    if not within(input, 0, 1):
        refuse('Probabilities stand between 0 and 1, and PyTorch takes no other numbers here.', 'Take a sigmoid first, or the loss of logits: F.binary_cross_entropy_with_logits.')
    if within(input, 1e-12, 1 - 1e-12):
        return bce(input, target, reduction) if weight is None else weighted(bce(input, target, 'none'), weight, reduction)
    return weighted(binary_cross_entropy(input, target), weight, reduction)
def binary_cross_entropy(input, target):
    losses = (target - 1) * clip(log(1 - input), -100, inf) - target * clip(log(input), -100, inf)
    g = probe(losses)
    return ruled(binary_cross_entropy, g, (input, target), (g * (input - target) / maximum(input * (1 - input), 1e-12), g * (log(1 - input) - log(input))), True)
"""
"""Where a probability is 0 or 1, PyTorch holds the logarithm at -100, and has a slope that is not that of this: it is stated here."""
BY_CLASS = """
def classified(input, target, weight, ignored, reduction, smoothing):
    by_id = target.ndim < input.ndim
    if not by_id and dtype_of(target) == 'int64':
        refuse('PyTorch takes probabilities of classes as floats, and these are whole numbers.', 'Write target.float(), or give one class id per row.')
    logits, labels = classes_last(input), target if by_id else classes_last(target)
    if weight is None and not (by_id and among(target, ignored)):
        return cross_entropy(logits, labels, reduction, smoothing)
    logs = log_softmax(logits, -1)
    if by_id:
        return by_ids(logs, labels, weight, ignored, reduction, smoothing)
    wanted = labels if smoothing == 0 else (1 - smoothing) * labels + smoothing / logits.shape[-1]
    return weighted(-sum(wanted * logs * weight, -1), None, reduction)
def likely(input, target, weight, ignored, reduction):
    logs = classes_last(input)
    return by_ids(logs, target, weight, ignored, reduction, 0) if weight is not None or among(target, ignored) else nll(logs, target, reduction)
def classes_last(x):
    return moveaxis(x, 1, -1) if x.ndim > 2 else x
def by_ids(logs, target, weight, ignored, reduction, smoothing):
    kept = not_equal(target, ignored) if among(target, ignored) else None
    ids = target if kept is None else where(kept, target, 0)
    weights = None if weight is None else take(weight, ids)
    losses = nll(logs, ids, 'none') if weight is None else weights * nll(logs, ids, 'none')
    if smoothing != 0:
        losses = (1 - smoothing) * losses - smoothing / logs.shape[-1] * sum(logs if weight is None else logs * weight, -1)
    losses = losses if kept is None else where(kept, losses, 0)
    if reduction != 'mean':
        return weighted(losses, None, reduction)
    return sum(losses) / sum(kept if weight is None else weights if kept is None else where(kept, weights, 0))
"""
"""The classes are the axis after the batch; what is ignored passes no gradient on, even where nothing is left to be divided by."""
