"""Recurrent cells, written anew in dual numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from duals import each, product, sigmoid, tanh

_sigmoid, _tanh = each(lambda a: sigmoid(a)), each(lambda a: tanh(a))


def _sums(x: Any, weight: Any, bias: Any, parts: int) -> list[Any]:
    return np.split(product(x, np.transpose(np.asarray(weight, dtype=object))) + bias, parts, axis=-1)


def _rnn(x: Any, h: Any, w_ih: Any, w_hh: Any, b_ih: Any = 0.0, b_hh: Any = 0.0) -> Any:
    return _tanh(_sums(x, w_ih, b_ih, 1)[0] + _sums(h, w_hh, b_hh, 1)[0])


def _lstm(x: Any, h: Any, c: Any, w_ih: Any, w_hh: Any, b_ih: Any = 0.0, b_hh: Any = 0.0) -> Any:
    i, f, g, o = (one + other for one, other in zip(_sums(x, w_ih, b_ih, 4), _sums(h, w_hh, b_hh, 4), strict=True))
    new = _sigmoid(f) * c + _sigmoid(i) * _tanh(g)
    return np.stack([_sigmoid(o) * _tanh(new), new])


def _gru(x: Any, h: Any, w_ih: Any, w_hh: Any, b_ih: Any = 0.0, b_hh: Any = 0.0) -> Any:
    of_x, of_h = _sums(x, w_ih, b_ih, 3), _sums(h, w_hh, b_hh, 3)
    r, z = _sigmoid(of_x[0] + of_h[0]), _sigmoid(of_x[1] + of_h[1])
    n = _tanh(of_x[2] + r * of_h[2])
    return (1 - z) * n + z * h


FORWARDS: Mapping[str, Callable[..., Any]] = {"rnn_cell": _rnn, "lstm_cell": _lstm, "gru_cell": _gru}
