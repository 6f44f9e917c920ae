"""Grids of points, and slopes along them, as programs in our own language: several libraries have both."""

GRIDS = """
def mesh(axes, indexing):
    along = [reshape(one, [-1 if k == place else 1 for k in range(len(axes))]) for place, one in enumerate(axes)]
    shape = [one.shape[k] for k, one in enumerate(along)]
    found = [broadcast_to(one, shape) for one in along]
    return tuple([swapaxes(one, 0, 1) for one in found] if indexing == 'xy' and len(axes) > 1 else found)
def slope(x, spacing, axis):
    if is_tensor(spacing):
        refuse('Slopes are available for one distance between neighbours.', 'Give the distance as a number: gradient(f, 0.1).')
    length = x.shape[axis]
    if length < 2:
        refuse('A slope needs two entries along its axis, and here is one.', 'Give it an axis of two entries or more.')
    first, last = cut(x, axis, 1, 2) - cut(x, axis, 0, 1), cut(x, axis, length - 1, length) - cut(x, axis, length - 2, length - 1)
    between = [(cut(x, axis, 2, length) - cut(x, axis, 0, length - 2)) / 2] if length > 2 else []
    return concat([first, *between, last], axis=axis) / spacing
def slopes(x, spacings, axes):
    axes = list(range(x.ndim)) if axes is None else list(axes) if is_tuple(axes) else [axes]
    each = [1 for one in axes] if len(spacings) == 0 else [spacings[0] for one in axes] if len(spacings) == 1 else spacings
    return tuple([slope(x, one, axis) for one, axis in zip(each, axes)])
"""
"""In the middle half the difference of both neighbours, at the ends the difference to the only one. Formulas: NumPy reference, numpy.gradient."""
