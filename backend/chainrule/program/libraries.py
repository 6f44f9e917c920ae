"""Programs as they are written elsewhere: `np.exp(x)`, `torch.tensor([1, 2])`. Here functions go by their own names, and lists
need no wrapper: the prefix is recognised, so that no input called np appears, and the hint says what to write."""

from __future__ import annotations

from collections.abc import Container

from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.program.names import ATTRIBUTES, CONSTANTS, METHODS, callables, nearest_callable

LIBRARIES = frozenset("F T cp jax jnp keras math mx nn np numpy onp optax scipy sp tensorflow tf torch".split())
_LETTERS = frozenset("FT")
"""Prefixes that are names of matrices as well: F.sum() and F.T may be meant as they stand."""

_MODULE = frozenset(callables()) - METHODS | frozenset("cross_entropy log_softmax relu sigmoid softmax tanh".split())

_WRAPPERS = frozenset("Tensor Variable array as_tensor asarray constant convert_to_tensor matrix tensor".split())
_VALUES = {**dict.fromkeys(CONSTANTS), "e": "exp(1)", "Inf": "inf", "NaN": "nan", "newaxis": "None"}
_LONGEST = 60


def refuse_library(of: syntax.Attribute | syntax.Call, known: Container[str], text: str, imported: Container[str] = ()) -> None:
    """Raises unknown-attribute for an attribute or call with the prefix of a library, unless the prefix is one of the program's names."""
    callee = of.function if isinstance(of, syntax.Call) else of
    if not isinstance(callee, syntax.Attribute):
        return
    root: syntax.Expr = callee
    while isinstance(root, syntax.Attribute):
        root = root.value
    if not isinstance(root, syntax.Name) or (root.name not in imported and (root.name not in LIBRARIES or root.name in known)):
        return
    leaf = callee.name
    if (leaf in ATTRIBUTES and root.name not in imported) or (root.name in _LETTERS and not _of_a_module(of, leaf)):
        return
    raise Refused("unknown-attribute", f"{root.name} is a library: names stand here without it.", _write(of, leaf, text))


def _of_a_module(of: syntax.Attribute | syntax.Call, leaf: str) -> bool:
    """F.relu(x) is; F.relu() and F.dot(x) may be methods of a matrix F."""
    return isinstance(of, syntax.Call) and bool(of.arguments) and leaf in _MODULE


def _write(of: syntax.Attribute | syntax.Call, leaf: str, text: str) -> str:
    """What to write instead, with the arguments as typed while they are short."""
    arguments = [typed(text, one.span) for one in of.arguments] if isinstance(of, syntax.Call) else []
    inner = ", ".join(arguments)
    inner = inner if len(inner) <= _LONGEST and "\n" not in inner else "..."
    if leaf in _WRAPPERS:
        return f"Write {'[1, 2]' if inner == '...' or not arguments else arguments[0]}."
    if leaf in _VALUES:
        return f"Write {_VALUES[leaf] or leaf}."
    known = callables()
    for name in (leaf, leaf.lower(), leaf.removeprefix("reduce_"), nearest_callable(leaf)):
        if name in known:
            return f"Write {name}({inner or 'x'})."
    return "Write exp(x), not np.exp(x)."


def typed(text: str, span: Span) -> str:
    return text.encode("utf-16-le", "surrogatepass")[2 * span[0] : 2 * span[1]].decode("utf-16-le", "surrogatepass")
