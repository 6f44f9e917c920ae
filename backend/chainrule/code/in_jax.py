"""JAX: NumPy's spellings under its own name, its `nn` where that says more, and its own backward pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

from chainrule.code import in_numpy, numpy_calls
from chainrule.code.automatic import Parts
from chainrule.code.calls import layer
from chainrule.code.library import Library
from chainrule.code.literals import Maker
from chainrule.code.spelling import Call, Numbers, Spelling, Table, subscript, trimmed
from chainrule.ops.family_convolution import setting

_NP = re.compile(r"\bnp\.")
_LISTED = re.compile(r"\[(.*?)\]")


def renamed(spelling: Spelling) -> Spelling:
    """NumPy's spelling with JAX's name for it."""
    if isinstance(spelling, str):
        return _NP.sub("jnp.", spelling)
    return lambda call: None if (text := spelling(call)) is None else _NP.sub("jnp.", text)


def places(call: Call) -> str:
    """An index as JAX takes it: an array where NumPy takes a list."""
    return _LISTED.sub(lambda found: f"jnp.array({found[0]}{'' if found[1] else ', int'})", subscript(trimmed(call.params["key"])))


def picked(call: Call) -> str:
    return f"a[{places(call)}]"


def unindex(call: Call) -> str:
    return f"placed(a, np.s_[{places(call)}], shape)"


def put(call: Call) -> str:
    return f"a.at[{places(call)}].set(b)"


def line(name: str, alone: str) -> Spelling:
    """JAX finds no axis in a scalar."""
    return lambda call: f"jax.nn.{name}(a, axis=axis)" if call.shapes[0] else alone


def std(call: Call) -> str:
    return "a.std(axis=axis, ddof=ddof, keepdims=keepdims)" if call.shapes[0] or call.params["ddof"] else "a * 0"


def logsumexp(call: Call) -> str:
    return "jax.nn.logsumexp(a, axis=axis, keepdims=keepdims)" if call.shapes[0] else "a"


def first(call: Call) -> str:
    """Of several extremes the first gets all: the others are left out of a sum."""
    smallest = ", smallest=True" if call.op == "min" else ""
    if call.params["ties"] == "split":
        return f"a.{call.op}(axis=axis, keepdims=keepdims)"
    return f'jnp.where(share(a, axis=axis, ties="first"{smallest}) > 0, a, 0).sum(axis=axis, keepdims=keepdims)'


def norm(call: Call) -> str:
    """At a zero vector the slope is 0; JAX's is not a number where a root is taken."""
    rooted = call.params["ord"] not in (1, float("inf"), -float("inf"))
    return "norm(a, ord=ord, axis=axis, keepdims=keepdims)" if rooted else renamed_norm(call)


def renamed_norm(call: Call) -> str:
    return _NP.sub("jnp.", numpy_calls.norm(call)).replace("jnp.abs(a)", "(a * jnp.sign(a))")


def convolution(axes: int) -> Callable[[Call], str]:
    """JAX wants every stride and every border, and has no bias."""

    def spelled(call: Call) -> str:
        steps, apart, border = setting(call.params, call.shapes[0], call.shapes[1], axes)
        sides = list(border) if any(map(any, border)) else '"VALID"'
        told = f", rhs_dilation={apart}" if set(apart) != {1} else ""
        told += ", feature_group_count=groups" if call.params["groups"] != 1 else ""
        text = layer(call, f"jax.lax.conv_general_dilated(x, w, {steps}, {sides}{told})", axes)
        beside = ", None" * axes if len(call.shapes[0]) > axes else ""
        return text if len(call.args) < 3 else f"{text} + b[:{beside}]" if beside else f"{text} + b"

    return spelled


TABLE: Table = MappingProxyType(
    {
        **{name: renamed(spelling) for name, spelling in in_numpy.TABLE.items()},
        "detach": "jax.lax.stop_gradient(a)",
        "elu": "jax.nn.elu(a, alpha)",
        "erf": "jax.scipy.special.erf(a)",
        "gelu": "jax.nn.gelu(a, approximate=False)",
        "gelu_tanh": "jax.nn.gelu(a)",
        "leaky_relu": "jax.nn.leaky_relu(a, slope)",
        "log_softmax": line("log_softmax", "a * 0"),
        "logsigmoid": "jax.nn.log_sigmoid(a)",
        "logsumexp": logsumexp,
        "mish": "jax.nn.mish(a)",
        "index": picked,
        "one_hot": "jax.nn.one_hot(a.astype(int), classes)",
        "put": put,
        "relu": "jax.nn.relu(a)",
        "selu": "jax.nn.selu(a)",
        "sigmoid": "jax.nn.sigmoid(a)",
        "silu": "jax.nn.silu(a)",
        "softmax": line("softmax", "a * 0 + 1"),
        "softplus": "jax.nn.softplus(a)",
        "softsign": "jax.nn.soft_sign(a)",
        "std": std,
        "unindex": unindex,
    }
)

CORNERS: Table = MappingProxyType(
    {
        "abs": "a * jnp.sign(a)",
        "clip": "jnp.where((a >= min) & (a <= max), a, jax.lax.stop_gradient(jnp.clip(a, min, max)))",
        "hardtanh": "jnp.where((a > min) & (a < max), a, jax.lax.stop_gradient(jnp.clip(a, min, max)))",
        "leaky_relu": "jnp.where(a > 0, a, slope * a)",
        "logdet": "jnp.log(jnp.linalg.det(a))",
        "max": first,
        "min": first,
        "norm": norm,
        "pow": "power(a, b)",
        "std": "std(a, axis=axis, ddof=ddof, keepdims=keepdims)",
    }
)

UNDEFINED: Table = MappingProxyType(
    {
        **{name: renamed(spelling) for name, spelling in in_numpy.UNDEFINED.items()},
        "relu": "jnp.where(a < 0, 0, a * jax.lax.stop_gradient(jnp.heaviside(a, 0)))",
    }
)

MACROS: Table = MappingProxyType(
    {
        "conv1d": convolution(1),
        "conv2d": convolution(2),
        "kron": "jnp.kron(a, b)",
        "trace": "jnp.trace(a)",
        "tril": "jnp.tril(a, k=k)",
        "triu": "jnp.triu(a, k=k)",
    }
)


def frame(parts: Parts) -> list[str]:
    """The forward pass as a function of the inputs that have a gradient, and its vjp."""
    asked = {name: gradient for name, gradient in (*parts.asked, *parts.still)}
    printed = ", ".join(parts.printed)
    target, result = parts.target, f"{parts.target}, ({printed})" if len(parts.printed) > 1 else ", ".join([parts.target, *parts.printed])
    lines = ["", "# Inputs", *(f"{one.name} = {one.text}" for one in parts.inputs)] if parts.inputs else []
    body = [f"    {line}" if line else "" for text in parts.forward for line in text.split("\n")]
    while body and not body[0]:
        body.pop(0)
    names = ", ".join(parts.within[name][0] if name in parts.within else name for name in asked)
    values = ", ".join(parts.within[name][1] if name in parts.within else name for name in asked)
    lines += ["", "", "# Forward", f"def program({names}):", *body, f"    return {result}", "", ""]
    if not asked:
        return [*lines, f"{result} = program()", *[f"{parts.upstream_name} = {parts.upstream}"][parts.ones :]]
    told, more = (result.removeprefix(target), ", has_aux=True") if printed else ("", "")
    gradients = ", ".join(asked.values()) if len(asked) > 1 else f"({next(iter(asked.values()))},)"
    return [
        *lines,
        "# Backward",
        f"{target if target not in asked else 'value'}, pullback{told} = jax.vjp(program, {values}{more})",
        f"{parts.upstream_name} = {parts.upstream}",
        f"{gradients} = pullback({parts.upstream_name})",
    ]


LIBRARY = Library(
    "jax",
    "JAX",
    {
        "base64": "import base64",
        "math": "import math",
        "np": "import numpy as np",
        "jax": "import jax",
        "jnp": "import jax.numpy as jnp",
    },
    Numbers("jnp.float64(a)", "jnp.inf", "jnp.nan", True),
    Maker(
        "jnp.float64({0})",
        "jnp.array({0})",
        "jnp.zeros({0})",
        "jnp.ones({0})",
        "jnp.full({0}, {1})",
        "jnp.eye({0})",
        "jnp.arange({0}, {1})",
        'jnp.array(np.frombuffer(base64.b64decode({0}), "<f8"))',
        "{0}.reshape({1})",
        "jnp.inf",
        "jnp.nan",
    ),
    TABLE,
    MACROS,
    CORNERS,
    UNDEFINED,
    keep="{0} = {0} + {1}",
    scoped=True,
    frame=frame,
    setup='jax.config.update("jax_enable_x64", True)',
)
