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
        if self.weight is None and not among(target, self.ignored):
            return cross_entropy(input, target, self.reduction, self.smoothing)
        return by_class(log_softmax(input, 1), target, self.weight, self.reduction, self.smoothing, self.ignored)
class NLLLoss(Module):
    def __init__(self, weight=None, ignore_index=-100, reduction='mean'):
        self.weight, self.ignored, self.reduction = weight, ignore_index, reduction
    def forward(self, input, target):
        if self.weight is None and not among(target, self.ignored):
            return nll(input, target, self.reduction)
        return by_class(input, target, self.weight, self.reduction, 0, self.ignored)
class BCELoss(Module):
    def __init__(self, weight=None, reduction='mean'):
        self.weight, self.reduction = weight, reduction
    def forward(self, input, target):
        return bce(input, target, self.reduction) if self.weight is None else weighted(bce(input, target, 'none'), self.weight, self.reduction)
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
