"""Distributions of PyTorch as classes in our own language. What they draw is drawn here, and seeded."""

DISTRIBUTIONS = """
class Categorical:
    def __init__(self, probs=None, logits=None):
        self.shares = None if probs is None else probs / sum(probs, -1, True)
        self.logits = log_softmax(logits, -1) if probs is None else log(clip(self.shares, 2 ** -23, 1 - 2 ** -23))
    @property
    def probs(self):
        return softmax(self.logits, -1) if self.shares is None else self.shares
    def log_prob(self, value):
        return squeeze(gather(self.logits, expand_dims(value, -1), -1), -1) if self.logits.ndim > 1 else take(self.logits, value)
    def entropy(self):
        probs = self.probs
        return -sum(probs * (where(equal(probs, 0), 0, self.logits) if among(probs, 0) and self.shares is None else self.logits), -1)
    def sample(self):
        shape = self.logits.shape
        drawn = rand(()) if len(shape) == 1 else rand((*shape[:-1], 1))
        return sum(cumsum(detach(self.probs), -1)[..., :-1] < drawn, -1)
class Bernoulli:
    def __init__(self, probs=None, logits=None):
        self.share = probs
        inner = None if probs is None else clip(probs, 2 ** -23, 1 - 2 ** -23)
        self.logits = logits if probs is None else log(inner) - log(1 - inner)
    @property
    def probs(self):
        return sigmoid(self.logits) if self.share is None else self.share
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
        ratios = p.probs * (p.logits - q.logits)
        ratios = where(equal(q.probs, 0), inf, ratios) if among(q.probs, 0) else ratios
        return sum(where(equal(p.probs, 0), 0, ratios) if among(p.probs, 0) else ratios, -1)
    refuse('kl_divergence is available for two Normal or two Categorical distributions.', 'Write the formula out.')
"""
"""Formulas: PyTorch documentation, torch.distributions. Probabilities are held one step of single precision away from 0 and 1 before their
logarithm is taken."""
