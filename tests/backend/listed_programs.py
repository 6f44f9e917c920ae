"""Programs of lists, sets and dicts that Python runs as well; --- stands between them."""

PROGRAMS = """
def grow(v):
    v += 1
a = np.array(3.0)
b = a
a += 1
grow(a)
c = np.array(w.sum())
d, e = c, w.sum()
f = e
c -= 1
e -= 1
print([float(one) for one in (a, b, a.reshape(1)[0], c, d, e, f)])
---
a = (w * 3).tolist()
print(a)
print((w * 2).tolist(), a[0], [a, 1, 'b'], (a,), (w * 2).reshape(2, 1).tolist())
print(f'{a} ' + str([a]), [a[1]], {'a': a}, a + [1.0])
---
print([w, 3][1], len([w * 2, 3][0]))
---
def f(l):
    l += [9]
a = [1, 2]
f(a)
print(a)
---
a = [1, 2, 3]
a[1:] = [9]
print(a)
---
a = b = []
a.append(1)
print(a, b)
---
def f(v, l=[]):
    l.append(v)
    return l
f(1)
print(f(2))
---
d = {'a': [1]}
d['a'].append(2)
d['a'] += [3]
l = d['a']
l[0] = 9
print(d)
---
a = [1, 2, 3]
del a[0]
print(a)
---
a = [[1, 2], [3]]
a[0].append(7)
b = a[1]
b[0] = 8
print(a, b)
---
a = [3, 1, 2]
a.insert(0, 9); a.sort(); print(a, a.index(2))
a.extend([4, 5]); print(a.pop(), a.pop(0), a); a.remove(2); a.reverse(); print(a, a.count(3), a.copy())
---
a = [1, 2, 3]
b = a
b[0] = 5
print(a, b, a is b)
---
a = [1.5, 'x', None, True]
print(a, len(a), 'x' in a)
---
print(max([3, -5, 2], key=abs), min([3, -5, 2], key=lambda v: -v), sorted([3, -5, 2], key=abs, reverse=True))
---
s = {1, 2, 2}
print(s == {2, 1}, 1 in s, len(s), s | {3} == {1, 2, 3})
---
d = {'a': 1}
print(d.get('b', 0), d.setdefault('c', 5), d.pop('a'), d.pop('zz', 7), list(d.items()))
d.update({'k': 2})
for k, v in d.items(): print(k, v)
---
print(any([0, 1]), all([1, 0]), sum([1, 2]), list(zip([1, 2], [3, 4])))
---
m = [[1, 2], [3, 4]]
print(list(zip(*m)), [list(r) for r in zip(*m)])
---
print(list(map(lambda v: v * 2, [1, 2])), list(filter(lambda v: v > 1, [1, 2, 3])))
print(list(reversed([1, 2])), list(enumerate(['a', 'b'], start=1)))
---
print(isinstance(1, int), isinstance(1.0, (int, float)), type(1.5).__name__, type([]).__name__, isinstance([1], list))
---
print(round(2.567, 2), round(2.5), round(7 / 3, 3), divmod(7, 2), divmod(-7, 2), float('inf'), -7 // 2, -7 % 3, abs(-3))
---
import math
print(math.sqrt(2), math.pi, math.floor(2.7), math.ceil(2.1), math.exp(0), math.log(math.e), math.factorial(4), math.inf)
---
def f(v): return v ** 2
for v in [1., 2.]: print(v, f(v))
---
a = [1, 2, 3, 4]
a[::2] = [9, 8]
print(a, a[::-1], a[-2:])
---
a = [1, 2]
b = a + [3]
b[0] = 7
print(a, b, a * 2)
---
a = (1, 2)
b, *c = [1, 2, 3]
print(a + (3,), b, c)
---
words = ['b', 'a', 'c']
words.sort()
print(words, ' '.join(words), sorted(words, reverse=True))
---
a = [1, 2]
def f():
    a.append(3)
f()
print(a)
---
a = [1, 2]
def f(l):
    l[0] = 7
    l = [5]
f(a)
print(a)
---
d = {}
for k in ['a', 'b', 'a']:
    d[k] = d.get(k, 0) + 1
print(d, sorted(d.items(), key=lambda kv: -kv[1]))
---
a = [1, 2, 3]
print(a == [1, 2, 3], a != [1], 2 in a, 5 not in a, a.index(3))
---
a = [1, 2, 3]
a.clear()
print(a, bool(a), not a)
---
t = 0
for i, v in enumerate([1.5, 2.5]):
    t += i * v
print(t, int(t), str(t), float(3))
---
s = set()
s.add(1); s.add(1); s.discard(5); s.update([2, 3])
print(len(s), sorted(s), {1, 2} & {2, 3}, {1, 2} - {2})
---
a = [0] * 3
a[1] += 5
print(a, a[1] / 2, 7 // 2 * 1.0)
---
n = 5
print(n // 2, n / 2, n % 3, n ** 2, -n // 2, 2 ** -1, n * 1.0)
---
b = True
print(b + 1, not b, b and 0, b or 5, True == 1, int(True))
---
a = [1, [2, 3]]
b = a.copy()
b[1].append(4)
b[0] = 9
print(a, b)
---
a, b = 1, 2
a, b = b, a + b
print(a, b)
---
print([1, 2] < [1, 3], 'a' < 'b', (1, 2) == (1, 2), [1, 2] == (1, 2))
---
print(min(3, 1, 2), max([1, 5, 2]), min('b', 'a'), max(2, 3.5), sum(i for i in range(4)))
---
a = [1, 2, 3]
while a:
    print(a.pop())
---
a = [1, 2, 3]
for v in a[:]:
    if v == 2: a.remove(v)
print(a)
---
a = []
for i in range(3): a.append([i])
a[0] = a[1]
a[0].append(5)
print(a)
---
del_me = {'a': 1, 'b': 2}
del del_me['a']
print(del_me, 'a' in del_me, list(del_me), del_me == {'b': 2})
---
a = [1.0, 2.0]
a[0] = a[0] * 3
print(a, f"{a[0]:.2f} {a}", "%d items" % len(a))
---
a = [1, 2, 3]
a[1:2] = []
print(a)
---
m = [[0] * 2 for _ in range(2)]
m[0][1] = 5
print(m)
---
m = [[0] * 2] * 2
m[0][1] = 5
print(m)
---
a = [[1, 2], [3, 4]]
b = a[0]
b[0] = 9
b.append(5)
c = a[1]
a[1] += [7]
print(a, b, c)
---
a = [1, 2]
d = {'k': a}
l = [a, a]
def f(z):
    z.append(len(z))
    return z
f(d['k'])
e = f(a)
e[0] = 7
print(a, d, l, e)
---
a = [[1.5, 2.5], [3.5, 4.5]]
for r in a:
    r.append(0.5)
print(a, len(a))
---
a = [3.5, 1.5]
def g():
    b = a
    b.sort()
    return b
c = g()
c.insert(1, 2.5)
print(a, sum(a), max(a))
---
class A:
    def __init__(self, l):
        self.l = l
q = [1, 2]
z = A(q)
z.l.append(3)
z.l += [4]
print(q, z.l)
---
a = [1, 2, 3]
a *= 2
b = a
b += (9,)
print(a)
---
a = [1, 2, 3]
a[0] = 'x'
a[1] = [5]
print(a)
---
a = [1, 2, 3, 4]
for v in a:
    if v < 3: a.remove(v)
print(a)
---
a = [1]
for v in a:
    if v < 4: a.append(v + 1)
print(a, [v for v in a])
---
a = [[1, 2], [3]]
for r in a:
    r += [0]
for i, r in enumerate(a): r.append(i)
print(a)
""".strip("\n").split("\n---\n")
