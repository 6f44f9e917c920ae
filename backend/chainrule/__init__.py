"""See every derivative.

    >>> import chainrule
    >>> study = chainrule.study("(x + y) * z", {"x": -2, "y": 5, "z": -4})
    >>> study.value, study.gradients["x"]
    (-12.0, -4.0)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from chainrule.errors import ChainruleError

# Imported where they are used, for `chainrule limits` needs no numpy, and the command line sets NumPy's threads before it loads.
if TYPE_CHECKING:
    from chainrule.explain.paths import Paths
    from chainrule.trace.check import Entry
    from chainrule.trace.study import Record
    from chainrule.wire.models import Trace

T = TypeVar("T")

__all__ = ["ChainruleError", "Study", "__version__", "study"]

__version__ = "0.1.0"


class Study:
    """One program, run forward and backward. A scalar is a float, a tensor a NumPy array."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @property
    def value(self) -> Any:
        """The value of the target."""
        return _plain(self._record.values[self._target])

    @property
    def gradients(self) -> dict[str, Any]:
        """The gradient of the target by every name of the program; None where no path leads to the target."""
        record = self._record
        assert record.back is not None
        return {name: _plain(record.back.gradients[node]) for name, node in record.program.bindings.items()}

    def __getitem__(self, name: str) -> Any:
        """The value a name has at the end; of a dict or tuple a dict of its parts, by their paths: `params['w']`. Raises KeyError."""
        results = self._record.program.results
        if name in results:
            return self._read(results[name])
        found = {path: self._read(one) for path, one in results.items() if path.startswith(f"{name}[")}
        if not found:
            raise KeyError(name)
        return found

    @property
    def target(self) -> str | None:
        """The name of the target, where it has one."""
        return self._record.program.names.get(self._target)

    @property
    def derivatives(self) -> dict[str, Any]:
        """The gradients that the program itself asked for, by the name each is the gradient by; None: no path, or nothing collected."""
        program = self._record.program
        found: dict[str, Any] = {}
        for one in program.passes:
            for wrt, end in zip(one.wrt, one.gradients, strict=True):
                if wrt in program.names:
                    found[program.names[wrt]] = self._read(end)
        collects = {program.names[node] for node, mark in program.marks.items() if mark == "requires_grad" and node in program.names}
        collected = {program.names[node]: self._read(end) for node, end in program.collected.items() if node in program.names}
        return found | dict.fromkeys(collects) | collected

    @property
    def prints(self) -> list[list[Any]]:
        """The values in what every `print` was given: numbers, True and False, arrays, texts, None."""
        from chainrule.program.graph import Shown, Told
        from chainrule.trace.reading import told

        def read(value: Any) -> Any:
            if isinstance(value, Told):
                return told(self._record, value.parts)
            if isinstance(value, Shown):
                found = self._read(value.of)
                return found != 0 if value.dtype == "bool" else found
            return value

        return [list(map(read, one.values)) for one in self._record.program.watches]

    def _read(self, of: Any) -> Any:
        """The value of a node, the gradient a `Slope` stands for, or a number as it is."""
        from chainrule.trace.reading import read

        return of if of is None or isinstance(of, float) else _plain(read(self._record, of))

    def trace(self) -> Trace:
        """The complete record, as it goes over the wire."""
        from chainrule.wire.document import document

        return document(self._record)

    def export(self, to: str) -> str:
        """The program as source of `to`, numpy, pytorch, jax or tensorflow, which gives the same values and gradients when it is run.

        Raises `ValueError` for another name, `ChainruleError` for a program whose backward pass cannot be written.
        """
        from chainrule.code.libraries import LIBRARIES, code

        if to not in LIBRARIES:
            raise ValueError(f"chainrule writes {', '.join(LIBRARIES)}, not {to}")
        return self._asked(lambda: code(self._record, to))

    def check(self, most: int = 64) -> dict[str, list[Entry]]:
        """Gradient entries of the inputs beside their central differences, by input, at most `most` of them.

        An entry has `entry` (a flat, row-major place), `gradient`, `difference`, `error` (the estimated error of the difference) and
        `verdict`: agree, kink, tie, rounding, not finite, stated, or differs.
        """
        from chainrule.trace.check import check

        inputs = {one.node: one.name for one in self._record.program.inputs}
        found: dict[str, list[Entry]] = {name: [] for name in inputs.values()}
        for entry in check(self._record, list(inputs), most):
            found[inputs[entry.node]].append(entry)
        return found

    def jacobian(self, of: str, wrt: str) -> Any:
        """d of / d wrt, in the shape of `of` followed by that of `wrt`.

        Raises `ChainruleError` for a name the program does not have, or when there would be more than 1,000,000 entries.
        """
        from chainrule.trace.modes import jacobian

        return _plain(self._asked(lambda: jacobian(self._record, self._node(of), self._node(wrt))))

    def hessian(self, wrt: str) -> Any:
        """The second derivatives of the target, which must be a scalar, in the shape of `wrt` twice over.

        Raises `ChainruleError` for a target that is no scalar, a name the program does not have, or more than 1,000,000 entries.
        """
        from chainrule.trace.modes import Second

        return _plain(self._asked(lambda: Second(self._record, self._target, self._node(wrt)).hessian()))

    def hvp(self, wrt: str, direction: Any) -> Any:
        """The Hessian of the target by `wrt` times `direction`; both have the shape of `wrt`. Costs about two gradients.

        Raises `ChainruleError` for a target that is no scalar, a name the program does not have, or a direction of another shape.
        """
        from chainrule.trace.modes import Second
        from chainrule.wire.derivative import directions

        def product() -> Any:
            (node, moved), *_ = directions(self._record, {wrt: _listed(direction)}).items()
            return Second(self._record, self._target, node).product(moved)

        return _plain(self._asked(product))

    def tangent(self, direction: Mapping[str, Any]) -> dict[str, Any]:
        """How every named value moves when those in `direction` move along it, each in its own shape; None for what stands still.

        Raises `ChainruleError` for a name the program does not have, or a direction of another shape than its value.
        """
        from chainrule.trace.modes import tangent
        from chainrule.wire.derivative import directions

        told = {name: _listed(one) for name, one in direction.items()}
        moved = self._asked(lambda: tangent(self._record, directions(self._record, told)))
        return {name: _plain(moved[node]) for name, node in self._record.program.bindings.items()}

    def paths(self, name: str, most: int = 16) -> Paths:
        """The ways the gradient takes from the target back to `name`, at most `most` of them: `paths`, each with its `edges`, its
        `slopes` and their `product`; `count`, how many there are; `gate`, the nodes on every one. Where values on the way are tensors
        there are no slopes. Raises `ChainruleError` for a name the program does not have.
        """
        from chainrule.explain.edges import edges
        from chainrule.explain.paths import paths

        return paths(self._record, edges(self._record)[0], self._asked(lambda: self._node(name)), most)

    @property
    def _target(self) -> int:
        assert self._record.target is not None
        return self._record.target

    def _node(self, name: str) -> int:
        from chainrule.errors import Refused

        bindings = self._record.program.bindings
        if name not in bindings:
            raise Refused("unknown-node", f"The program gives no value the name {name[:40]}.", f"Its names are {', '.join(bindings)}.")
        return bindings[name]

    @staticmethod
    def _asked(make: Callable[[], T]) -> T:
        from chainrule.errors import Refused

        try:
            return make()
        except Refused as refused:
            raise ChainruleError([refused.at(None)]) from None

    def __repr__(self) -> str:
        return f"Study({self._record.program.text!r})"


def study(
    text: str,
    vars: Mapping[str, Any] | None = None,
    target: str | None = None,
    wrt: Sequence[str] | None = None,
    upstream: Any = None,
    seed: int = 0,
) -> Study:
    """Run `text` with values for its inputs, forward and backward from `target` (left out: the last result).

    `wrt` limits the gradients to these names, `upstream` is the gradient given for the target (left out: ones), `seed` chooses random
    tensors. Raises `ChainruleError` with everything that is wrong with the program.
    """
    from chainrule.limits import LIMITS
    from chainrule.trace.study import record

    found = record(text, vars or {}, target, wrt, upstream, seed, LIMITS["library_nodes"].value)
    if found.problems:
        raise ChainruleError(found.problems)
    return Study(found)


def _listed(direction: Any) -> Any:
    """A NumPy array as nested lists; what is a list or a number already stays."""
    return direction.tolist() if hasattr(direction, "tolist") else direction


def _plain(value: Any) -> Any:
    return float(value) if value is not None and value.ndim == 0 else value
