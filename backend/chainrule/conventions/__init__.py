"""What is done where nothing has to be: corners of functions, and customs in which libraries differ. One row for each.

A corner of a function is stated in its record (`Kink`); a row names it, so that the slope and the reason have one home. The programs of a
row run in the tests, and stand beside it in the manual. PyTorch 2.13, JAX 0.10 and HIPS autograd 1.9 were run at most of the corners;
TensorFlow was not run. A dash: the library has no such function, or what it does there is not known here.
"""

from __future__ import annotations

from chainrule.conventions.corners import CORNERS
from chainrule.conventions.customs import CUSTOMS

CONVENTIONS = (*CORNERS, *CUSTOMS)
