"""Rates of Keras that change with the steps, in our own language."""

SCHEDULES = """
class LearningRateSchedule:
    pass
class ExponentialDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, decay_rate, staircase=False, name=None):
        self.first, self.every, self.share, self.staircase = initial_learning_rate, decay_steps, decay_rate, staircase
    def turns(self, step):
        return floor(step / self.every) if self.staircase else step / self.every
    def __call__(self, step):
        return self.first * self.share ** self.turns(step)
class InverseTimeDecay(ExponentialDecay):
    def __call__(self, step):
        return self.first / (1 + self.share * self.turns(step))
class PiecewiseConstantDecay(LearningRateSchedule):
    def __init__(self, boundaries, values, name=None):
        self.boundaries, self.values = boundaries, values
    def __call__(self, step):
        return self.values[len([one for one in self.boundaries if step > one])]
class CosineDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, alpha=0.0, name=None):
        self.first, self.most, self.least = initial_learning_rate, decay_steps, alpha
    def __call__(self, step):
        return self.first * ((1 - self.least) * (1 + cos(pi * minimum(step, self.most) / self.most)) / 2 + self.least)
class PolynomialDecay(LearningRateSchedule):
    def __init__(self, initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, name=None):
        self.first, self.most, self.last, self.power = initial_learning_rate, decay_steps, end_learning_rate, power
    def __call__(self, step):
        return (self.first - self.last) * (1 - minimum(step, self.most) / self.most) ** self.power + self.last
"""
"""Closed forms: Keras documentation, keras.optimizers.schedules."""
