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
---
import copy
a = [1, 2]
b = copy.deepcopy(a)
b += [3]
print(b, a)
---
import copy
a = [1, 2]
b = copy.copy(a)
b += [3]
print(b, a)
---
import copy
a = [1, 2]
b = copy.deepcopy(a)
print(b * 2, b + b)
---
import copy
a = [1, 2]
b = copy.deepcopy(a)
b.append(5)
print(b, a)
---
import copy
b = copy.deepcopy([np.ones(2)])
b = b + [1]
print(len(b))
---
z = [[1, 2]][0]
z += [5]
print(z)
---
import copy
a = [[1, 2], [3, 4]]
b = copy.deepcopy(a)
b[0][0] = 9
print(a, b)
---
import copy
a = [[1, 2], [3, 4]]
b = copy.copy(a)
b[0][0] = 9
print(a, b)
---
import copy
a = [1, 2]
b = copy.deepcopy(a)
print(len(b), b == a)
b[0] = 7
print(a, b)
---
import copy
b = copy.copy([1, 2])
b += [3]
print(b)
---
print([[1, 2]][0] * 2, [[1, 2], [3, 4]][1] + [5])
""".strip("\n").split("\n---\n")
