"""What JAX has beyond NumPy for arrays: the largest entries, convolutions in any layout, a tree as one vector."""

LARGEST = """
top_k(operand, k) -> (topk(operand, k), order(operand, -1, True, k))
conv_general_dilated(lhs, rhs, window_strides, padding, lhs_dilation=None, rhs_dilation=None, dimension_numbers=None, feature_group_count=1) -> convolved(lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, dimension_numbers, feature_group_count)
"""
ONE_VECTOR = """
ravel_pytree(pytree) -> raveled(pytree)
"""
SAID = """
print(fmt, *args, ordered=False, **kwargs) -> print(fmt.format(*args, **kwargs))
"""
ARRANGED = """
def in_order_of(wanted, given):
    return [k for one in wanted for k, letter in enumerate(given) if letter == one]
def convolved(images, kernels, strides, padding, stretched, dilation, layouts, groups):
    if stretched is not None and (stretched[0] != 1 or stretched[1] != 1):
        refuse('A convolution is available without lhs_dilation.', 'Leave it out, or put zeros between the entries first.')
    if images.ndim != 4:
        refuse('conv_general_dilated is available for images: four axes.', 'Give it an axis of size 1: x[:, :, None].')
    given, weights, made = ('NCHW', 'OIHW', 'NCHW') if layouts is None else layouts
    images = transpose(images, in_order_of('NCHW', given))
    kernels = transpose(kernels, in_order_of('OIHW', weights))
    if not is_word(padding):
        images = padded(images, ((0, 0), (0, 0), *[tuple(one) for one in padding]), 0.0)
    found = conv2d(images, kernels, None, strides, padding.lower() if is_word(padding) else 0, 1 if dilation is None else dilation, groups)
    return transpose(found, in_order_of(made, 'NCHW'))
def raveled(tree):
    leaves = tree_leaves(tree)
    def unravel(flat):
        parts, start = [], 0
        for one in leaves:
            parts.append(reshape(cut(flat, 0, start, start + one.size), one.shape))
            start = start + one.size
        return tree_unflatten(tree, parts)
    return concat([reshape(one, (-1,)) for one in leaves]), unravel
"""
