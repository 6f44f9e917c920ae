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
---
k = 1
e = (k * i for i in range(3))
k = 10
print(list(e))
---
gs = (lambda: i for i in range(3))
print([f() for f in gs])
---
a = [1, 2]
e = (i for i in a)
a.append(3)
print(list(e))
---
e = (i for i in range(3))
print(list(e), list(e))
---
print(sum(i * i for i in range(4)))
---
print(max(i for i in [1, 3, 2]))
---
def f(x):
    print('f', x)
    return x
e = (f(i) for i in range(3))
print('made')
for v in e:
    print(v)
---
print(any(i > 1 for i in range(3)))
---
e = (i for i in range(3))
print(next(e), next(e), list(e))
---
print(list(i + j for i in range(2) for j in range(2) if i != j))
---
e = [(i, j) for i, j in zip((a for a in range(2)), (b for b in range(3)))]
print(e)
---
d = dict((i, i * 2) for i in range(2))
print(d)
---
print(*(i for i in range(3)))
---
x, y = (i for i in range(2))
print(x, y)
---
def f(a, b):
    print(a, b)
f(*(i for i in range(2)))
---
l = [0]
l.extend(i for i in range(3))
print(l)
---
print(','.join(str(i) for i in range(3)))
---
print(2 in (i for i in range(3)))
---
print(np.array([i for i in range(3)]))
---
for i, v in enumerate(k for k in range(3)):
    print(i, v)
---
print(sorted(-i for i in range(3)))
---
l = []
l += (i for i in range(3))
print(l)
---
it = zip((i for i in range(3)), 'abc')
print(next(it))
print(list(it))
---
it = enumerate((i for i in 'ab'), 4)
print(next(it))
print(list(it))
---
e = (i for i in range(3))
for a, b in zip(e, e):
    print(a, b)
---
def f():
    return (i * i for i in range(3))
print(sum(f()))
---
e = (i for i in range(4) if i % 2)
u = [*e]
print(u)
print([*(i for i in 'ab'), 1], {*(i for i in [1, 2])})
---
print({i % 2 for i in range(4)}, {i: 1 for i in range(2)})
---
def g():
    k = 1
    e = (k for _ in range(2))
    k = 5
    return list(e)
print(g())
---
a = [1, 2, 3, 4]
i = 0
j = 3
while i < j:
    a[i], a[j] = a[j], a[i]
    i, j = i + 1, j - 1
print(a)
---
print(any(i > 1 for i in range(3)), all(i < 2 for i in range(3)))
---
def f(x):
    print('f', x)
    return x > 0
print(any(f(i) for i in range(4)))
---
def f(x):
    print('f', x)
    return x > 0
print(all(f(i) for i in range(4)))
---
s = {1, 2}
t = s
s -= {1}
print(s, t)
---
s = {1, 2}
s |= {3} | {4}
print(s)
---
print(max([[1, 2], [3, 4]], key=lambda r: -r[0]))
---
print(sum([[1.5], [2.5]], [])[1])
---
l = [1, 2]
print(sum(l), sum(l, 5), max(l), min(l))
---
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
print([x for x, _ in zip(fib(), range(6))])
---
e = (x for x in [1, 2] for y in (z for z in [3]))
print(list(e))
---
print(dict(zip('ab', (i for i in range(2)))))
---
print(
    ','.join(str(x) for x in [1, 2]),
    tuple(x for x in [1]),
    set(x for x in [1, 1]),
    sorted((x for x in [2, 1]), reverse=True),
)
---
l = [3, 4]
e = ((i, v) for i, v in enumerate(l))
print(dict(e))
---
print(len([*range(3)]), [*zip([1], [2])])
---
f = map(lambda x: x + 1, (i for i in range(3)))
print(list(f))
""".strip("\n").split("\n---\n")
