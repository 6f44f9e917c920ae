"""Python's own modules of mathematics, chance, copies and functions, and the bar that shows how far a loop is."""

from chainrule.dialects.numpy_random import SHUFFLE
from chainrule.dialects.row import Dialect, read

_MATH = """
acos acosh asin asinh atan atanh cos cosh erf exp expm1 log1p log2 log10 sin sinh sqrt tan tanh(x)
floor(x) -> int(floor(x))
ceil(x) -> int(-floor(-x))
trunc(x) -> int(x)
hypot(x, y) -> norm(stack([x, y]), 2, 0)
degrees(x) -> x * 180 / pi
radians(x) -> x * pi / 180
isnan(x) -> x != x
isinf(x) -> abs(x) == inf
isfinite(x) -> abs(x) < inf
isclose(a, b, rel_tol=1e-09, abs_tol=0.0) -> a == b or max(abs(a), abs(b)) < inf and abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)
fsum(seq) -> sum(seq)
atan2(y, x)
log(x, base=None) -> log(x) if base is None else log(x) / log(base)
fabs(x) -> abs(x)
pow(x, y) -> cast(x, 'float64') ** y
pi -> pi
e -> 2.718281828459045
inf -> inf
nan -> nan
tau -> 6.283185307179586
"""
_COUNTING = """
def prod(iterable, start=1):
    found = start
    for one in iterable:
        found = found * one
    return found
def factorial(n):
    found = 1
    for k in range(2, n + 1):
        found = found * k
    return found
def comb(n, k):
    return factorial(n) // (factorial(k) * factorial(n - k)) if k <= n else 0
def gcd(a, b):
    while b:
        a, b = b, a % b
    return abs(a)
"""
_RANDOM = """
seed(it=None) -> None
random() -> scalar(rand())
uniform(a, b) -> scalar(a + (b - a) * rand())
gauss normalvariate(mu=0.0, sigma=1.0) -> scalar(mu + sigma * randn())
choice(seq) -> seq[int(len(seq) * rand())]
randint(a, b) -> int(a + floor((b - a + 1) * rand()))
randrange(start, stop=None) -> int(floor(start * rand())) if stop is None else int(start + floor((stop - start) * rand()))
"""
_ORDERS = SHUFFLE + """
def sample(population, k):
    return [population[int(i)] for i in order(rand(len(population)), 0, False, k)]
"""
_COPY = """
copy(x) -> copied(x, False)
deepcopy(x) -> copied(x, True)
"""
_TQDM = """
tqdm(iterable, *options, **more) -> iterable
trange(*numbers, **more) -> range(*numbers)
"""
_FUNCTOOLS = """
def partial(func, *given, **named):
    return lambda *rest, **more: func(*given, *rest, **{**named, **more})
def reduce(function, iterable, *initial):
    found = [*initial, *iterable]
    total = found[0]
    for one in found[1:]:
        total = function(total, one)
    return total
"""

PYTHON = Dialect(
    "python",
    "",
    read("python", {"math": _MATH, "random": _RANDOM, "copy": _COPY, "tqdm": _TQDM}),
    roots=frozenset({"math", "random", "copy", "tqdm", "functools"}),
    aliases={"math": "math"},
    same={"tqdm.auto": "tqdm", "tqdm.notebook": "tqdm"},
    modules={"functools": _FUNCTOOLS, "math": _COUNTING, "random": _ORDERS},
)
