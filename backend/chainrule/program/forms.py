"""How derivatives of functions and values are asked for: one record for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """The arguments, how many of them are needed, and one way to write it."""

    arguments: tuple[str, ...]
    needed: int
    example: str


FORMS: Mapping[str, Form] = {
    "grad": Form(("fun", "argnums", "has_aux", "strict"), 1, "grad(f)(x), or grad(y, x)"),
    "value_and_grad": Form(("fun", "argnums", "has_aux", "strict"), 1, "value_and_grad(f)(x)"),
    "elementwise_grad": Form(("fun", "argnums"), 1, "elementwise_grad(f)(x)"),
    "jacobian": Form(("fun", "argnums"), 1, "jacobian(f)(x), or jacobian(y, x)"),
    "hessian": Form(("fun", "argnums"), 1, "hessian(f)(x), or hessian(y, x)"),
    "vjp": Form(("fun",), 2, "value, pull = vjp(f, x)"),
    "jvp": Form(("fun", "primals", "tangents"), 3, "value, tangent = jvp(f, (x,), (v,))"),
}
DERIVATIVES = frozenset(FORMS)
