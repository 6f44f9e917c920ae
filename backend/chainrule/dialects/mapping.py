"""vmap as a loop over rows, in our own language; PyTorch and JAX call its arguments differently."""

_VMAP = """
def vmap({fun}, in_{axes}=0, out_{axes}=0):
    def mapped(*args):
        axes = in_{axes} if is_tuple(in_{axes}) else [in_{axes} for one in args]
        lengths = [one.shape[axis] for one, axis in zip(args, axes) if axis is not None]
        rows = [[one if axis is None else moveaxis(one, axis, 0)[k] for one, axis in zip(args, axes)] for k in range(lengths[0])]
        found = [{fun}(*row) for row in rows]
        if is_several(found[0]):
            return tuple([stack([one[k] for one in found], axis=out_{axes}) for k in range(len(found[0]))])
        return stack(found, axis=out_{axes})
    return mapped
"""


def vmap(fun: str, axes: str) -> str:
    """The function, with the library's names for its argument and for the axes: `in_axes`, `in_dims`."""
    return _VMAP.format(fun=fun, axes=axes)
