"""Spellings of the libraries courses use: one table each. Text alone; `program` reads it."""

from chainrule.dialects.jax import JAX
from chainrule.dialects.micrograd import MICROGRAD
from chainrule.dialects.numpy import AUTOGRAD, NUMPY
from chainrule.dialects.python import PYTHON
from chainrule.dialects.pytorch import PYTORCH
from chainrule.dialects.row import Dialect
from chainrule.dialects.tensorflow import TENSORFLOW

DIALECTS: tuple[Dialect, ...] = (PYTORCH, TENSORFLOW, JAX, MICROGRAD, AUTOGRAD, NUMPY, PYTHON)
"""In the order in which they name a text that has several."""
