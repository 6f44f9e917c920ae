"""Random numbers and orders of NumPy, and of Python: in our own language, for which numbers they are is chance."""

INTEGERS = "cast(floor((0 if high is None else low) + (low if high is None else high - low) * rand(size)), 'int64')"
_NORMAL = "randn(size) if is_number(loc, 0) and is_number(scale, 1) else loc + scale * randn(size)"
_UNIFORM = "rand(size) if is_number(low, 0) and is_number(high, 1) else low + (high - low) * rand(size)"
SHUFFLE = """
def shuffle(x):
    places = order(rand(len(x)), 0, False, None)
    if is_tuple(x):
        arrange(x, places)
    else:
        alter(x, x[places])
"""
RANDOM = f"""
seed(it=None) -> None
randn rand(*shape)
random random_sample(size=()) -> rand(size)
standard_normal(size=()) -> randn(size)
normal(loc=0.0, scale=1.0, size=()) -> {_NORMAL}
uniform(low=0.0, high=1.0, size=()) -> {_UNIFORM}
randint(low, high=None, size=()) -> {INTEGERS}
RandomState default_rng(it=None) -> Random()
shuffle(x) -> shuffle(x)
permutation(x) -> permutation(x)
choice(a, size=(), replace=True) -> choice(a, size, replace)
"""
GENERATOR = SHUFFLE + f"""
def permutation(x):
    return x[order(rand(len(x)), 0, False, None)] if is_tensor(x) else order(rand(x), 0, False, None)
def choice(a, size=(), replace=True):
    count = len(a) if is_tensor(a) else a
    places = cast(floor(count * rand(size)), 'int64') if replace else order(rand(count), 0, False, size)
    return a[places] if is_tensor(a) else places
class Random:
    def shuffle(self, x):
        return shuffle(x)
    def permutation(self, x):
        return permutation(x)
    def choice(self, a, size=(), replace=True):
        return choice(a, size, replace)
    def integers(self, low, high=None, size=()):
        return {INTEGERS}
    def randint(self, low, high=None, size=()):
        return {INTEGERS}
    def randn(self, *shape):
        return randn(shape)
    def rand(self, *shape):
        return rand(shape)
    def standard_normal(self, size=()):
        return randn(size)
    def random(self, size=()):
        return rand(size)
    def normal(self, loc=0.0, scale=1.0, size=()):
        return {_NORMAL}
    def uniform(self, low=0.0, high=1.0, size=()):
        return {_UNIFORM}
"""
