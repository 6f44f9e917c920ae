"""Derivatives of functions and values inside a program: grad, jacobian, hessian, vjp, jvp.

    grad(f)(x)         f is run, then its backward pass is written as nodes in a group of its own
    grad(y, x)         the same for values that are there already
    vjp(f, x)          the value, and a function from an upstream gradient to gradients

A function's derivative takes what was computed before the call for constant, but for the arguments it is asked by.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from chainrule.dialects.jax import JAX
from chainrule.errors import Refused, Span
from chainrule.program.describe import describe, many
from chainrule.program.differentiate import pushforward
from chainrule.program.forms import FORMS
from chainrule.program.free import reaches
from chainrule.program.literal import is_literal
from chainrule.program.pullbacks import Pullbacks
from chainrule.program.tree import Tree, tree
from chainrule.program.values import CALLED, Defined, Derived, Flag, Items, Made, Node, Number, Pulling, Value

Walk = Generator[Any, Any, Value]
Named = Mapping[str, Value]


class Derivatives(Pullbacks):
    """What asks for a derivative of a function or of values."""

    apply: Callable[..., Walk]

    def derive(self, name: str, values: Sequence[Value], named: Named, span: Span) -> Walk:
        """Call one of FORMS."""
        self.blame = span
        form = FORMS[name]
        if name == "vjp":
            return (yield self._vjp(values, named, span))  # type: ignore[no-any-return]
        given = dict(zip(form.arguments, values, strict=False))
        for word, value in named.items():
            word = "argnums" if word == "argnum" else word
            if word not in form.arguments or word in given:
                raise Refused(
                    "unknown-argument", f"{name} has no further argument {word[:40]}.", f"Write {form.example}.", argument=word[:40]
                )
            given[word] = value
        if len(values) > len(form.arguments) or not all(word in given for word in form.arguments[: form.needed]):
            raise Refused(
                "wrong-arguments", f"{name} cannot be called with {many(len(values) + len(named), 'argument')}.", f"Write {form.example}."
            )
        fun = given["fun"]
        if name == "jvp":
            return (yield self._jvp(fun, given["primals"], given["tangents"], span))  # type: ignore[no-any-return]
        if isinstance(fun, CALLED):
            aux, strict = (given.get(word, Flag(False)) == Flag(True) for word in ("has_aux", "strict"))
            return Derived(name, fun, self._places(given.get("argnums")), aux, strict)
        if set(given) != {"fun", "argnums"} or name in ("value_and_grad", "elementwise_grad"):
            raise Refused("wrong-arguments", f"{name} takes a function, not {describe(fun)}.", f"Write {form.example}.")
        return self._of_values(name, fun, given["argnums"], span)

    def _places(self, value: Value | None) -> tuple[int, ...] | int:
        several = isinstance(value, Items)
        if isinstance(value, Made) or (isinstance(value, Node) and self.recorder.shape(value.index)):
            fact = "The derivative of a function is a function: it is made first, and then called with a tensor."
            raise Refused("bad-argument", fact, "Write grad(f)(x); the same with jacobian and hessian.")
        numbers = [self.scalar(one) for one in (value.items if isinstance(value, Items) else [value or Number(0.0, True, (0, 0))])]
        if not numbers or any(number is None or number != number // 1 or not 0 <= number < 256 for number in numbers):
            raise Refused("bad-argument", "argnums says by which arguments: 0 is the first.", "Write argnums=0, or argnums=(0, 1).")
        places = tuple(int(number or 0) for number in numbers)
        return places if several else places[0]

    def _of_values(self, name: str, of: Value, wrt: Value, span: Span) -> Value:
        target, leaves = self.tensor(of, span), tree(wrt)
        nodes = [self.tensor(one, span) for one in leaves.leaves]
        for node in nodes:
            self.argument(node)
        if name == "grad":
            found = self.pulled(target, None, nodes, span)
            ends = zip(nodes, found, strict=True)
            return leaves.filled([self.absent(node, target, False) if one is None else Node(one) for node, one in ends])
        if name == "jacobian":
            return leaves.filled([Node(one) for one in self.jacobians(target, nodes, None, span)])
        return self.hessians(target, nodes, leaves, None, span)

    def called(self, of: Derived, values: Sequence[Value], named: Named, span: Span) -> Walk:
        """Call the derivative of a function."""
        places = of.places if isinstance(of.places, tuple) else (of.places,)
        given = list(values)
        for place in places:
            if place >= len(given):
                raise Refused(
                    "wrong-arguments", f"Argument {place} is asked for, {len(given)} are given.", "Give one value for every argument."
                )
        for place in places if of.strict else ():
            number = given[place]
            number = self.scope.whole.get(number.index, number) if isinstance(number, Node) else number
            if isinstance(number, Number) and number.whole:
                fact = f"Argument {place} is a whole number, and the library takes derivatives by floating point alone."
                raise Refused("bad-argument", fact, f"Write {number.value:.1f} for {number.value:.0f}.")
        trees = [self._arguments(of.function, given, place, span) for place in places]
        nodes = [node for one in trees for node in self._nodes(one, span)]
        start, groups = len(self.recorder.program), len(self.recorder.program.groups)
        result: Value = yield self.traces(nodes, self.apply(of.function, given, [span] * len(given), dict(named), span))
        self._label(groups, of.function, span)
        self.blame = self.recorder.span = span
        result, aux = self._split(of, result)
        target = self.tensor(result, span)
        recorded = range(start, len(self.recorder.program))
        shape = self.recorder.shape(target)
        if shape and (of.kind == "hessian" or (of.strict and of.kind in ("grad", "value_and_grad"))):
            raise Refused(
                "not-scalar",
                f"The function gives {list(shape)} numbers: its gradient is asked for, which is that of one number.",
                "Return one number, such as the sum; or take jacobian, or vjp with an upstream gradient.",
                shape=list(shape),
            )
        if of.kind == "hessian":
            whole = Tree.of([one.shape for one in trees]) if isinstance(of.places, tuple) else trees[0]
            return self.hessians(target, nodes, whole, recorded, span)
        if of.kind == "jacobian":
            found: list[Value] = [Node(one) for one in self.jacobians(target, nodes, recorded, span)]
        else:
            pulled = self.pulled(target, None, nodes, span, recorded, functional=True)
            found = [self.absent(node, target, of.strict) if one is None else Node(one) for node, one in zip(nodes, pulled, strict=True)]
        filled: list[Value] = []
        for one in trees:
            filled.append(one.filled(found[: len(one.leaves)]))
            del found[: len(one.leaves)]
        gradient: Value = Items(tuple(filled), False, span) if isinstance(of.places, tuple) else filled[0]
        if of.kind != "value_and_grad":
            return gradient if aux is None else Items((gradient, aux), False, span)
        return Items((result if aux is None else Items((result, aux), False, span), gradient), False, span)

    def traces(self, nodes: Sequence[int], call: Walk) -> Walk:
        """A call within which a derivative by `nodes` is asked for."""
        before, self.traced = self.traced, [*self.traced, *nodes]
        result: Value = yield call
        self.traced = before
        return result

    def _split(self, of: Derived, result: Value) -> tuple[Value, Value | None]:
        if not of.aux:
            return result, None
        if not isinstance(result, Items) or len(result.items) != 2:
            raise Refused("bad-argument", "With has_aux the function returns a value and one thing more.", "Write return loss, aux.")
        return result.items[0], result.items[1]

    def _label(self, number: int, function: Value, span: Span) -> None:
        """The group of the call is that of the function itself, not of its derivative."""
        groups = self.recorder.program.groups
        if number < len(groups) and groups[number].kind == "call" and groups[number].label == self.typed(span):
            name = function.name.removeprefix("the ") if isinstance(function, Defined) else describe(function)
            groups[number].label = f"{name}({', '.join(groups[number].args)})" if isinstance(function, Defined) else name

    # -- arguments

    def _arguments(self, function: Value, given: list[Value], place: int, span: Span) -> Tree:
        """One argument by which the derivative is asked: its numbers become nodes that nothing else of the function is made of."""
        inner = function
        while isinstance(inner, Derived):
            inner = inner.function
        names = [one.name for one in inner.parameters] if isinstance(inner, Defined) else []
        value = self.input(names[place], given[place], span) if place < len(names) else given[place]
        one = tree(value, self.by_key)
        nodes = [self.tensor(leaf, span) for leaf in one.leaves]
        others = {
            self.current(leaf).index for k, other in enumerate(given) if k != place for leaf in tree(other).leaves if isinstance(leaf, Node)
        }
        for number, node in enumerate(nodes):
            self.argument(node)
            if node in others or node in nodes[:number] or reaches(function, node, self):
                self.recorder.span = span
                nodes[number] = self.recorder("reshape", node, shape=self.recorder.shape(node))
        one = replace(one, leaves=[Node(node) for node in nodes])
        given[place] = one.filled(list(one.leaves))
        return one

    @property
    def by_key(self) -> bool:
        """Whether a dict of tensors has the order of its keys from here on, as in JAX."""
        return JAX in self.dialects

    def _nodes(self, of: Tree, span: Span) -> list[int]:
        return [self.tensor(one, span) for one in of.leaves]

    def _vjp(self, values: Sequence[Value], named: Named, span: Span) -> Walk:
        if len(values) < 2 or not isinstance(values[0], CALLED):
            raise Refused("wrong-arguments", "vjp takes a function and its arguments.", f"Write {FORMS['vjp'].example}.")
        function, given = values[0], list(values[1:])
        aux = named.get("has_aux") == Flag(True)
        trees = [self._arguments(function, given, place, span) for place in range(len(given))]
        start, groups = len(self.recorder.program), len(self.recorder.program.groups)
        nodes = [node for one in trees for node in self._nodes(one, span)]
        result: Value = yield self.traces(nodes, self.apply(function, given, [span] * len(given), {}, span))
        self._label(groups, function, span)
        self.blame = span
        result, more = self._split(Derived("vjp", function, 0, aux), result)
        outs = tree(result, self.by_key)
        pull = Pulling(
            Tree(outs.shape, [Node(one) for one in self._nodes(outs, span)]), tuple(trees), range(start, len(self.recorder.program))
        )
        return Items((result, pull) if more is None else (result, pull, more), False, span)

    def pull(self, of: Pulling, values: Sequence[Value], span: Span) -> Value:
        """Call the second result of vjp with an upstream gradient."""
        if len(values) != 1:
            raise Refused(
                "wrong-arguments", f"The pullback takes one upstream gradient, {len(values)} are given.", "Give one of the value's shape."
            )
        given, nodes = tree(values[0], self.by_key), [node for one in of.trees for node in self._nodes(one, span)]
        if len(given.leaves) != len(of.outs.leaves):
            raise Refused("bad-upstream", "The upstream gradient has another structure than the value.", "Give one tensor for each result.")
        total: list[int | None] = [None] * len(nodes)
        outs = self._nodes(of.outs, span)
        for out, leaf in zip(outs, given.leaves, strict=True):
            g = self.upstream(leaf, out, span)
            found = self.pulled(out, g, nodes, span, of.recorded, functional=True, only=len(outs) == 1)
            total = [
                come if old is None else old if come is None else self.recorder("add", old, come)
                for old, come in zip(total, found, strict=True)
            ]
        filled: list[Value] = []
        for one in of.trees:
            ends = [self.absent(node, None, True) if end is None else Node(end) for node, end in zip(nodes, total, strict=True)]
            filled.append(one.filled(ends[: len(one.leaves)]))
            del nodes[: len(one.leaves)], total[: len(one.leaves)]
        return Items(tuple(filled), False, span)

    def _jvp(self, function: Value, primals: Value, tangents: Value, span: Span) -> Walk:
        example = FORMS["jvp"].example
        several = isinstance(primals, Items) and not (primals.listed and is_literal(primals))
        given = list(primals.items) if several and isinstance(primals, Items) else [primals]
        moved = list(tangents.items) if several and isinstance(tangents, Items) else [tangents]
        if not isinstance(function, CALLED) or len(given) != len(moved):
            raise Refused("wrong-arguments", "jvp takes a function, its arguments, and a direction for each.", f"Write {example}.")
        trees = [self._arguments(function, given, place, span) for place in range(len(given))]
        nodes = [node for one in trees for node in self._nodes(one, span)]
        directions = [
            self.upstream(leaf, node, span)
            for leaf, node in zip((leaf for one in moved for leaf in tree(one, self.by_key).leaves), nodes, strict=True)
        ]
        start, groups = len(self.recorder.program), len(self.recorder.program.groups)
        result: Value = yield self.traces(nodes, self.apply(function, given, [span] * len(given), {}, span))
        self._label(groups, function, span)
        outs = tree(result, self.by_key)
        recorder, recorded = self.recorder, range(start, len(self.recorder.program))
        found: list[Value] = []
        for out in self._nodes(outs, span):
            recorder.span = span
            outside = recorder.enter("call", f"tangent of {self.called_by(out)}", span)
            before = len(recorder.program)
            (end,) = self.apart([pushforward(recorder, out, dict(zip(nodes, directions, strict=True)), recorded)], before)
            recorder.leave(outside)
            found.append(self.absent(out, None, True) if end is None else Node(end))
        return Items((result, outs.filled(found)), False, span)
