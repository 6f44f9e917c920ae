"""Distributions of PyTorch as classes in our own language. What they draw is drawn here, and seeded."""

DISTRIBUTIONS = """
class Categorical:
    def __init__(self, probs=None, logits=None):
        self.logits = log(probs / sum(probs, -1, True)) if logits is None else log_softmax(logits, -1)
    @property
    def probs(self):
        return softmax(self.logits, -1)
    def log_prob(self, value):
        return squeeze(gather(self.logits, expand_dims(value, -1), -1), -1) if self.logits.ndim > 1 else take(self.logits, value)
    def entropy(self):
        return -sum(exp(self.logits) * self.logits, -1)
    def sample(self):
        shape = self.logits.shape
        drawn = rand(()) if len(shape) == 1 else rand((*shape[:-1], 1))
        return sum(cumsum(detach(self.probs), -1)[..., :-1] < drawn, -1)
class Bernoulli:
    def __init__(self, probs=None, logits=None):
        self.logits = log(probs) - log(1 - probs) if logits is None else logits
    @property
    def probs(self):
        return sigmoid(self.logits)
    def log_prob(self, value):
        return -bce_with_logits(self.logits, value, 'none')
    def entropy(self):
        return bce_with_logits(self.logits, self.probs, 'none')
    def sample(self):
        return rand(self.logits.shape) < detach(self.probs)
class Normal:
    def __init__(self, loc, scale):
        self.loc, self.scale = tensor(loc), tensor(scale)
        self.mean, self.stddev, self.variance = self.loc, self.scale, self.scale ** 2
    def log_prob(self, value):
        return -(value - self.loc) ** 2 / (2 * self.scale ** 2) - log(self.scale) - log(2 * pi) / 2
    def entropy(self):
        return 1 / 2 + log(2 * pi) / 2 + log(self.scale) + 0 * self.loc
    def rsample(self):
        return self.loc + self.scale * randn((self.loc + self.scale).shape)
    def sample(self):
        return detach(self.rsample())
def kl_divergence(p, q):
    if isinstance(p, Normal) and isinstance(q, Normal):
        ratio = (p.scale / q.scale) ** 2
        return (ratio + ((p.loc - q.loc) / q.scale) ** 2 - 1 - log(ratio)) / 2
    if isinstance(p, Categorical) and isinstance(q, Categorical):
        return sum(exp(p.logits) * (p.logits - q.logits), -1)
    refuse('kl_divergence is available for two Normal or two Categorical distributions.', 'Write the formula out.')
"""
"""Formulas: PyTorch documentation, torch.distributions."""
