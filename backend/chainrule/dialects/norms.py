"""Norms of matrices, as programs in our own language: an order means another norm where there are two axes than where there is one."""

NORMS = """
def norm_of(x, order, axes, keep):
    pair = is_tuple(axes) and len(axes) == 2
    if order is None or (axes is None and x.ndim < 2) or not (axes is None or pair):
        return norm(x, 2 if order is None else order, axes, keep)
    if axes is None and x.ndim > 2:
        refuse('A norm with an order is one of a vector or a matrix, and this tensor has more axes.', 'Name one axis or two, or leave the order out.')
    if order == 'fro' or order == 'euclidean' or order == 'f':
        return norm(x, 2, axes, keep)
    if order != 1 and order != -1 and order != inf and order != -inf:
        refuse('A matrix has the norms fro, 1, -1, inf and -inf here: the others need singular values.', 'Leave the order out for the root of all squares.')
    rows, columns = axes if pair else (0, 1)
    added, picked = (rows, columns) if abs(order) == 1 else (columns, rows)
    sums = sum(abs(x), axis=added, keepdims=True)
    found = max(sums, axis=picked, keepdims=True) if order > 0 else min(sums, axis=picked, keepdims=True)
    return found if keep else squeeze(found, (rows, columns))
"""
"""The largest sum of a column (1) or a row (inf). Formulas: NumPy reference, numpy.linalg.norm."""
