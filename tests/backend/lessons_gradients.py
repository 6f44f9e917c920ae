"""Programs in PyTorch that state a derivative of their own: which gradients are asked for and given. Written for these tests."""

TORCH_GRADIENTS = {
    "what needs a gradient": """import torch
class Mul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b
    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        ga = gb = None
        if ctx.needs_input_grad[0]:
            ga = g * b
        if ctx.needs_input_grad[1]:
            gb = g * a
        return ga, gb
x = torch.tensor(3.0, requires_grad=True)
w = torch.tensor([1.0, 2.0], requires_grad=True)
h = x
for i in range(2):
    h = Mul.apply(h * 0.5, w.sum())
h.backward()
print(x.grad, w.grad)
print(torch.autograd.functional.jacobian(lambda q: Mul.apply(q, torch.tensor(2.0)), torch.tensor(3.0)))
print(torch.autograd.functional.jacobian(lambda q: Mul.apply(q, q), torch.tensor([3.0, 1.0])))
""",
    "what was broadcast": """import torch
class Affine(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, k, b):
        ctx.save_for_backward(a, k)
        return a * k + b
    @staticmethod
    def backward(ctx, g):
        a, k = ctx.saved_tensors
        return g * k, g * a, g
a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
k = torch.tensor(2.0, requires_grad=True)
b = torch.tensor([0.5, -0.5], requires_grad=True)
(Affine.apply(a, k, b) ** 2).sum().backward()
print(a.grad, k.grad, b.grad)
""",
    "a rule that is stated by another": """import torch
from torch.autograd.function import once_differentiable
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a * a
    @staticmethod
    def backward(ctx, g):
        a, = ctx.saved_tensors
        return Mul.apply(g, 2 * a)
class Mul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b
    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        return g * b * 10, g * a * 100
class Triple(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        return a * b
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        return g * 3, None
x = torch.tensor([3.0, 1.0], requires_grad=True)
g, = torch.autograd.grad(Square.apply(x).sum(), x, create_graph=True)
print(g, torch.autograd.grad(g.sum(), x))
Triple.apply(x, 2.0).sum().backward()
print(x.grad)
""",
    "several results": """import torch
class Two(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b, a + b.sum()
    @staticmethod
    def backward(ctx, g, h):
        a, b = ctx.saved_tensors
        return g * b * 2 + h * 30 * a, g * a + h.sum()
a = torch.tensor([3.0, 1.0], requires_grad=True)
b = torch.tensor([0.5, -1.0], requires_grad=True)
u, v = Two.apply(a, b)
(u * 2 + v ** 2).sum().backward()
print(a.grad, b.grad)
u, v = Two.apply(a, b)
g, = torch.autograd.grad(v.sum(), a, create_graph=True)
print(g, torch.autograd.grad(g.sum(), a))
""",
}
