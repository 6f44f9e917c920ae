"""What PyTorch takes of a tensor by places, and puts there: rows, and functions in our own language."""

PLACES = """
where(condition, input=None, other=None) -> places(condition) if input is None else where(condition, input, other)
.nonzero(input, as_tuple=False) -> places(input) if as_tuple else stack(list(places(input)), 1)
.masked_select(input, mask) -> selected(input, mask)
.argwhere(input) -> stack(list(places(input)), 1)
.masked_fill(input, mask, value) -> filled(input, mask, value)
.gather(input, dim, index) -> gather(input, index, dim)
.index_select(input, dim, index) -> take(input, index, dim)
.take(input, index) -> take(input, index)
.scatter_add(input, dim, index, src) -> scatter_add(input, index, src, dim)
.scatter(input, dim, index, src) -> scattered(input, dim, index, src)
.index_add(input, dim, index, source, alpha=1) -> index_added(input, dim, index, source if alpha == 1 else alpha * source)
.index_fill(input, dim, index, value) -> moveaxis(at(moveaxis(input, dim, 0))[index].set(value), 0, dim)
"""
CHANGED = """
where(self, condition, other) -> where(condition, self, other)
masked_fill_(self, mask, value) -> alter(self, filled(self, mask, value))
scatter_(self, dim, index, src) -> alter(self, scattered(self, dim, index, src))
scatter_add_(self, dim, index, src) -> alter(self, scatter_add(self, index, src, dim))
index_add_(self, dim, index, source, alpha=1) -> alter(self, index_added(self, dim, index, source if alpha == 1 else alpha * source))
index_fill_(self, dim, index, value) -> alter(self, moveaxis(at(moveaxis(self, dim, 0))[index].set(value), 0, dim))
"""
SCATTERING = """
def scattered(input, dim, index, src):
    if input.ndim > 2:
        refuse('scatter is available for one axis or two.', 'Write the places out: x[rows, columns] = src.')
    if input.ndim == 1:
        return at(input)[index].set(src)
    other = 1 - dim % 2
    here = [extent if axis == other else 1 for axis, extent in enumerate(index.shape)]
    beside = flat(broadcast_to(reshape(arange(index.shape[other]), here), index.shape))
    values = flat(broadcast_to(src, index.shape)) if is_tensor(src) else src
    return (at(input)[beside, flat(index)] if other == 0 else at(input)[flat(index), beside]).set(values)
def filled(input, mask, value):
    if dtype_of(input) == 'int64' and (among(value, inf) or among(value, -inf)):
        refuse('A tensor of whole numbers has no place for infinity.', 'Make it one of floats first: x.float().masked_fill(...).')
    return where(mask, like(value, input), input)
def selected(input, mask):
    if input.shape == mask.shape:
        return input[mask]
    ndim = max(input.ndim, mask.ndim)
    one, other = [(*[1 for k in range(ndim - x.ndim)], *x.shape) for x in [input, mask]]
    shape = [b if a == 1 else a for a, b in zip(one, other)]
    return broadcast_to(input, shape)[broadcast_to(mask, shape)]
def flat(x):
    return reshape(x, (-1,))
def index_added(input, dim, index, source):
    if dim % input.ndim == 0:
        return at(input)[index].add(source)
    return moveaxis(at(moveaxis(input, dim, 0))[index].add(moveaxis(source, dim, 0)), 0, dim)
"""
