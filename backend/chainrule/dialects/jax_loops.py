"""jax.lax and jax.tree in our own language: loops, trees of tensors, slices that begin at a number worked out."""

ROWS = """
def begun(start, length, extent):
    place = int(start)
    return max(0, min(place + extent if place < 0 else place, extent - length))
def rows(xs):
    if is_several(xs) or is_dict(xs):
        return [tree_map(lambda one: one[k], xs) for k in range(len(tree_leaves(xs)[0]))]
    return list(xs)
def stacked(ys):
    return tree_map(lambda *parts: stack(list(parts)), ys[0], *ys[1:]) if is_several(ys[0]) or is_dict(ys[0]) else stack(ys)
"""
LOOPS = """
def scan(f, init, xs=None, length=None, reverse=False):
    ys, steps = [], list(range(length)) if xs is None else rows(xs)
    for x in (reversed(steps) if reverse else steps):
        init, y = f(init, x)
        ys.append(y)
    return init, None if len(ys) == 0 or ys[0] is None else stacked(list(reversed(ys)) if reverse else ys)
def map(f, xs):
    return stacked([f(x) for x in rows(xs)])
def switch(index, branches, *operands):
    place, last = int(index), len(branches) - 1
    return branches[0 if place < 0 else last if place > last else place](*operands)
def fori_loop(lower, upper, body_fun, init_val):
    for i in range(lower, upper):
        init_val = body_fun(i, init_val)
    return init_val
def while_loop(cond_fun, body_fun, init_val):
    while cond_fun(init_val):
        init_val = body_fun(init_val)
    return init_val
"""
TREES = """
def tree_map(f, tree, *rest):
    if is_dict(tree):
        return {key: tree_map(f, tree[key], *[one[key] for one in rest]) for key in sorted(tree.keys())}
    if is_tree(tree):
        found = [tree_map(f, tree[k], *[one[k] for one in rest]) for k in range(len(tree))]
        return found if is_listed(tree) else tuple(found)
    return f(tree, *rest)
def tree_leaves(tree):
    if is_dict(tree):
        return [leaf for key in sorted(tree.keys()) for leaf in tree_leaves(tree[key])]
    if is_tree(tree):
        return [leaf for one in tree for leaf in tree_leaves(one)]
    return [] if tree is None else [tree]
def tree_structure(tree):
    return tree
def tree_flatten(tree):
    return tree_leaves(tree), tree
def tree_unflatten(treedef, leaves):
    rest = list(leaves)
    def filled(tree, start):
        if is_dict(tree):
            made, new = {}, {}
            for key in sorted(tree.keys()):
                made[key], start = filled(tree[key], start)
            for key in tree:
                new[key] = made[key]
            return new, start
        if is_tree(tree):
            parts = []
            for one in tree:
                part, start = filled(one, start)
                parts.append(part)
            return (parts if is_listed(tree) else tuple(parts)), start
        return (None, start) if tree is None else (rest[start], start + 1)
    return filled(treedef, 0)[0]
def tree_reduce(function, tree, *initial):
    found = [*initial, *tree_leaves(tree)]
    total = found[0]
    for one in found[1:]:
        total = function(total, one)
    return total
"""
SLICES = """
def dynamic_slice(operand, start_indices, slice_sizes):
    for axis, (start, length) in enumerate(zip(start_indices, slice_sizes)):
        if length != operand.shape[axis]:
            first = begun(start, length, operand.shape[axis])
            operand = cut(operand, axis, first, first + length)
    return operand
def dynamic_slice_in_dim(operand, start_index, slice_size, axis=0):
    first = begun(start_index, slice_size, operand.shape[axis])
    return cut(operand, axis, first, first + slice_size)
def dynamic_index_in_dim(operand, index, axis=0, keepdims=True):
    found = dynamic_slice_in_dim(operand, index, 1, axis)
    return found if keepdims else squeeze(found, axis)
def dynamic_update_slice(operand, update, start_indices):
    starts = [begun(start, length, extent) for start, length, extent in zip(start_indices, update.shape, operand.shape)]
    if operand.ndim > 2:
        refuse('dynamic_update_slice is available for one axis or two.', 'Write x.at[...].set(update).')
    if operand.ndim == 1:
        return at(operand)[starts[0]:starts[0] + len(update)].set(update)
    return at(operand)[starts[0]:starts[0] + update.shape[0], starts[1]:starts[1] + update.shape[1]].set(update)
"""
