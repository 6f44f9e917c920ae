"""Batches of TensorFlow's datasets, in our own language. The order is that of the data: what shuffles it there is chance."""

SLICED = """
from_tensor_slices(tensors) -> Slices(tensors)
from_generator from_tensors range(*all, **more) -> absent: Loop over slices of the tensors: for k in range(0, len(X), 32): then X[k:k + 32], y[k:k + 32].
"""
SLICES = """
class Slices:
    def __init__(self, tensors):
        if is_dict(tensors):
            refuse('A dataset is available of one tensor, or of a tuple of them.', 'Write from_tensor_slices((X, y)).')
        self.tensors = tensors
    def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=None):
        note('shuffle: the batches come in the order of the data here, so the numbers are not those of a shuffled run.')
        return self
    def batch(self, batch_size, drop_remainder=False):
        several = is_several(self.tensors) and not is_listed(self.tensors)
        parts = [parted(one, batch_size, drop_remainder) for one in self.tensors] if several else parted(self.tensors, batch_size, drop_remainder)
        return list(zip(*parts)) if several else parts
def parted(x, size, whole):
    x = tensor(x)
    return [x[start:start + size] for start in range(0, len(x) - (int(size) - 1 if whole else 0), size)]
"""
