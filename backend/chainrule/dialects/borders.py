"""Borders of a tensor that are made of its own entries, as a program in our own language: several libraries have them."""

BORDERS = """
def bordered(x, before, after, mode, axis):
    length = x.shape[axis]
    steps = range(-int(before), length + int(after))
    if mode == 'edge':
        return take(x, [max(0, min(k, length - 1)) for k in steps], axis)
    if mode == 'wrap':
        return take(x, [k % length for k in steps], axis)
    if mode == 'symmetric':
        return take(x, [min(k % (2 * length), 2 * length - 1 - k % (2 * length)) for k in steps], axis)
    if mode != 'reflect':
        refuse('No border has this name here.', "Write 'constant', 'reflect', or the one that repeats the outermost entries.")
    if length == 1:
        refuse('A reflection leaves the outermost entry out, and this axis has no other.', 'Repeat the entry instead, or pad with a number.')
    turn = 2 * (length - 1)
    return take(x, [min(k % turn, turn - k % turn) for k in steps], axis)
def framed(x, pad_width, mode):
    several = is_tuple(pad_width)
    nested = several and is_tuple(pad_width[0])
    for axis in range(x.ndim):
        pair = pad_width[axis if len(pad_width) > 1 else 0] if nested else pad_width if several else (pad_width, pad_width)
        before, after = pair[0], pair[1 if len(pair) > 1 else 0]
        x = bordered(x, before, after, mode, axis) if before or after else x
    return x
"""
