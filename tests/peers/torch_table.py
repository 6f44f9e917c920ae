"""Every op of the catalogue beside PyTorch: its counterpart, or the reason why it has none."""

from __future__ import annotations

from collections import ChainMap

import numpy as np

from library import Difference, Library, singular
from torch_convolutions import CONVOLUTIONS
from torch_layers import LAYERS
from torch_losses import LOSSES
from torch_matrices import MATRICES
from torch_movement import MOVEMENT
from torch_pointwise import POINTWISE
from torch_reductions import REDUCTIONS
from with_torch import Table, run, tensor, torch

TABLES = (POINTWISE, REDUCTIONS, MOVEMENT, MATRICES, CONVOLUTIONS, LAYERS, LOSSES)
TORCH: Table = ChainMap(*map(dict, TABLES))

WITHOUT = {
    "rand": "random numbers: PyTorch's generator draws others, and nothing flows back through them",
    "randn": "random numbers: PyTorch's generator draws others, and nothing flows back through them",
}
"""Ops without a counterpart, and why."""

LIBRARY = Library(
    "PyTorch",
    run,
    TORCH,
    tensor,
    (
        Difference("atan2", lambda a, b: (a == 0) & (b == 0), "the angle of no direction has no slope: NaN here, 0 there"),
        Difference("cbrt", lambda a: a == 0, "PyTorch has no cbrt; composed of sign and a power it is NaN where the slope is infinite"),
        Difference("cholesky", lambda a: np.any(np.linalg.eigvalsh(a) <= 0), "PyTorch raises where there is no factor; here it is NaN"),
        Difference("det", singular, "the gradient is the adjugate, which PyTorch loses by solving with a matrix that has no inverse"),
        Difference("inv", singular, "PyTorch raises where there is no inverse; here it is NaN"),
        Difference("kl_div", lambda a, b: a == 0, "0 ln 0 counts as 0 and its slope as 0; PyTorch's slope is NaN"),
        Difference("logdet", singular, "a singular matrix has no inverse: NaN here, some infinity there"),
        Difference("std", lambda a: a.ndim == 1 and a.size > 1 and np.ptp(a) == 0, "PyTorch's mean of equal numbers is rounded off"),
    ),
    frozenset(("max", "min")),
    (torch.linalg.LinAlgError,),
)
