"""Batches of PyTorch's loaders, in our own language. The order is that of the data: what shuffles it there is chance."""

ROWS = """
DataLoader(dataset, batch_size=1, shuffle=False, drop_last=False) -> batches(dataset, batch_size, drop_last, shuffle)
random_split(*all, **more) -> absent: Cut the tensors yourself: X[:80], X[80:].
"""
DATA = """
def batches(dataset, size, drop_last, shuffle):
    if shuffle:
        note('shuffle: the batches come in the order of the data here, so the numbers are not those of a shuffled run.')
    starts = list(range(0, len(dataset) - (int(size) - 1 if drop_last else 0), size))
    if isinstance(dataset, TensorDataset):
        return [[one[start:start + size] for one in dataset.tensors] for start in starts]
    return [collated([dataset[k] for k in range(start, min(start + int(size), len(dataset)))]) for start in starts]
def collated(rows):
    if is_several(rows[0]):
        return [collated([row[k] for row in rows]) for k in range(len(rows[0]))]
    return stack(rows)
"""
DATASETS = """
class Dataset:
    pass
class TensorDataset(Dataset):
    def __init__(self, *tensors):
        self.tensors = tensors
    def __len__(self):
        return len(self.tensors[0])
    def __getitem__(self, index):
        return tuple([one[index] for one in self.tensors])
"""
