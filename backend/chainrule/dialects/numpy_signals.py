"""Grids, signals and statistics of NumPy: rows, and functions in our own language; JAX has the same under its name."""

SIGNALS = """
meshgrid(*xi, indexing='xy') -> tuple([apart(one) for one in mesh(xi, indexing)])
cov(m, y=None, rowvar=True, bias=False, ddof=None) -> spread_together(m, y, rowvar, (0 if bias else 1) if ddof is None else ddof)
corrcoef(x, y=None, rowvar=True) -> correlated(x, y, rowvar)
diagflat(v, k=0) -> diag(reshape(v, (-1,)), k)
convolve(a, v, mode='full') -> convolution(a, v, mode)
gradient(f, *varargs, axis=None) -> slopes(f, varargs, axis)[0] if f.ndim == 1 or not (axis is None or is_tuple(axis)) else slopes(f, varargs, axis)
quantile(a, q, axis=None, keepdims=False) -> share_of(a, q, axis, keepdims)
percentile(a, q, axis=None, keepdims=False) -> share_of(a, q / 100, axis, keepdims)
unique(ar, return_index=False, return_inverse=False, return_counts=False) -> distinct(ar, return_index, return_inverse, return_counts)
bincount(x, weights=None, minlength=0) -> counted(x, weights, minlength)
select(condlist, choicelist, default=0) -> selected(condlist, choicelist, default)
vectorize(pyfunc) -> elementwise(pyfunc)
"""
FACTORS = """
slogdet(a) -> sign_and_log(a)
pinv(a) -> pseudo_inverse(a)
lstsq(*all, **more) -> absent: Write solve(A.T @ A, A.T @ b), of the same module.
qr(*all, **more) -> absent: An orthogonal basis is made one column after the other: q = v / norm(v), then w = w - (q @ w) * q.
svd(*all, **more) -> absent: Singular values are not available: for least squares write solve(A.T @ A, A.T @ b), of the same module.
eig eigh eigvals eigvalsh(*all, **more) -> absent: For the largest eigenvalue repeat v = A @ v; v = v / norm(v), then take v @ A @ v.
"""
NORMAL = """
logpdf(x, loc=0, scale=1) -> -((x - loc) / scale) ** 2 / 2 - log(scale) - log(2 * pi) / 2
pdf(x, loc=0, scale=1) -> exp(-((x - loc) / scale) ** 2 / 2) / (scale * sqrt(2 * pi))
cdf(x, loc=0, scale=1) -> (1 + erf((x - loc) / (scale * sqrt(2)))) / 2
"""
SIGNAL = """
def convolution(a, v, mode):
    if a.shape[0] < v.shape[0]:
        return convolution(v, a, mode)
    if mode != 'full' and mode != 'same' and mode != 'valid':
        refuse('A convolution is full, same or valid.', "Write mode='full', 'same' or 'valid'.")
    reach = v.shape[0] - 1
    found = reshape(conv1d(reshape(a, (1, 1, -1)), reshape(flip(v, 0), (1, 1, -1)), None, 1, 0 if mode == 'valid' else reach), (-1,))
    return cut(found, 0, reach // 2, reach // 2 + a.shape[0]) if mode == 'same' else found
def selected(conditions, choices, default):
    found = default
    for condition, choice in reversed(list(zip(conditions, choices))):
        found = where(condition, choice, found)
    return found
def elementwise(fun):
    def mapped(*args):
        shapes = [one.shape for one in args if is_tensor(one) and one.ndim > 0]
        if len(shapes) == 0:
            return fun(*args)
        flat = [reshape(broadcast_to(one, shapes[0]), (-1,)) for one in args]
        return reshape(stack([fun(*[one[k] for one in flat]) for k in range(flat[0].shape[0])]), shapes[0])
    return mapped
"""
