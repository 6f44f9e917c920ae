"""How the learning rate of an optimizer of PyTorch changes. Each step goes on from the rate that is there, so that schedulers chain."""

SCHEDULERS = """
class LRScheduler:
    def __init__(self, optimizer, last_epoch=-1):
        if last_epoch != -1:
            refuse('A scheduler begins at its first epoch here.', 'Leave last_epoch out, and call step() for each epoch that is over.')
        self.optimizer, self.last_epoch = optimizer, last_epoch
        for group in optimizer.param_groups:
            group.setdefault('initial_lr', group['lr'])
        self.base_lrs = [group['initial_lr'] for group in optimizer.param_groups]
        self.step()
    def step(self):
        self.last_epoch = self.last_epoch + 1
        groups, rates = self.optimizer.param_groups, self.get_lr()
        if len(rates) != len(groups):
            refuse('The optimizer has a group of parameters that its scheduler does not know.', 'Make the scheduler after add_param_group.')
        for group, lr in zip(groups, rates):
            group['lr'] = lr
        self.keep()
    def keep(self):
        self.last_lr = self.rates()
    def rates(self):
        return [group['lr'] for group in self.optimizer.param_groups]
    def get_lr(self):
        share = self.share()
        return self.rates() if share == 1 else [lr * share for lr in self.rates()]
    def get_last_lr(self):
        return self.last_lr
    def each(self, given):
        groups = self.optimizer.param_groups
        if not is_tuple(given) and not is_tensor(given):
            return [given for group in groups]
        if len(given) != len(groups):
            refuse(f'The optimizer has {len(groups)} groups of parameters, and the list has {len(given)} entries.', 'Give one value, or one for each group.')
        return list(given)
class LambdaLR(LRScheduler):
    def __init__(self, optimizer, lr_lambda, last_epoch=-1):
        self.optimizer = optimizer
        self.lr_lambdas = self.each(lr_lambda)
        super().__init__(optimizer, last_epoch)
    def get_lr(self):
        return [base * of(self.last_epoch) for of, base in zip(self.lr_lambdas, self.base_lrs)]
class MultiplicativeLR(LambdaLR):
    def get_lr(self):
        return self.rates() if self.last_epoch == 0 else [lr * of(self.last_epoch) for of, lr in zip(self.lr_lambdas, self.rates())]
class StepLR(LRScheduler):
    def __init__(self, optimizer, step_size, gamma=0.1, last_epoch=-1):
        self.step_size, self.gamma = step_size, gamma
        super().__init__(optimizer, last_epoch)
    def share(self):
        return self.gamma if self.last_epoch > 0 and self.last_epoch % self.step_size == 0 else 1
class MultiStepLR(LRScheduler):
    def __init__(self, optimizer, milestones, gamma=0.1, last_epoch=-1):
        self.milestones, self.gamma = milestones, gamma
        super().__init__(optimizer, last_epoch)
    def share(self):
        return self.gamma ** len([one for one in self.milestones if one == self.last_epoch])
class ConstantLR(LRScheduler):
    def __init__(self, optimizer, factor=0.3333333333333333, total_iters=5, last_epoch=-1):
        if factor > 1 or factor <= 0:
            refuse('factor is not above 0 and at most 1.', 'Give the rate itself to the optimizer, and the share of it that it begins with here.')
        self.factor, self.total_iters = factor, total_iters
        super().__init__(optimizer, last_epoch)
    def share(self):
        if self.last_epoch == 0:
            return self.factor
        return 1 / self.factor if self.last_epoch == self.total_iters else 1
class LinearLR(LRScheduler):
    def __init__(self, optimizer, start_factor=0.3333333333333333, end_factor=1.0, total_iters=5, last_epoch=-1):
        if start_factor > 1 or start_factor <= 0 or end_factor > 1 or end_factor < 0:
            refuse('A factor stands outside of 0 to 1, or the first is 0.', 'Give the largest rate to the optimizer, and shares of it here.')
        self.start_factor, self.end_factor, self.total_iters = start_factor, end_factor, total_iters
        super().__init__(optimizer, last_epoch)
    def share(self):
        if self.last_epoch == 0:
            return self.start_factor
        if self.last_epoch > self.total_iters:
            return 1
        rise = self.end_factor - self.start_factor
        return 1 + rise / (self.total_iters * self.start_factor + (self.last_epoch - 1) * rise)
class ExponentialLR(LRScheduler):
    def __init__(self, optimizer, gamma, last_epoch=-1):
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)
    def share(self):
        return 1 if self.last_epoch == 0 else self.gamma
class PolynomialLR(LRScheduler):
    def __init__(self, optimizer, total_iters=5, power=1.0, last_epoch=-1):
        self.total_iters, self.power = total_iters, power
        super().__init__(optimizer, last_epoch)
    def share(self):
        if self.last_epoch == 0 or self.last_epoch > self.total_iters:
            return 1
        return ((1 - self.last_epoch / self.total_iters) / (1 - (self.last_epoch - 1) / self.total_iters)) ** self.power
class CosineAnnealingLR(LRScheduler):
    def __init__(self, optimizer, T_max, eta_min=0.0, last_epoch=-1):
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer, last_epoch)
    def height(self, epoch):
        return 1 + cos(pi * epoch / self.T_max)
    def get_lr(self):
        if self.last_epoch == 0:
            return self.rates()
        if (self.last_epoch - 1 - self.T_max) % (2 * self.T_max) == 0:
            return [lr + (base - self.eta_min) * (1 - cos(pi / self.T_max)) / 2 for base, lr in zip(self.base_lrs, self.rates())]
        share = self.height(self.last_epoch) / self.height(self.last_epoch - 1)
        return [share * (lr - self.eta_min) + self.eta_min for lr in self.rates()]
class OneCycleLR(LRScheduler):
    def __init__(self, optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=10000.0, three_phase=False, last_epoch=-1):
        if anneal_strategy != 'cos' and anneal_strategy != 'linear':
            refuse('OneCycleLR has no such anneal_strategy.', "Write anneal_strategy='cos' or 'linear'.")
        self.optimizer, self.anneal_strategy, self.cycle_momentum = optimizer, anneal_strategy, cycle_momentum
        self.total_steps = epochs * steps_per_epoch if total_steps is None else total_steps
        top, first, last = pct_start * self.total_steps - 1, ('initial_lr', 'max_lr', 'max_momentum', 'base_momentum'), self.total_steps - 1
        if three_phase:
            down = ('max_lr', 'initial_lr', 'base_momentum', 'max_momentum')
            self.phases = [(top, first), (2 * top, down), (last, ('initial_lr', 'min_lr', 'max_momentum', 'max_momentum'))]
        else:
            self.phases = [(top, first), (last, ('max_lr', 'min_lr', 'base_momentum', 'max_momentum'))]
        for group, most, low, high in zip(optimizer.param_groups, self.each(max_lr), self.each(base_momentum), self.each(max_momentum)):
            group['initial_lr'], group['max_lr'], group['min_lr'] = most / div_factor, most, most / div_factor / final_div_factor
            group['base_momentum'], group['max_momentum'] = low, high
        super().__init__(optimizer, last_epoch)
    def between(self, start, end, share):
        return start + (end - start) * share if self.anneal_strategy == 'linear' else end + (start - end) * (1 + cos(pi * share)) / 2
    def get_lr(self):
        if self.last_epoch > self.total_steps:
            refuse(f'OneCycleLR was made for {self.total_steps} steps, and this is one more.', 'Give it total_steps, or epochs and steps_per_epoch, of the whole run.')
        begun, left = 0, self.phases
        while len(left) > 1 and self.last_epoch > left[0][0]:
            begun, left = left[0][0], left[1:]
        end, (start, goal, held, let) = left[0]
        if end == begun:
            refuse('A phase of OneCycleLR has no step.', 'Give it more total_steps, or another pct_start.')
        share = (self.last_epoch - begun) / (end - begun)
        for group in self.optimizer.param_groups:
            if self.cycle_momentum:
                moved = self.between(group[held], group[let], share)
                if 'betas' in group:
                    group['betas'] = (moved, group['betas'][1])
                else:
                    group['momentum'] = moved
        return [self.between(group[start], group[goal], share) for group in self.optimizer.param_groups]
class ReduceLROnPlateau(LRScheduler):
    def __init__(self, optimizer, mode='min', factor=0.1, patience=10, threshold=1e-4, threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-8):
        if factor >= 1:
            refuse('ReduceLROnPlateau makes the rate smaller, and factor is not below 1.', 'Write factor=0.1.')
        if (mode != 'min' and mode != 'max') or (threshold_mode != 'rel' and threshold_mode != 'abs'):
            refuse('ReduceLROnPlateau has no such mode.', "Write mode='min' or 'max', and threshold_mode='rel' or 'abs'.")
        self.optimizer, self.mode, self.factor, self.patience, self.eps = optimizer, mode, factor, patience, eps
        self.threshold, self.threshold_mode, self.cooldown, self.min_lrs = threshold, threshold_mode, cooldown, self.each(min_lr)
        self.best, self.num_bad_epochs, self.cooldown_counter, self.last_epoch = inf if mode == 'min' else -inf, 0, 0, 0
        self.keep()
    def better(self, now):
        down = self.mode == 'min'
        margin = -self.threshold if down else self.threshold
        bound = self.best * (1 + margin) if self.threshold_mode == 'rel' else self.best + margin
        return now < bound if down else now > bound
    def step(self, metrics):
        now = float(metrics)
        self.last_epoch = self.last_epoch + 1
        if self.better(now):
            self.best, self.num_bad_epochs = now, 0
        else:
            self.num_bad_epochs = self.num_bad_epochs + 1
        if self.cooldown_counter > 0:
            self.cooldown_counter, self.num_bad_epochs = self.cooldown_counter - 1, 0
        if self.num_bad_epochs > self.patience:
            for group, least in zip(self.optimizer.param_groups, self.min_lrs):
                lower = max(group['lr'] * self.factor, least)
                if group['lr'] - lower > self.eps:
                    group['lr'] = lower
            self.cooldown_counter, self.num_bad_epochs = self.cooldown, 0
        self.keep()
"""
"""Recursions: PyTorch documentation, torch.optim.lr_scheduler."""
