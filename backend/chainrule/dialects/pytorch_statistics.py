"""Grids, statistics and matrices of PyTorch: rows, and functions in our own language."""

STATISTICS = """
meshgrid(*tensors, indexing='ij') -> mesh(list(tensors[0]) if is_several(tensors[0]) else tensors, indexing)
.hypot(input, other) -> sqrt(input * input + other * other)
.logaddexp(input, other) -> logsumexp(stack([input + zeros(other.shape), other + zeros(input.shape)]), 0)
.median(input, dim=None, keepdim=False) -> middle(input) if dim is None else middle_along(input, dim, keepdim)
.quantile(input, q, dim=None, keepdim=False) -> share_of(input, q, dim, keepdim)
.bincount(input, weights=None, minlength=0) -> counted(input, weights, minlength)
unique(input, sorted=True, return_inverse=False, return_counts=False) -> distinct(input, False, return_inverse, return_counts)
cov(input, correction=1) -> spread_together(input, None, True, correction)
corrcoef(input) -> correlated(input, None, True)
gradient(input, spacing=1, dim=None) -> slopes(input, spacing if is_tuple(spacing) else (spacing,), dim)
.diagflat(input, offset=0) -> diag(reshape(input, (-1,)), offset)
.slogdet(input) -> sign_and_log(input)
.pinverse(input) -> pseudo_inverse(input)
svd(*all, **more) -> absent: Singular values are not available: for least squares write torch.linalg.solve(A.T @ A, A.T @ b).
"""
MATRIX = """
slogdet(A) -> sign_and_log(A)
pinv(A) -> pseudo_inverse(A)
lstsq(*all, **more) -> absent: Write torch.linalg.solve(A.T @ A, A.T @ b).
qr(*all, **more) -> absent: An orthogonal basis is made one column after the other: q = v / v.norm(), then w = w - (q @ w) * q.
svd svdvals(*all, **more) -> absent: Singular values are not available: for least squares write torch.linalg.solve(A.T @ A, A.T @ b).
eig eigh eigvals eigvalsh(*all, **more) -> absent: For the largest eigenvalue repeat v = A @ v; v = v / v.norm(), then take v @ A @ v.
"""
STATISTIC = """
def drawn_softly(logits, tau, hard, dim):
    soft = softmax((logits - log(-log(rand(logits.shape)))) / tau, dim)
    return moveaxis(one_hot(argmax(soft, dim), logits.shape[dim]), -1, dim) - detach(soft) + soft if hard else soft
def middle(x):
    x = reshape(x, (-1,))
    ordered = detach(sort(x))
    found = ordered[-1] if scalar(not_equal(ordered[-1], ordered[-1])) else ordered[(x.size - 1) // 2]
    return max(x[equal(x, found)]) if scalar(equal(found, found)) else sum(x)
def middle_along(x, dim, keepdim):
    half = (x.shape[dim] - 1) // 2
    places = cut(order(x, dim, False, None), dim, half, half + 1)
    found = gather(x, places, dim)
    return fields(values=found if keepdim else squeeze(found, dim), indices=places if keepdim else squeeze(places, dim))
"""
