"""Texts that compare and join what are no numbers."""

PROGRAMS = """
print(sum([[1], [2]], []))
---
print(sum([(1,), (2, 3)], ()))
---
print(max([[1, 2], [3, 4]]))
---
print(min([[1, 2], [0, 4]]))
---
print(max([1, 2], [3, 0]))
---
print(max((1, 2), (1, 3)))
---
print(max([(2, 'a'), (3, 'b')]))
---
l = [[1], [2]]
print(sum(l, [0]))
---
print(sum([1, 2], 3))
---
print(sum(([i] for i in range(3)), []))
---
m = [[1, 2], [3, 4]]
print(max(m))
---
print(max('a', 'b'))
---
print(max(['a', 'c']))
""".strip("\n").split("\n---\n")
