"""What of NumPy takes several lines, as programs in our own language; JAX has the same under its name."""

FUNCTIONS = """
def at_indices(x, indices, axis):
    ends = [*indices, x.shape[axis]]
    starts = [0, *indices]
    return [cut(x, axis, start, end) for start, end in zip(starts, ends)]
def weighted(a, axis, weights):
    if a.shape == weights.shape:
        return sum(a * weights, axis) / sum(weights, axis)
    if axis is None or is_tuple(axis) or weights.ndim != 1 or weights.shape[0] != a.shape[axis]:
        refuse('Weights are as many as the entries along one axis, or have the shape of the tensor.', 'Name the axis they go along: average(a, axis=0, weights=w).')
    return sum(moveaxis(a, axis, -1) * weights, -1) / sum(weights)
def middle(x, axis, keepdims):
    if axis is None:
        found = middle(reshape(x, (-1,)), 0, False)
        return reshape(found, [1 for extent in x.shape]) if keepdims else found
    x, count = sort(x, axis), x.shape[axis]
    last, between = cut(x, axis, count - 1, count), cut(x, axis, (count - 1) // 2, count // 2 + 1)
    return mean(where(equal(last, last), between, last), axis, keepdims)
def cardinal_sine(x):
    z = pi * x
    near = abs(z) < 0.02
    w = square(where(near, z, 0))
    return where(near, 1 - w / 6 * (1 - w / 20 * (1 - w / 42)), sin(z) / where(near, 1, z))
def beside(x1, x2):
    if x1.shape == x2.shape:
        return stack([x1, x2])
    return stack([x1 + zeros(x2.shape), x2 + zeros(x1.shape)])
"""
"""`middle`: NaN is sorted to the end, and what has one has no median. `cardinal_sine`: by its series near 0, where the slopes of the quotient are 0 / 0 or lose
their digits."""
