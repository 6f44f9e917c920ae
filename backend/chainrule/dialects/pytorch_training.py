"""What stands around an optimizer of PyTorch: how weights begin, how gradients are clipped, how the rate changes."""

INIT = """
zeros_(tensor) -> become(tensor, zeros(tensor.shape))
ones_(tensor) -> become(tensor, ones(tensor.shape))
eye_(tensor) -> become(tensor, eye(tensor.shape[0], tensor.shape[1]))
constant_(tensor, val) -> become(tensor, full(tensor.shape, val))
normal_(tensor, mean=0.0, std=1.0) -> become(tensor, mean + std * randn(tensor.shape))
uniform_(tensor, a=0.0, b=1.0) -> become(tensor, a + (b - a) * rand(tensor.shape))
xavier_uniform_(tensor, gain=1.0) -> become(tensor, spread_evenly(tensor, gain * (2 / sum(fans(tensor))) ** 0.5))
xavier_normal_(tensor, gain=1.0) -> become(tensor, gain * (2 / sum(fans(tensor))) ** 0.5 * randn(tensor.shape))
kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu') -> become(tensor, spread_evenly(tensor, calculate_gain(nonlinearity, a) / fans(tensor)[int(mode == 'fan_out')] ** 0.5))
kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu') -> become(tensor, calculate_gain(nonlinearity, a) / fans(tensor)[int(mode == 'fan_out')] ** 0.5 * randn(tensor.shape))
"""
FANS = """
def fans(tensor):
    if tensor.ndim < 2:
        refuse('The weights of a layer have two axes at least, and this tensor has fewer.', 'Draw it with normal_ or uniform_.')
    field = 1
    for extent in tensor.shape[2:]:
        field = field * extent
    return tensor.shape[1] * field, tensor.shape[0] * field
def spread_evenly(tensor, std):
    bound = float(std) * float(3) ** 0.5
    return rand(tensor.shape, low=-bound, high=bound)
"""
BEGINNINGS = """
def calculate_gain(nonlinearity, param=None):
    slope = float(0.01 if param is None else param)
    known = {'relu': float(2) ** 0.5, 'leaky_relu': (2 / (1 + slope ** 2)) ** 0.5, 'tanh': float(5) / 3, 'selu': 0.75}
    return known.get(nonlinearity, 1.0)
"""
"""Glorot and Bengio 2010, He et al. 2015. Formulas: PyTorch documentation, torch.nn.init."""

CLIPPING = """
def clip_grad_norm_(parameters, max_norm, norm_type=2.0):
    held = [p for p in (parameters if is_several(parameters) else [parameters]) if gradient(p) is not None]
    if len(held) == 0:
        return zeros(())
    sizes = [norm(gradient(p), norm_type) for p in held]
    total = norm(stack(sizes), norm_type)
    scale = minimum(max_norm / (total + 1e-6), 1.0)
    for p in held:
        become(gradient(p), gradient(p) * scale)
    return total
def clip_grad_value_(parameters, clip_value):
    for p in parameters if is_several(parameters) else [parameters]:
        if gradient(p) is not None:
            become(gradient(p), clip(gradient(p), -clip_value, clip_value))
"""
"""Formulas: PyTorch documentation, torch.nn.utils.clip_grad_norm_."""

SCHEDULERS = """
class LRScheduler:
    def begin(self, optimizer):
        self.optimizer, self.epoch = optimizer, 0
        self.base = [group['lr'] for group in optimizer.param_groups]
        self.put()
    def put(self):
        for group, base in zip(self.optimizer.param_groups, self.base):
            group['lr'] = base * self.factor(base)
    def step(self):
        self.epoch = self.epoch + 1
        self.put()
    def get_last_lr(self):
        return [group['lr'] for group in self.optimizer.param_groups]
class StepLR(LRScheduler):
    def __init__(self, optimizer, step_size, gamma=0.1):
        self.size, self.gamma = step_size, gamma
        self.begin(optimizer)
    def factor(self, base):
        return self.gamma ** (self.epoch // self.size)
class MultiStepLR(LRScheduler):
    def __init__(self, optimizer, milestones, gamma=0.1):
        self.milestones, self.gamma = milestones, gamma
        self.begin(optimizer)
    def factor(self, base):
        return self.gamma ** len([one for one in self.milestones if one <= self.epoch])
class ExponentialLR(LRScheduler):
    def __init__(self, optimizer, gamma):
        self.gamma = gamma
        self.begin(optimizer)
    def factor(self, base):
        return self.gamma ** self.epoch
class LambdaLR(LRScheduler):
    def __init__(self, optimizer, lr_lambda):
        self.of = lr_lambda
        self.begin(optimizer)
    def factor(self, base):
        return self.of(self.epoch)
class CosineAnnealingLR(LRScheduler):
    def __init__(self, optimizer, T_max, eta_min=0.0):
        self.most, self.least = T_max, eta_min
        self.begin(optimizer)
    def factor(self, base):
        least = self.least / base
        return least + (1 - least) * (1 + cos(pi * self.epoch / self.most)) / 2
class LinearLR(LRScheduler):
    def __init__(self, optimizer, start_factor=0.3333333333333333, end_factor=1.0, total_iters=5):
        self.start, self.end, self.most = start_factor, end_factor, total_iters
        self.begin(optimizer)
    def factor(self, base):
        return self.start + (self.end - self.start) * min(self.epoch, self.most) / self.most
class ConstantLR(LRScheduler):
    def __init__(self, optimizer, factor=0.3333333333333333, total_iters=5):
        self.share, self.most = factor, total_iters
        self.begin(optimizer)
    def factor(self, base):
        return self.share if self.epoch < self.most else 1
class PolynomialLR(LRScheduler):
    def __init__(self, optimizer, total_iters=5, power=1.0):
        self.most, self.power = total_iters, power
        self.begin(optimizer)
    def factor(self, base):
        return (1 - min(self.epoch, self.most) / self.most) ** self.power
class OneCycleLR(LRScheduler):
    def __init__(self, optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=10000.0):
        self.count = epochs * steps_per_epoch if total_steps is None else total_steps
        self.first, self.most, self.last = max_lr / div_factor, max_lr, max_lr / div_factor / final_div_factor
        self.up, self.strategy = pct_start * self.count - 1, anneal_strategy
        self.momenta = (base_momentum, max_momentum) if cycle_momentum else None
        self.begin(optimizer)
    def between(self, start, end, share):
        return start + (end - start) * share if self.strategy == 'linear' else end + (start - end) * (1 + cos(pi * share)) / 2
    def at(self, first, most, last):
        if self.epoch <= self.up:
            return self.between(first, most, self.epoch / self.up)
        return self.between(most, last, (self.epoch - self.up) / (self.count - 1 - self.up))
    def put(self):
        if self.epoch >= self.count:
            refuse(f'OneCycleLR was made for {self.count} steps, and this is one more.', 'Give it total_steps, or epochs and steps_per_epoch, of the whole run.')
        for group in self.optimizer.param_groups:
            group['lr'] = self.at(self.first, self.most, self.last)
            if self.momenta is not None:
                low, high = self.momenta
                moved = self.at(high, low, high)
                if 'betas' in group:
                    group['betas'] = (moved, group['betas'][1])
                else:
                    group['momentum'] = moved
class ReduceLROnPlateau:
    def __init__(self, optimizer, mode='min', factor=0.1, patience=10, threshold=1e-4, threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-8):
        self.optimizer, self.mode, self.share, self.patience, self.least, self.eps = optimizer, mode, factor, patience, min_lr, eps
        self.threshold, self.relative, self.cooldown = threshold, threshold_mode == 'rel', cooldown
        self.best, self.bad, self.resting = None, 0, 0
    def better(self, now):
        margin = self.threshold * (self.best if self.relative else 1)
        return now < self.best - margin if self.mode == 'min' else now > self.best + margin
    def step(self, metrics):
        now = float(metrics)
        if self.best is None or self.better(now):
            self.best, self.bad = now, 0
        else:
            self.bad = self.bad + 1
        if self.resting > 0:
            self.resting, self.bad = self.resting - 1, 0
        if self.bad > self.patience:
            for group in self.optimizer.param_groups:
                lower = max(group['lr'] * self.share, self.least)
                if group['lr'] - lower > self.eps:
                    group['lr'] = lower
            self.resting, self.bad = self.cooldown, 0
    def get_last_lr(self):
        return [group['lr'] for group in self.optimizer.param_groups]
"""
"""Closed forms: PyTorch documentation, torch.optim.lr_scheduler."""
