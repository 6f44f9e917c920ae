"""Losses, as PyTorch has them."""

from __future__ import annotations

from typing import Any

from with_torch import Table, functional, torch


def _broadcast(loss: Any) -> Any:
    """PyTorch's losses of two tensors want equal shapes."""
    return lambda a, b, **params: loss(*torch.broadcast_tensors(a, b), **params)


def _classes(loss: Any) -> Any:
    """PyTorch has the classes on the axis after the batch, here they are on the last."""

    def applied(a: Any, b: Any, **params: Any) -> Any:
        by_id = b.dim() < a.dim()
        labels = b.long() if by_id else b
        if a.dim() > 2:
            a, labels = a.movedim(-1, 1), labels if by_id else labels.movedim(-1, 1)
        return loss(a, labels, **params)

    return applied


def _reduced(of: Any, reduction: str) -> Any:
    return {"mean": torch.mean, "sum": torch.sum, "none": lambda one: one}[reduction](of)


def _kl_div(a: Any, b: Any, axis: Any, reduction: str) -> Any:
    return _reduced(functional.kl_div(torch.log(b), a, reduction="none").sum(axis), reduction)


LOSSES: Table = {
    "bce": _broadcast(lambda a, b, reduction: functional.binary_cross_entropy(a, b, reduction=reduction)),
    "bce_with_logits": _broadcast(lambda a, b, reduction: functional.binary_cross_entropy_with_logits(a, b, reduction=reduction)),
    "cosine_similarity": lambda a, b, axis, eps: functional.cosine_similarity(a, b, axis, eps),
    "cross_entropy": _classes(lambda a, b, **params: functional.cross_entropy(a, b, **params)),
    "hinge": lambda a, b, reduction: _reduced(functional.relu(1 - a * b), reduction),
    "huber": _broadcast(lambda a, b, delta, reduction: functional.huber_loss(a, b, reduction, delta)),
    "kl_div": _kl_div,
    "mae": _broadcast(lambda a, b, reduction: functional.l1_loss(a, b, reduction=reduction)),
    "mse": _broadcast(lambda a, b, reduction: functional.mse_loss(a, b, reduction=reduction)),
    "nll": _classes(lambda a, b, reduction: functional.nll_loss(a, b, reduction=reduction)),
}
