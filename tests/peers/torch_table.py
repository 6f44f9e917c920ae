"""Every op of the catalogue beside PyTorch: its counterpart, or the reason why it has none."""

from __future__ import annotations

from collections import ChainMap

from torch_convolutions import CONVOLUTIONS
from torch_layers import LAYERS
from torch_losses import LOSSES
from torch_matrices import MATRICES
from torch_movement import MOVEMENT
from torch_pointwise import POINTWISE
from torch_reductions import REDUCTIONS
from with_torch import Table

TABLES = (POINTWISE, REDUCTIONS, MOVEMENT, MATRICES, CONVOLUTIONS, LAYERS, LOSSES)
TORCH: Table = ChainMap(*map(dict, TABLES))

WITHOUT = {
    "rand": "random numbers: PyTorch's generator draws others, and nothing flows back through them",
    "randn": "random numbers: PyTorch's generator draws others, and nothing flows back through them",
}
"""Ops without a counterpart, and why."""
