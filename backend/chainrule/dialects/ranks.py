"""What depends on the order of numbers: quantiles and distinct values, as programs in our own language."""

RANKS = """
def share_of(x, share, axis, keep):
    if is_tensor(share) and share.ndim > 0:
        return stack([share_of(x, scalar(one), axis, keep) for one in share])
    if axis is None:
        found = share_of(reshape(x, (-1,)), share, 0, False)
        return reshape(found, [1 for extent in x.shape]) if keep else found
    x, place = sort(x, axis), float(share) * (x.shape[axis] - 1)
    below = int(floor(place))
    low = cut(x, axis, below, below + 1)
    found = low if place == below else low + (place - below) * (cut(x, axis, below + 1, below + 2) - low)
    return found if keep else squeeze(found, axis)
def distinct(given, index, inverse, counts):
    x = detach(reshape(given, (-1,)))
    ordered = sort(x)
    kept = ordered[concat([ones(1), not_equal(ordered[1:], ordered[:-1])]) > 0]
    same = equal(expand_dims(kept, 1), x)
    more = [argmax(same, 1)] if index else []
    more = [*more, reshape(argmax(same, 0), given.shape)] if inverse else more
    more = [*more, sum(same, 1)] if counts else more
    return (kept, *more) if len(more) > 0 else kept
def counted(x, weights, least):
    length = max(least, int(scalar(max(x))) + 1)
    return cast(sum(one_hot(x, length), 0), 'int64') if weights is None else at(zeros(length))[x].add(weights)
"""
