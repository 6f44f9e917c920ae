"""What an expression stands for while the program runs. Only `Node` is in the graph; the others wait to be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from chainrule.dialects.row import Row
from chainrule.errors import Span
from chainrule.language import syntax
from chainrule.ops.indexing import Cut
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op
from chainrule.program.absence import Absence
from chainrule.program.graph import Shown, Told
from chainrule.program.kind import Kind
from chainrule.program.series import Series
from chainrule.program.sets import Set
from chainrule.program.stream import Stream
from chainrule.program.tape import Tape

if TYPE_CHECKING:
    from chainrule.program.frame import Frame
    from chainrule.program.spellings import Home
    from chainrule.program.tree import Tree

COPIES = 8
"""Entries of a list that are copied in the time of one part of an expression."""


@dataclass(frozen=True, slots=True)
class Node:
    index: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed: an input once it is named, a constant inside an expression, or an axis, size or class id."""

    value: float
    whole: bool
    span: Span
    counted: bool = False
    """A number of the running program (a loop's i, a length) and not of the text: arithmetic with it makes no nodes."""
    mark: str = ""
    """What a library says of the tensor this becomes: see `Program.marks`."""
    origin: str = ""
    """The library that makes a tensor of it: see `Program.origins`."""
    real: bool = False
    """A float of the libraries, also where it is whole."""
    node: int | None = None
    """The scalar it was read from, as by loss.item()."""

    @property
    def integer(self) -> bool:
        """Whether Python has an int here."""
        return self.whole and not self.real

    def running(self) -> Number:
        """The same number as one of the running program."""
        return self if self.counted else replace(self, counted=True)


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text with tensors in it, or with numbers of nodes: texts and nodes as they were, one after another."""

    parts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    value: bool | None
    absence: Absence | None = field(default=None, compare=False)
    """The gradient this None is."""


@dataclass(slots=True, eq=False)
class Items:
    """A list (`listed`), which can be a tensor, or a tuple, which is a shape or several values. `grown`: a list the program made
    entry by entry; it stays a list when it gets a name. `node`: the tensor it has become, once it has been used as one. `fields`:
    the names of a tuple's entries, where they have names."""

    items: Sequence[Value]
    listed: bool
    span: Span
    grown: bool = False
    node: int | None = None
    mark: str = ""
    origin: str = ""
    fields: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Dict:
    """Values by words, numbers or tuples of these, in the order they came in."""

    entries: dict[Key, Value]


@dataclass(frozen=True, slots=True, eq=False)
class Defined:
    """A function of the program. `body` is the expression of a lambda, or statements; `names` are those it binds; `frame` is where
    it was defined, None at the top. `home`: it is not of the text but of the tables of a library; then the names around it are `home`'s.
    `outer`: names it binds in the function around it. `context`: what its decorator puts around it, such as no_grad. `binds`: the
    decorator that says how a class calls it, property, staticmethod or classmethod. `owner`: the class it is written in.
    `yields`: it is a generator."""

    name: str
    parameters: tuple[syntax.Parameter, ...]
    defaults: Mapping[str, Value]
    body: syntax.Expr | tuple[syntax.Statement, ...]
    names: frozenset[str]
    frame: Frame | None
    home: Home | None = None
    outer: frozenset[str] = frozenset()
    context: str = ""
    binds: str = ""
    owner: Class | None = None
    yields: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """A class of the program or of a library. `known`: the class of a library it stands on, or is; `functions`: those of `base`, the class
    it stands on, included; `attributes`: what is assigned in its text."""

    name: str
    functions: Mapping[str, Defined]
    known: str = ""
    base: Class | None = None
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Instance:
    """A value of a class, with what its functions have put into it."""

    of: Class
    attributes: dict[str, Value]


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A function of a class, or of a library's tensors, with the value it is called on."""

    function: Defined
    of: Value


@dataclass(frozen=True, slots=True, eq=False)
class Super:
    """super(): a value as one of the class that its class stands on."""

    of: Value
    above: Class | None


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of Python values: range, len, print, ...; `of` is the list of an append, the dict of an items."""

    name: str
    of: Value | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """A library or a part of one: torch, torch.nn."""

    name: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """A function of a library, as a table spells it, with the value it is a method of."""

    row: Row
    of: Value | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """The derivative of a function: grad(f) and its like. `places`: by which arguments, a tuple where the result is one, too; `aux`: the
    function gives a value and one thing more; `strict`: its value must be one number, and where no path leads there are zeros."""

    kind: str
    function: Value
    places: tuple[int, ...] | int
    aux: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pulling:
    """The function that vjp gives: from an upstream gradient for `outs` to gradients by `trees`."""

    outs: Tree
    trees: tuple[Tree, ...]
    recorded: range


@dataclass(frozen=True, slots=True)
class Context:
    """What stands behind `with`: no_grad, enable_grad, tape, nothing."""

    kind: str


@dataclass(frozen=True, slots=True)
class At:
    """x.at, and x.at[key]: what a library without changes in place writes to."""

    node: int
    key: Any = None


@dataclass(frozen=True, slots=True)
class Passed:
    """What comes from a library that is passed over, such as one that draws. `span`: where the text took it from there."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Sliced:
    """What slice(1, 3) gives."""

    cut: Cut


@dataclass(frozen=True, slots=True)
class Nothing:
    """What a call gives whose function has no return."""

    function: str


@dataclass(slots=True, eq=False)
class Made:
    """The result of a creation call, not yet in the graph. `node`: the constant it has become, once it has been used without a name.
    `dtype`: that which a library gives it, where it is not float."""

    record: Op
    params: Mapping[str, Any]
    span: Span
    mark: str = ""
    origin: str = ""
    node: int | None = None
    dtype: str = ""


@dataclass(slots=True, eq=False)
class Taken:
    """y.numpy(): the numbers of a tensor as an array of NumPy. It becomes the node `node`, cut off, once something is computed from it.
    `shared`: it has them in common with the tensor."""

    of: int
    span: Span
    shared: bool
    node: int | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """A record of the catalogue, with the value it is a method of."""

    record: Op | Macro
    spelled: str
    of: Value | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The name of a statement that failed: using it is no new fault."""


Key = str | float | tuple[Any, ...]
Callable_ = Function | Defined | Builtin | Class | Instance | Bound | Spelled | Derived | Pulling | Passed
Value = (
    Node | Number | Text | Words | Told | Shown | Flag | Items | Dict | Set | Series | Stream | Made | Taken
    | Callable_ | Kind | Super | Library | Tape | Context | At | Sliced | Nothing | Broken
)  # fmt: skip
CALLED = (Function, Defined, Builtin, Class, Instance, Bound, Spelled, Derived, Pulling, Passed)


def marked(value: Value) -> bool:
    """Whether a library says something of the tensor this is to become."""
    return isinstance(value, Number | Items | Made) and value.mark != ""
