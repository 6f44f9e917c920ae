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
---
print('s' != 2)
---
print((1,) == 1)
---
x = 2
print(x in range(3), 5 in range(3), 4 not in range(0, 10, 2))
---
s = {1}
s |= {2}
print(s)
---
d = {'a': 1}
d |= {'b': 2}
print(d)
---
s = {1, 2}
s &= {2}
print(s)
---
s = {1, 2}
s -= {2}
print(s)
---
s = {1}
t = s
s |= {2}
print(t)
---
def g():
    yield 1
    yield 2
it = g()
print(next(it))
print(next(it))
---
it = iter([1, 2])
print(next(it), next(it), next(it, None))
---
def g():
    yield 1
    yield 2
print([v * 2 for v in g()], list(g()))
---
def g():
    yield 1
    yield 2
for a, b in zip(g(), [3, 4]):
    print(a, b)
---
print({1: 2} == {1: 2}, {1} == {1}, None == 1, 'a' == [1], [1] == 1)
---
def g():
    yield 1
    yield 2
print(list(zip(g(), 'ab')))
---
it = iter([1, 2, 3])
for v in it:
    print(v)
    break
for v in it:
    print(v)
---
print({1, 2} | {3}, {'a': 1} | {'b': 2})
---
d = {'a': 1}
e = d
d |= {'b': 2}
print(e)
---
class A:
    def __init__(self):
        self.s = {1}
a = A()
a.s |= {2}
print(a.s)
---
print([1] == 1, 1 != [1], (1, 2) != 2, [1] == [1])
---
x = 1
l = [1]
print(l == x, x == l)
---
print('a' in 'abc', 2 in (1, 2), [1] in [[1]])
---
def g():
    yield 1
it = g()
print(next(it, 'no'), next(it, 'no'))
---
print(range(3)[1], 1.5 in range(3), 'a' in range(2))
""".strip("\n").split("\n---\n")
