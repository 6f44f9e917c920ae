"""Every fault a program or a request can have: one record per code, and the value that carries one to the person.

A record says what is wrong in general; a `Problem` says where and with which facts. Help, the manual and the tests are
made from `CODES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Span = tuple[int, int]
"""Start and end offset into the text as typed, in UTF-16 code units (what a browser counts)."""

Fact = str | int | float | bool | None | list["Fact"]


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """One kind of fault. `example` is the smallest program that raises it, None where no program can, or none that fits a page; `marked`
    is the text marked in it, `mended` the program as the hint leads to it."""

    code: str
    title: str
    why: str
    fix: str
    example: str | None
    status: int = 422
    marked: str = ""
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place. `detail` states the fact, `hint` the next move; `facts` are the same facts as data."""

    code: str
    detail: str
    span: Span | None = None
    hint: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def record(self) -> ErrorRecord:
        return CODES[self.code]


class ChainruleError(Exception):
    """Raised with one to twenty problems, in the order of the text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)[:20]
        super().__init__("; ".join(problem.detail for problem in self.problems))


class Refused(Exception):
    """Raised by rooms that know no text (ops, formula, limits): a fault without a place. The caller adds the span."""

    def __init__(self, code: str, detail: str, hint: str | None = None, **facts: Fact) -> None:
        super().__init__(detail)
        self.code, self.detail, self.hint, self.facts = code, detail, hint, facts

    def at(self, span: Span | None) -> Problem:
        return Problem(self.code, self.detail, span, self.hint, MappingProxyType(dict(self.facts)))


_RECORDS = (
    # -- text
    ErrorRecord("syntax", "This line cannot be read", "The text is not a statement of the language.", "Look at the place marked.", "x = = 2", marked="= =", mended="x = 2\ny = x * 3"),
    ErrorRecord("unclosed-bracket", "A bracket is not closed", "Every ( [ { needs its partner.", "Add the missing bracket.", "y = (1 + 2", marked="(", mended="y = (1 + 2)"),
    ErrorRecord("unsupported-syntax", "This construct is not part of the language", "The language is a small subset of Python.", "Write it with assignments and calls.", "y = x << 2", marked="<<", mended="y = x * 2 ** 2"),
    ErrorRecord("private-name", "Names with two leading underscores are not available", "No Python object can be reached from a program.", "Use another name.", "y = ().__class__", marked="__class__", mended="x = 2\ny = x.sum()"),
    ErrorRecord("empty-program", "There is nothing to compute", "A program needs an expression or an assignment.", "Type an expression such as (x + y) * z.", "# only a comment", marked="# only a comment", mended="(x + y) * z"),
    ErrorRecord("no-target", "There is no result to differentiate", "A program of inputs alone computes nothing that could be a target.", "End with an expression or an assignment that uses the inputs.", "def f(x):\n    return x", mended="def f(x):\n    return x\nw = 2\ny = f(w) * w"),
    # -- names
    ErrorRecord("used-before-assignment", "A name is used before it has a value", "Lines run from top to bottom.", "Move the assignment above its use.", "y = x + 1\nx = 2", marked="x", mended="x = 2\ny = x + 1"),
    ErrorRecord("unknown-function", "There is no such function", "Only the functions of the catalogue can be called.", "Choose one from the list of functions.", "y = sogmoid(2)", marked="sogmoid", mended="y = sigmoid(2)"),
    ErrorRecord("unknown-name", "A name is close to another one and has no value", "It is probably a slip of the keyboard.", "Use the name suggested, or assign it first.", "weight = 2\ny = weigth * 3", marked="weigth", mended="weight = 2\ny = weight * 3"),
    ErrorRecord("unknown-attribute", "There is no such attribute or method", "Attributes are a fixed list.", "Choose one from the list.", "x = 2\ny = x.foo", marked="foo", mended="x = 2\ny = x.exp()"),
    ErrorRecord("not-callable", "This cannot be called", "Only functions and methods of the catalogue can be called.", "Write a * b if a product was meant.", "x = 2\ny = x(3)", marked="x", mended="x = 2\ny = x * (3)"),
    # -- programs
    ErrorRecord("bad-condition", "A condition must be one number", "if, while, and, or, not ask one question: yes or no.", "Take one entry, or ask with all(...) or any(...).", "x = [1, 2]\nif x > 0:\n    y = sum(x)", marked="x > 0", mended="x = [1, 2]\nif all(x > 0):\n    y = sum(x)"),
    ErrorRecord("not-iterable", "A loop cannot go through this", "A loop goes through range(n), a list, or the rows of a tensor.", "Write range(n), or a list.", "x = 2\nfor i in x:\n    y = x * i", marked="x", mended="x = 2\nfor i in range(2):\n    y = x * i"),
    ErrorRecord("missing-return", "The function gives nothing back", "A function's value is what return says; the lines that ran had none.", "End the function with return and the value.", "def f(x):\n    y = x * x\nw = 2\nz = f(w)", marked="f(w)", mended="def f(x):\n    return x * x\nw = 2\nz = f(w)"),
    # -- calls
    ErrorRecord("wrong-arguments", "The arguments do not fit the function", "Every function states what it takes.", "Compare with the signature.", "y = exp(1, 2)", marked="exp(1, 2)", mended="y = exp(1)"),
    ErrorRecord("unknown-argument", "The function has no argument of that name", "Keyword arguments are those of the signature.", "Choose one from the signature.", "y = sum([1, 2], axes=0)", marked="axes=0", mended="y = sum([1, 2], axis=0)"),
    ErrorRecord("bad-argument", "An argument has a value that cannot be used", "Axes, shapes, strides and class ids are whole numbers within bounds.", "Give a value the detail allows.", "y = sum([1, 2], axis=0.5)", marked="axis=0.5", mended="y = sum([1, 2], axis=0)"),
    ErrorRecord("not-a-tensor", "A number or tensor is needed here", "Text, tuples of values and names of functions have no gradient.", "Pass a number or a list of numbers.", "y = exp('a')", marked="'a'", mended="y = exp(2)"),
    # -- shapes
    ErrorRecord("shape-mismatch", "The shapes do not fit together", "Axes are compared from the right; each pair must be equal or contain a 1.", "Make the axis named equal, or reshape.", "y = [1, 2] + [1, 2, 3]", marked="[1, 2] + [1, 2, 3]", mended="y = [1, 2, 4] + [1, 2, 3]"),
    ErrorRecord("matmul-mismatch", "These two cannot be joined by a matrix product", "Rows of the first factor meet columns of the second: their sizes must be equal.", "Transpose one factor, or change its size.", "y = [[1, 2]] @ [[1, 2]]", marked="[[1, 2]] @ [[1, 2]]", mended="a = [[1, 2]]\ny = a.T @ [[1, 2]]"),
    ErrorRecord("bad-axis", "There is no such axis", "Axes count from 0, or from -1 backwards.", "Use an axis the tensor has.", "y = sum([1, 2], axis=1)", marked="sum([1, 2], axis=1)", mended="y = sum([1, 2], axis=0)"),
    ErrorRecord("bad-shape", "The tensor cannot take this shape", "A reshape keeps the number of entries; a tensor keeps its number of axes.", "Choose sizes whose product is the same.", "y = reshape([1, 2, 3], (2, 2))", marked="reshape([1, 2, 3], (2, 2))", mended="y = reshape([1, 2, 3], (3, 1))"),
    ErrorRecord("ragged-list", "The rows of a list differ in length", "A tensor has the same number of entries in every row.", "Give every row the same length.", "y = [[1, 2], [3]] * 2", marked="[[1, 2], [3]]", mended="y = [[1, 2], [3, 4]] * 2"),
    ErrorRecord("bad-index", "The index is outside the tensor", "Indices count from 0 to size - 1, or from -1 backwards.", "Use an index within the size.", "x = [1, 2]\ny = x[2] * 2", marked="x[2]", mended="x = [1, 2]\ny = x[1] * 2"),
    ErrorRecord("kernel-too-large", "The window is larger than what it slides over", "A window needs at least one place to stand.", "Use a smaller window, or padding.", "y = conv2d([[1, 2]], [[1], [2]])", marked="conv2d([[1, 2]], [[1], [2]])", mended="y = conv2d([[1, 2]], [[1]])"),
    # -- request
    ErrorRecord("bad-vars", "A given value does not fit the program", "Values are given for inputs, in the input's shape.", "Use an input's name and shape.", None),
    ErrorRecord("bad-target", "The target is not a name of the program", "A target is a name the program assigns.", "Choose one of the program's names.", None),
    ErrorRecord("bad-upstream", "The upstream gradient does not fit the target", "It has one number for every entry of the target.", "Give it the shape of the target.", "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x * x\ny.backward(gradient=torch.tensor([1.0]))", marked="y.backward(gradient=torch.tensor([1.0]))", mended="import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x * x\ny.backward(gradient=torch.tensor([1.0, 1.0]))"),
    ErrorRecord("unknown-node", "There is no such value", "A value is meant by its id in the trace, or by its name.", "Choose an id or a name of the program.", None),
    ErrorRecord("no-gradient", "There is no gradient here", "No path leads from this value to the target.", "Choose a value the target depends on.", "import torch\nx = torch.tensor(2.0)\ny = x * x\ny.backward()", marked="y.backward()", mended="import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x * x\ny.backward()"),
    ErrorRecord("not-scalar", "A gradient here is that of one number", "The gradient of several numbers at once needs an upstream gradient, one number for each.", "Take the sum, or give the upstream gradient.", "import jax\nf = lambda x: x * x\ny = jax.grad(f)([1.0, 2.0])", marked="jax.grad(f)([1.0, 2.0])", mended="import jax\nf = lambda x: (x * x).sum()\ny = jax.grad(f)([1.0, 2.0])"),
    ErrorRecord("leaf-changed", "A tensor that asks for a gradient cannot be changed in place", "The gradient is by the tensor as it was made: PyTorch refuses to change it while it records.", "Put the line under with torch.no_grad():, or make a new tensor.", "import torch\nx = torch.tensor(2.0, requires_grad=True)\nx += 1", marked="x += 1", mended="import torch\nx = torch.tensor(2.0, requires_grad=True)\nx = x + 1"),
    ErrorRecord("graph-freed", "The backward pass cannot be made twice", "PyTorch lets go of the numbers of a graph once a pass has gone through it.", "Write retain_graph=True in the first pass, or compute the loss again.", "import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x * x\ny.backward()\ny.backward()", marked="y.backward()", mended="import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x * x\ny.backward(retain_graph=True)\ny.backward()"),
    ErrorRecord("tape-used", "The tape has been used", "A tape answers once, unless it is persistent.", "Write tf.GradientTape(persistent=True).", "import tensorflow as tf\nx = tf.Variable(2.0)\nwith tf.GradientTape() as tape:\n    y = x * x\na = tape.gradient(y, x)\nb = tape.gradient(y, x)", marked="tape.gradient(y, x)", mended="import tensorflow as tf\nx = tf.Variable(2.0)\nwith tf.GradientTape(persistent=True) as tape:\n    y = x * x\na = tape.gradient(y, x)\nb = tape.gradient(y, x)"),
    ErrorRecord("bad-request", "The request cannot be read", "The body is a JSON object with the members of the Request.", "Compare with the API description.", None, 400),
    ErrorRecord("not-found", "There is nothing at this address", "The address is not one of the service's.", "Start at the first page.", None, 404),
    ErrorRecord("method-not-allowed", "This address does not take that method", "Each address states its methods.", "Use one of the methods named.", None, 405),
    ErrorRecord("body-too-large", "The request is too large", "The size of a request is limited.", "Send a shorter program.", None, 413),
    ErrorRecord("not-json", "The request is not JSON", "The service reads application/json.", "Send JSON with that content type.", None, 415),
    ErrorRecord("server-fault", "Something is wrong on our side", "This is a fault of chainrule.", "Report it with the request id.", None, 500),
    ErrorRecord("busy", "The service is busy", "More requests came at once than the workers can judge in time.", "Try again in a few seconds.", None, 503),
    # -- ceilings
    ErrorRecord("text-too-long", "The program is too long", "There is a ceiling on the size of a program.", "Shorten it, or split it.", None),
    ErrorRecord("too-many-lines", "The program has too many lines", "There is a ceiling on lines.", "Shorten it, or split it.", None),
    ErrorRecord("too-much-syntax", "The program has too many parts", "There is a ceiling on syntax nodes.", "Shorten it, or use tensors instead of many scalars.", None),
    ErrorRecord("too-deep", "Brackets or operators are nested too deeply", "There is a ceiling on nesting.", "Give inner parts names on lines of their own.", "y = " + "-" * 151 + "2", marked="-", mended="x = -2\ny = -x"),
    ErrorRecord("too-many-nodes", "The graph has too many nodes", "There is a ceiling on nodes.", "Use tensors instead of many scalars.", "x = 1\nfor i in range(10000):\n    x = x * 2", marked="x * 2", mended="x = 1\nfor i in range(10):\n    x = x * 2"),
    ErrorRecord("too-many-axes", "A tensor has too many axes", "There is a ceiling on axes.", "Use fewer axes.", "x = [[[[[[[[[2]]]]]]]]]\ny = x * x", marked="[[[[[[[[[2]]]]]]]]]", mended="x = [[2]]\ny = x * x"),
    ErrorRecord("tensor-too-large", "A tensor is too large", "There is a ceiling on the entries of one tensor.", "Use smaller sizes: the rules are the same.", "y = zeros(2000, 2000)", marked="zeros(2000, 2000)", mended="y = zeros(20, 20) * 2"),
    ErrorRecord("too-much-memory", "The values need too much memory", "There is a ceiling on bytes.", "Use smaller sizes: the rules are the same.", "x = ones(1000, 1000)\ny = x * x * x * x", marked="x * x * x * x", mended="x = ones(10, 10)\ny = x * x * x * x"),
    ErrorRecord("too-much-work", "The program needs too many operations", "There is a ceiling on arithmetic operations.", "Use smaller sizes: the rules are the same.", "x = ones(1000, 1000)\ny = x @ x @ x", marked="x @ x @ x", mended="x = ones(10, 10)\ny = x @ x @ x"),
    ErrorRecord("too-many-iterations", "The loops run too often", "There is a ceiling on the passes of all loops together.", "Make the loop end sooner, or use tensors.", "x = 1\nwhile x > 0:\n    pass", marked="while x > 0", mended="x = 1\nwhile x < 10:\n    x = x * 2"),
    ErrorRecord("too-many-calls", "Calls within calls go too deep", "There is a ceiling on the depth of calls.", "Let the recursion end sooner, or use a loop.", "def f(x):\n    return f(x * 2)\nw = 2\ny = f(w)", marked="f(x * 2)", mended="def f(x):\n    return x if x > 10 else f(x * 2)\nw = 2\ny = f(w)"),
    ErrorRecord("too-slow", "The program takes too long", "There is a ceiling on the time of a run.", "Use smaller sizes: the rules are the same.", None),
)

CODES: Mapping[str, ErrorRecord] = MappingProxyType({record.code: record for record in _RECORDS})
