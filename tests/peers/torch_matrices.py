"""Products of tensors and functions of matrices, as PyTorch has them."""

from __future__ import annotations

from typing import Any

from with_torch import Table, torch, transposed


def _tensordot(a: Any, b: Any, axes: Any) -> Any:
    return torch.tensordot(a, b, axes if isinstance(axes, int) else [one if isinstance(one, tuple) else (one,) for one in axes])


MATRICES: Table = {
    "cholesky": torch.linalg.cholesky,
    "cross": lambda a, b: torch.linalg.cross(*torch.broadcast_tensors(a, b)),
    "det": torch.linalg.det,
    "diag": lambda a, k: torch.diag(a, k),
    "dot": torch.matmul,
    "einsum": lambda *several, signature: torch.einsum(signature, *several),
    "inv": torch.linalg.inv,
    "kron": torch.kron,
    "logdet": torch.logdet,
    "matmul": torch.matmul,
    "outer": torch.outer,
    "solve": torch.linalg.solve,
    "tensordot": _tensordot,
    "trace": torch.trace,
    "tril": lambda a, k: torch.tril(a, k),
    "triu": lambda a, k: torch.triu(a, k),
    "undiag": lambda a, shape, k: transposed(lambda at: torch.diagonal(at, k), shape, a),
}
