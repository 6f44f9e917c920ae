"""Lines that make a view, change a tensor or copy one, with blanks for names, shapes and places. A `~` ends a line."""

VIEWS = """
{n}[{key}]
{n}[{key}]
{n}[{key}]
{n}.reshape({shape})
{n}.reshape({shape})
{n}.ravel()
{n}.flatten()
{n}[None]
{n}.squeeze()
{n}.T
{n}.swapaxes({axis}, {other})
{n}.diagonal({one})
"""
CHANGES = """
{n} += {value}
{n} -= {value}
{n} *= {value}
{n}[{key}] = {number}
{n}[{key}] *= 0.5
{n}[{key}] += {value}
{n}[{key}] = {m}
{n}[{key}] = {n}[{key}] * 0.5 + 1
{n}[{n} > 0.5] = 0.25
{n}[:] = {value}
{n}[[1, 0]] = {value}
{n}[...] = {value}
{n}[0][...] *= 2.0
{n}.reshape({shape})[0] = 0.5
for row in {n}:~    row *= 0.5
def f(a):~    a += 0.25~    return a~{n} = f({n})
l = [{n}, {m}]~l[0] *= 0.5~l[1][0] = 0.5
d = {{'a': {n}[0], 'b': {m}}}~d['a'] += 0.25~d['b'][0] *= 0.5
{n}[{key}], {m}[0] = 0.25, 0.5
for k in range(2):~    {n}[k] = {n}[k - 1] * 0.5
a, b = {n}[0], {m}~a += 0.5~b *= a.sum()
(lambda a: a)({n})[{key}] = 0.5
{n}[1:] = {n}[:-1]
"""
COPIES = """
{n} * 0.5
{n} + {value}
{value} * {n}
-{n}
+{n}
{n}[[0, 1]]
{n} - {n}.T
{n} @ {n}.T
{n}.sum(0)
sum([{n}])
({n} > 0) * {m}
{n}[{n} > 0]
{n}.T * {n}.T
{n} + {m}
{m}.reshape({shape}) * 0.5
"""
"""What both libraries write alike."""
OF_TORCH = {
    "views": """
{n}.view({shape})
{n}.view({shape})
{n}.view({shape})
{n}.permute({order})
{n}.unsqueeze({axis})
{n}.select({axis}, 0)
{n}.narrow({axis}, 0, 2)
{n}.unbind({axis})[-1]
{n}.chunk(2, {axis})[-1]
{n}.split(2, {axis})[-1]
{n}.squeeze({axis})
{n}.flatten(0, {axis})
{n}.movedim(0, {axis})
{n}.contiguous()
{n}.detach()
{n}.expand(2, *{n}.shape)
""",
    "changes": """
{n}.mul_({value})
{n}.add_({value}, alpha=0.5)
{n}.copy_({m})
{n}.fill_(0.75)
{n}.tanh_()
{n}.clamp_(-1, 1)
{n}[{key}].sub_(0.5)
{n}.view({shape})[0] = 0.5
{n}.reshape({shape}).mul_(0.5)
{n}.detach().add_(0.5)
with torch.no_grad():~    {n} *= 0.5
with torch.no_grad():~    {n}[{key}] = 0.5
""",
    "copies": """
{n}.clone()
torch.tanh({n})
torch.cat([{n}, {n}])
torch.stack([{n}, {n}], -1)
torch.where({n} > 0, {n}, 0.1)
torch.flip({n}, (0,))
{n}.clamp(-1, 1)
torch.diag({n})
torch.softmax({n}, 0)
torch.tensor({n}.detach())
torch.einsum('ij->ji', {n})
{n}.repeat(2, 1)
{n}.cumsum(0)
torch.maximum({n}, {m})
torch.relu({n})
{n}.sum(0, keepdim=True)
torch.outer({n}, {n})
{n}.sort(0)[0]
torch.tril({n})
""",
}
OF_NUMPY = {
    "views": """
{n}.transpose({order})
np.flip({n})
np.flip({n}, {axis})
np.fliplr({n})
np.flipud({n})
np.rot90({n}, {one})
np.transpose({n})
np.asarray({n})
np.ascontiguousarray({n})
np.squeeze({n})
np.diag({n})
np.split({n}, 2)[-1]
np.split({n}, [1])[-1]
np.moveaxis({n}, 0, -1)
np.expand_dims({n}, 0)
np.reshape({n}, ({shape},))
np.broadcast_to({n}, (2, *{n}.shape))
""",
    "changes": """
{n}.T[0] = 0.5
np.ravel({n})[0] = 0.5
""",
    "copies": """
{n}.copy()
np.copy({n})
np.array({n})
np.tanh({n})
{n}.astype(float)
np.concatenate([{n}, {n}])
np.stack([{n}, {n}], -1)
np.where({n} > 0, {n}, 0.1)
np.clip({n}, -1, 1)
np.roll({n}, 1)
np.tile({n}, 2)
np.cumsum({n}, 0)
np.maximum({n}, {m})
np.sum({n}, 0, keepdims=True)
np.outer({n}, {n})
np.sort({n})
""",
}
