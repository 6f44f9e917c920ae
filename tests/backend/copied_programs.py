"""Texts in which a list is copied, whole or with all that is in it."""

PROGRAMS = """
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
