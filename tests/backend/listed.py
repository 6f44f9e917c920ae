"""Programs of lists made by chance, which Python runs as well."""

from __future__ import annotations

from random import Random


def program(seed: int, lines: int = 14) -> str:
    """A few lists, some of them the same, some within others, changed in every way a list can be, and printed."""
    chance = Random(seed)
    return "\n".join([_BEGIN, *(_line(chance) for _ in range(lines)), "print(a, b, c, d, e)"])


_BEGIN = """
a = [3, 1, 2]
b = a
c = [0.5, 2.5]
d = {'k': a}
e = [c, [7]]
def put(l, v, kept=[]):
    l.append(v)
    kept += [v]
    return len(kept)
""".strip()


def _line(chance: Random) -> str:
    name, other = chance.choice(["a", "b", "c", "d['k']", "e[0]", "e[1]"]), chance.choice(["a", "b", "c", "e[1]"])
    number = chance.choice(["4", "-1", "1.5", "0"])
    place = chance.choice(["0", "-1"])
    return chance.choice(
        [
            f"{name}.append({number})",
            f"{name}.insert({place}, {number})",
            f"{name} += [{number}]",
            f"{name}.extend({other}[:2])",
            f"{name}[:1] = [{number}, {number}]",
            f"{name}[1:] = {other}[:2]",
            f"{name} = {other}" if "[" not in name else f"{name} = {other}[:]",
            f"{name}.sort()",
            f"{name}.sort(reverse=True)",
            f"{name}.sort(key=lambda v: -v)",
            f"{name}.reverse()",
            f"{name} *= 2",
            f"if {name}: {name}.pop({place})",
            f"if {name}: del {name}[{place}]",
            f"if {name}: {name}[{place}] = {number}",
            f"if {name}: {name}[{place}] += 1",
            f"if {number} in {name}: {name}.remove({number})",
            f"print(put({name}, {number}))",
            f"print({name}, len({name}), {name}.count({number}), {name} == {other}, {name} is {other})",
            f"print(sorted({name}), {name} + {other}, {name}[::-1], sum({name}))",
            f"print([v * 2 for v in {name} if v > 0], list(zip({name}, {other})), {number} in {name})",
            f"for v in {name}[:2]: {other}.append(v)",
            f"{name} = [v + 1 for v in {name}][:6]",
        ]
    )
