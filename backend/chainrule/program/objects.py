"""What values are put into: attributes of instances, entries of dicts and lists."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.errors import Refused, Span
from chainrule.program.values import Dict, Flag, Instance, Items, Key, Node, Number, Text, Value, marked


def key(of: Value) -> Key:
    """The key of a dict that a value is. Raises bad-index."""
    if isinstance(of, Items) and not of.listed and not any(isinstance(one, Items) for one in of.items):
        return tuple(key(one) for one in of.items)
    if isinstance(of, Text):
        return of.value
    if isinstance(of, Number):
        return of.value
    if isinstance(of, Flag) and of.value is not None:
        return float(of.value)
    raise Refused("bad-index", "The key of a dict is a word in quotes, a number, or a tuple of these.", "Write params['w'].")


def worded(name: Key, span: Span) -> Value:
    """The value a key of a dict was."""
    if isinstance(name, tuple):
        return Items(tuple(worded(one, span) for one in name), False, span)
    return Text(name) if isinstance(name, str) else Number(name, name == name // 1, span, True)


def entry(of: Dict, name: Value) -> Value:
    """The value a dict has under a key. Raises bad-index."""
    found = of.entries.get(key(name))
    if found is None:
        has = ", ".join(map(repr, list(of.entries)[:8])) or "none"
        raise Refused("bad-index", f"The dict has no key {key(name)!r:.40}.", f"Its keys are {has}.")
    return found


def parts(of: Instance | Items | Dict) -> Iterator[tuple[Key, Value]]:
    """The values in a value, with the names they have there."""
    if isinstance(of, Instance):
        layers = of.attributes.get("layers")
        inner = layers if isinstance(layers, Items) and of.of.known else None
        yield from [(name, value) for name, value in of.attributes.items() if value is not inner]
        yield from [] if inner is None else list(enumerate(inner.items))
    elif isinstance(of, Dict):
        yield from list(of.entries.items())
    else:
        yield from list(enumerate(of.items))


def put_part(of: Instance | Items | Dict, name: Key, value: Value) -> None:
    """Replace one of `parts`."""
    if isinstance(of, Instance) and isinstance(name, str):
        of.attributes[name] = value
    elif isinstance(of, Instance):
        inner = of.attributes["layers"]
        assert isinstance(inner, Items)
        put_part(inner, name, value)
    elif isinstance(of, Dict):
        of.entries[name] = value
    else:
        assert isinstance(name, int)
        of.items = [*of.items[:name], value, *of.items[name + 1 :]]


def parameters(of: Value) -> Iterator[tuple[str, Value]]:
    """Every tensor in a model that a library would train, with its path: fc1.weight. Those of a module itself come before those of the
    modules in it; a tf.Module goes through its attributes by their names."""
    stack: list[tuple[str, Value]] = [("", of)]
    seen: set[int] = set()
    while stack:
        path, one = stack.pop()
        if isinstance(one, Instance | Items | Dict) and not marked(one):
            if id(one) not in seen:
                seen.add(id(one))
                found = list(parts(one))
                if isinstance(one, Instance) and one.of.known == "tensorflow.Module":
                    found.sort(key=lambda part: str(part[0]))
                inner = sorted(found, key=_within) if isinstance(one, Instance) else found
                stack += reversed([(f"{path}.{name}" if path else str(name), value) for name, value in inner])
        elif isinstance(one, Node) or marked(one):
            yield path, one


def _within(part: tuple[Key, Value]) -> bool:
    return isinstance(part[1], Instance | Items | Dict) and not marked(part[1])
