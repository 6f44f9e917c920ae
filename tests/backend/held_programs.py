"""Texts in which a list is held in two places: what is changed in one is changed in the other."""

PROGRAMS = """
m = [[1, 2], [3, 4]]
m[0], m[1] = m[1], m[0]
print(m)
---
def swap(a, i, j):
    a[i], a[j] = a[j], a[i]
m = [[1, 2], [3, 4]]
swap(m, 0, 1)
print(m)
---
m = [[1, 2], [3, 4]]
m[0] = m[1]
m[0][0] = 9
print(m)
---
m = [[1, 2], [3, 4]]
m[0:1] = [m[1]]
m[0][0] = 9
print(m)
---
m = [[1, 2], [3, 4]]
m += [m[0]]
m[0][0] = 9
print(m)
---
m = [[1], [2]]
m[0] = m[1]
m[0].append(9)
print(m)
---
m = [[1, 2], [3, 4]]
n = m[:]
n[0][0] = 9
print(m)
---
m = [[1, 2], [3, 4]]
n = m[:]
n[0] = [7, 8]
print(m, n)
---
m = [[1, 2], [3, 4]]
for r in m:
    r[0] = 9
print(m)
---
m = [[1, 2], [3, 4]]
r = m[0]
m[0] = [5, 6]
r[0] = 9
print(m, r)
---
m = [[1, 2], [3, 4]]
r = m[0]
m[0] = m[1]
r[0] = 9
print(m, r)
---
m = [[1, 2], [3, 4]]
n = [m[0], m[0]]
n[0][0] = 9
print(m, n)
---
m = [[1, 2], [3, 4]]
a, b = m
a[0] = 9
print(m)
---
m = [[1, 2], [3, 4]]
n = list(m)
n[0][0] = 9
print(m)
---
m = [[1, 2], [3, 4]]
n = m + [[5, 6]]
n[0][0] = 9
print(m)
---
m = [[1, 2], [3, 4]]
n = m * 2
n[0][0] = 9
print(m, n)
---
m = [[1, 2], [3, 4]]
n = [r for r in m]
n[0][0] = 9
print(m, n)
---
m = [[1, 2], [3, 4]]
n = sorted(m)
n[0][0] = 9
print(m, n)
---
m = [[1, 2], [3, 4]]
n = m[::-1]
n[0][0] = 9
print(m, n)
---
m = [[1, 2], [3, 4]]
d = {'a': m[0]}
d['a'][0] = 9
print(m, d)
---
m = [[1, 2], [3, 4]]
m[0] = 5
print(m)
---
m = [[1, 2], [3, 4]]
m[0] = 'a'
print(m)
---
a = [1, 2]
b = a[:]
b[0] = 9
print(a, b)
---
m = [[1, 2], [3, 4]]
n = m.copy()
n[0][0] = 9
print(m, n)
---
m = [[1, 2], [3, 4]]
m[0] = (1, 2)
print(m)
---
m = [[[1], [2]], [[3], [4]]]
m[0], m[1] = m[1], m[0]
m[0][0], m[1][0] = m[1][0], m[0][0]
print(m)
---
m = [1, 2]
def g(a):
    yield 1
    yield a
it = g(m)
next(it)
m.append(3)
print(next(it))
---
m = [[1, 2], [3, 4]]
m[0], r = [5, 6], m[0]
r.append(1)
print(m, r)
---
m = [[1, 2], [3, 4]]
def f(a):
    a[0] = a[1]
    return a
n = f(m)
n[0][1] = 7
print(m, n)
---
m = [[1, 2], [3, 4]]
t = (m[0], m[1])
m[1] = t[0]
m[1][0] = 8
print(m, t)
---
m = [[3, 1], [2, 2], [1, 5]]
for i in range(3):
    for j in range(2):
        if m[j][0] > m[j + 1][0]:
            m[j], m[j + 1] = m[j + 1], m[j]
print(m)
---
m = [[3, 1], [2, 2]]
m.sort()
print(m)
m[0], m[1] = m[1], m[0]
print(m, np.array(m).sum())
---
m = [[1, 2], [3, 4]]
m[0][0], m[1] = m[1], 9
print(m)
---
a = [0, 1]
a[0], a[a[0]] = 1, 7
print(a)
---
x = [[1, 2], [3, 4]]
x[1:], x[0] = [[9, 9]], x[1]
print(x)
---
d = {'a': [1]}
d['a'], k = [2], d['a']
k.append(4)
print(d, k)
---
it = iter([[1, 2], [3, 4]])
r = next(it)
r.append(5)
print(r, next(it))
---
m = [[1, 2], [3, 4]]
it = iter(m)
r = next(it)
r[0] = 9
print(m)
---
m = [[1, 2], [3, 4]]
print([sum(r) for r in m], sum(m[0]), sum(sum(r) for r in m), max(max(r) for r in m))
---
m = [[1, 2], [3, 4]]
print(list(zip(*m)), [list(c) for c in zip(*m)])
---
m = [[1, 2], [3, 4]]
print(m[1:], m[-1:], m[::-1], m[:1] + m)
---
m = [[1, 2], [3, 4]]
k = m[1:]
k[0] = 5
print(m, k)
---
m = [[1, 2], [3, 4]]
del m[:1]
print(m)
---
m = [[1, 2], [3, 4]]
x, *y = m
y[0][0] = 7
print(m, x, y)
---
v = []
u = [v]
v.append(1)
print(u)
---
a = []
b = []
u = [a, b]
a.append(1)
b.append(2)
print(u)
---
a = []
u = [a, a]
a.append(1)
print(u)
---
a = [1]
u = [a, a]
a.append(2)
print(u)
---
a = []
u = (a, 1)
a.append(1)
print(u)
---
a = []
d = {'x': a}
a.append(1)
print(d)
---
def f():
    v = []
    u = [v]
    v.append(1)
    return u
print(f())
---
u = [[], []]
u[0].append(1)
print(u)
---
v = []
u = [v]
u[0] += [1]
print(v, u)
""".strip("\n").split("\n---\n")
