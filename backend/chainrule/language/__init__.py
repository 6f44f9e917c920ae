"""Text to syntax with a span on each node. Nothing is evaluated; no Python object is reachable from a program."""

from chainrule.language.parse import parse
from chainrule.language.syntax import Module, Parsed

__all__ = ["Module", "Parsed", "parse"]
