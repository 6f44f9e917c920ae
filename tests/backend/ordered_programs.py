"""Texts that show in what order Python evaluates, and what it does not evaluate at all."""

PROGRAMS = """
a = [0, 0, 0]
i = 0
i, a[i] = 2, 9
print(a)
---
a = [0, 0, 0]
for i, a[i] in enumerate([5, 6, 7]):
    pass
print(a)
---
d = {'a': 0, 'b': 0}
k = 'a'
k, d[k] = 'b', 1
print(d)
---
class P:
    pass
p = P()
q = P()
q.v = 1
p.v = 2
o = q
o, o.v = p, 9
print(p.v, q.v)
---
a = [0, 0, 0]
i = 0
i = a[i] = 2
print(a)
---
a = [0, 0, 0]
i = 1
(i, (a[i], i)) = (2, (9, 0))
print(a, i)
---
x = [1, 2, 3]
i = 0
i, x[i] = 1, x[i]
print(x)
---
def f(x):
    print('f', x)
    return x
print(f(1) > f(2) < f(3))
---
def f(x):
    print('f', x)
    return x
if f(1) > f(2) < f(3):
    print('y')
print(f(1) < f(2) < f(3))
---
def f(x):
    print('f', x)
    return x
z = f(1) > f(2) < f(3)
print(z)
""".strip("\n").split("\n---\n")
