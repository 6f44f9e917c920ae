"""Optimizers as programs in our own language: each step changes the parameters in place, and gradients end there."""

TORCH = """
class Optimizer:
    def __init__(self, params, defaults):
        given = list(params)
        self.defaults, self.param_groups, self.each, self.known = defaults, [], [], []
        for group in given if len(given) > 0 and is_dict(given[0]) else [{'params': given}]:
            self.add_param_group(group)
    def add_param_group(self, param_group):
        for name, value in self.defaults.items():
            param_group.setdefault(name, value)
        param_group['params'] = trained(param_group['params'], [p for p, state, group in self.each])
        self.param_groups.append(param_group)
        self.known.append(param_group['params'])
        self.each.extend([(p, {}, param_group) for p in param_group['params']])
    def zero_grad(self, set_to_none=True):
        for p, state, group in self.each:
            if set_to_none:
                forget(p)
            elif gradient(p) is not None:
                become(gradient(p), zeros(p.shape))
    def closed(self, closure):
        with context('enable_grad'):
            return closure()
    def step(self, closure=None):
        loss = None if closure is None else self.closed(closure)
        judge_groups(self.param_groups, self.known)
        for p, state, group in self.each:
            g = gradient(p)
            if g is not None:
                self.change(p, -g if group.get('maximize') else g, state, group)
        return loss
    def change(self, p, g, state, group):
        refuse('This optimizer has no step of its own.', 'Write def step(self): in its class.')
class SGD(Optimizer):
    def __init__(self, params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, maximize=False):
        if nesterov and (momentum == 0 or dampening != 0):
            refuse('Nesterov needs a momentum and no dampening.', 'Write momentum=0.9, nesterov=True.')
        super().__init__(params, dict(lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov, maximize=maximize))
    def step(self, closure=None):
        loss = None if closure is None else self.closed(closure)
        judge_groups(self.param_groups, self.known)
        for p, state, group in self.each:
            g = gradient(p)
            if g is not None:
                if group['maximize']:
                    g = -g
                if group['weight_decay']:
                    g = g + group['weight_decay'] * p
                if group['momentum']:
                    v, damp = state.get('momentum_buffer'), group['dampening']
                    v = copy(g) if v is None else group['momentum'] * v + (g if damp == 0 else (1 - damp) * g)
                    state['momentum_buffer'] = v
                    g = g + group['momentum'] * v if group['nesterov'] else v
                become(p, p - group['lr'] * g)
        return loss
class Adam(Optimizer):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, maximize=False):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize))
    def change(self, p, g, state, group):
        if group['weight_decay'] != 0:
            g = g + group['weight_decay'] * p
        become(p, p - self.moved(g, state, group))
    def moved(self, g, state, group):
        b1, b2 = group['betas']
        m, v, steps = state.get('exp_avg'), state.get('exp_avg_sq'), state.get('step', 0) + 1
        m = (1 - b1) * g if m is None else b1 * m + (1 - b1) * g
        v = (1 - b2) * g * g if v is None else b2 * v + (1 - b2) * g * g
        state['exp_avg'], state['exp_avg_sq'], state['step'] = m, v, steps
        if group['amsgrad']:
            most = state.get('max_exp_avg_sq')
            v = v if most is None else maximum(most, v)
            state['max_exp_avg_sq'] = v
        return group['lr'] * (m / (1 - b1 ** steps)) / (sqrt(v / (1 - b2 ** steps)) + group['eps'])
class AdamW(Adam):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, amsgrad=False, maximize=False):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize)
    def change(self, p, g, state, group):
        become(p, (1 - group['lr'] * group['weight_decay']) * p - self.moved(g, state, group))
class RMSprop(Optimizer):
    def __init__(self, params, lr=0.01, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, maximize=False):
        super().__init__(params, dict(lr=lr, alpha=alpha, eps=eps, weight_decay=weight_decay, momentum=momentum, centered=centered, maximize=maximize))
    def change(self, p, g, state, group):
        if group['weight_decay'] != 0:
            g = g + group['weight_decay'] * p
        v, keep = state.get('square_avg'), group['alpha']
        v = (1 - keep) * g * g if v is None else keep * v + (1 - keep) * g * g
        state['square_avg'] = v
        if group['centered']:
            mean = state.get('grad_avg')
            mean = (1 - keep) * g if mean is None else keep * mean + (1 - keep) * g
            state['grad_avg'] = mean
            v = v - mean * mean
        move = g / (sqrt(v) + group['eps'])
        if group['momentum'] != 0:
            old = state.get('momentum_buffer')
            move = move if old is None else group['momentum'] * old + move
            state['momentum_buffer'] = move
        become(p, p - group['lr'] * move)
"""
"""torch.optim. Formulas: PyTorch documentation, torch.optim.SGD, Adam, AdamW, RMSprop."""

KERAS = """
class Optimizer:
    def begin(self, learning_rate):
        self.learning_rate, self.iterations, self.variables, self.states = learning_rate, 0, None, []
    def rate(self):
        of = self.learning_rate
        return of(self.iterations - 1) if isinstance(of, LearningRateSchedule) else of
    def apply_gradients(self, grads_and_vars):
        pairs = list(grads_and_vars)
        if self.variables is None:
            self.variables, self.states = [v for g, v in pairs], [{} for g, v in pairs]
        if all([g is None for g, v in pairs]):
            refuse('No variable has a gradient.', 'Compute the loss from the variables inside of the tape.')
        self.iterations = self.iterations + 1
        for g, v in pairs:
            place = nth(v, self.variables)
            if place is None:
                refuse('The optimizer steps the variables of its first step, and this is another.', 'Make an optimizer of its own for it.')
            if g is not None:
                self.change(g, v, self.states[place])
class SGD(Optimizer):
    def __init__(self, learning_rate=0.01, momentum=0.0, nesterov=False):
        self.momentum, self.nesterov = momentum, nesterov
        self.begin(learning_rate)
    def change(self, g, v, state):
        rate = self.rate()
        if self.momentum == 0:
            become(v, v - rate * g)
        else:
            old = state.get('momentum')
            step = -rate * g if old is None else self.momentum * old - rate * g
            state['momentum'] = step
            become(v, v + (self.momentum * step - rate * g if self.nesterov else step))
class RMSprop(Optimizer):
    def __init__(self, learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7):
        self.rho, self.momentum, self.epsilon = rho, momentum, epsilon
        self.begin(learning_rate)
    def change(self, g, v, state):
        s = state.get('velocity')
        s = (1 - self.rho) * g * g if s is None else self.rho * s + (1 - self.rho) * g * g
        state['velocity'] = s
        step = self.rate() * g / sqrt(s + self.epsilon)
        if self.momentum != 0:
            old = state.get('momentum')
            step = step if old is None else self.momentum * old + step
            state['momentum'] = step
        become(v, v - step)
class Adam(Optimizer):
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon
        self.begin(learning_rate)
    def change(self, g, v, state):
        b1, b2, m, s = self.beta_1, self.beta_2, state.get('momentum'), state.get('velocity')
        rate = self.rate() * (1 - b2 ** self.iterations) ** 0.5 / (1 - b1 ** self.iterations)
        m = (1 - b1) * g if m is None else m + (1 - b1) * (g - m)
        s = (1 - b2) * g * g if s is None else s + (1 - b2) * (g * g - s)
        state['momentum'], state['velocity'] = m, s
        become(v, v - rate * m / (sqrt(s) + self.epsilon))
"""
"""tf.keras.optimizers. Formulas: Keras documentation, keras.optimizers.SGD, RMSprop and Adam."""
