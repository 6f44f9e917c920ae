"""Programs in PyTorch that state a derivative of their own, as lessons print them. Written for these tests."""

from lessons_gradients import TORCH_GRADIENTS

TORCH_STATED = TORCH_GRADIENTS | {
    "set up apart": """import torch
class F(torch.autograd.Function):
    @staticmethod
    def forward(x, k):
        return x * k
    @staticmethod
    def setup_context(ctx, inputs, output):
        x, k = inputs
        ctx.save_for_backward(x)
        ctx.k = k
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * ctx.k, None
x = torch.tensor([1.0, 2.0], requires_grad=True)
F.apply(x, 3.0).sum().backward()
print(x.grad)
""",
    "a swish in a module": """import torch
import torch.nn as nn
class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        result = i * torch.sigmoid(i)
        ctx.save_for_backward(i)
        return result
    @staticmethod
    def backward(ctx, grad_output):
        i = ctx.saved_tensors[0]
        sigmoid_i = torch.sigmoid(i)
        return grad_output * (sigmoid_i * (1 + i * (1 - sigmoid_i)))
class SwishModule(nn.Module):
    def forward(self, input_tensor):
        return Swish.apply(input_tensor)
net = nn.Sequential(nn.Linear(2, 3), SwishModule(), nn.Linear(3, 1))
for k, p in enumerate(net.parameters()):
    nn.init.constant_(p, 0.1 * (k + 1))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
X = torch.tensor([[1.0, 2.0], [0.3, -0.4]])
for e in range(3):
    opt.zero_grad()
    loss = (net(X) ** 2).mean()
    loss.backward()
    opt.step()
    print(loss.item())
print(net[0].weight)
with torch.no_grad():
    print(net(X))
""",
    "a loss with a stated derivative": """import torch
class SoftmaxCE(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        p = torch.softmax(logits, dim=1)
        ctx.save_for_backward(p, target)
        return -torch.log(p[torch.arange(len(target)), target]).mean()
    @staticmethod
    def backward(ctx, grad_output):
        p, target = ctx.saved_tensors
        g = p.clone()
        g[torch.arange(len(target)), target] -= 1
        return grad_output * g / len(target), None
l = torch.tensor([[1.0, 2.0, 0.5], [0.1, -1.0, 0.3]], requires_grad=True)
t = torch.tensor([2, 0])
loss = SoftmaxCE.apply(l, t)
loss.backward()
print(loss, l.grad)
""",
    "a step with a surrogate": """import torch
class Step(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return (x > 0).float()
    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        alpha = 2.0
        grad = grad_output * (alpha / (2 * (1 + (torch.pi / 2 * alpha * x) ** 2)))
        return grad
x = torch.tensor([0.3, -0.7], requires_grad=True)
s = Step.apply(x)
(s * torch.tensor([1.0, 2.0])).sum().backward()
print(s, x.grad)
mem = torch.zeros(2)
w = torch.tensor(0.6, requires_grad=True)
spikes = []
for t in range(4):
    mem = 0.9 * mem + w * torch.tensor([1.0, 0.5])
    spk = Step.apply(mem - 1)
    mem = mem - spk
    spikes.append(spk)
loss = (torch.stack(spikes).sum() - 3) ** 2
loss.backward()
print(loss, w.grad)
""",
    "a polynomial with a stated derivative": """import torch
import math
class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return 0.5 * (5 * input ** 3 - 3 * input)
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        return grad_output * 1.5 * (5 * input ** 2 - 1)
dtype = torch.float
x = torch.linspace(-math.pi, math.pi, 20, dtype=dtype)
y = torch.sin(x)
a = torch.full((), 0.0, dtype=dtype, requires_grad=True)
b = torch.full((), -1.0, dtype=dtype, requires_grad=True)
c = torch.full((), 0.0, dtype=dtype, requires_grad=True)
d = torch.full((), 0.3, dtype=dtype, requires_grad=True)
learning_rate = 5e-4
for t in range(3):
    P3 = LegendrePolynomial3.apply
    y_pred = a + b * P3(c + d * x)
    loss = (y_pred - y).pow(2).sum()
    print(t, loss.item())
    loss.backward()
    with torch.no_grad():
        a -= learning_rate * a.grad
        b -= learning_rate * b.grad
        c -= learning_rate * c.grad
        d -= learning_rate * d.grad
        a.grad = None
        b.grad = None
        c.grad = None
        d.grad = None
print(f'Result: y = {a.item()} + {b.item()} * P3({c.item()} + {d.item()} x)')
print(a, b, c, d)
""",
    "a relu of one's own": """import torch
class MyReLU(torch.autograd.Function):
    '''
    We can implement our own custom autograd Functions
    '''
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return input.clamp(min=0)
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input < 0] = 0
        return grad_input
x = torch.sin(torch.arange(6.0)).reshape(2, 3)
y = torch.cos(torch.arange(4.0)).reshape(2, 2)
w1 = (torch.sin(torch.arange(12.0) * 2)).reshape(3, 4).requires_grad_()
w2 = (torch.cos(torch.arange(8.0) * 3)).reshape(4, 2).requires_grad_()
relu = MyReLU.apply
for t in range(2):
    y_pred = relu(x.mm(w1)).mm(w2)
    loss = (y_pred - y).pow(2).sum()
    print(t, loss.item())
    loss.backward()
    with torch.no_grad():
        w1 -= 0.1 * w1.grad
        w2 -= 0.1 * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
print(w1, w2)
""",
    "a stated linear layer": """import torch
from torch.autograd import Function
class LinearFunction(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output
    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias
x = torch.tensor([[1.0, 2.0], [3.0, -1.0], [0.5, 0.2]], requires_grad=True)
w = torch.tensor([[0.1, 0.2], [-0.3, 0.4]], requires_grad=True)
b = torch.tensor([0.5, -0.5], requires_grad=True)
y = LinearFunction.apply(x, w, b)
(y ** 2).sum().backward()
print(y, x.grad, w.grad, b.grad)
z = LinearFunction.apply(x.detach(), w)
g, = torch.autograd.grad(z.pow(3).sum(), w)
print(g)
""",
    "stated otherwise than computed": """import torch
class Sign(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.sign(x)
    @staticmethod
    def backward(ctx, g):
        return g
class Scaled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return x * k
    @staticmethod
    def backward(ctx, g):
        return g * ctx.k * 100, None
class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.neg() * ctx.alpha, None
x = torch.tensor([0.5, -2.0], requires_grad=True)
y = (Sign.apply(x) * x + Scaled.apply(x, 3.0)).sum() + Reverse.apply(x, 0.5).pow(2).sum()
y.backward()
print(y, x.grad)
""",
    "stated and taken twice": """import torch
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result
    @staticmethod
    def backward(ctx, grad_output):
        result, = ctx.saved_tensors
        return grad_output * result
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        return grad_output * 3 * x ** 2
x = torch.tensor(0.7, requires_grad=True)
y = Exp.apply(x) * Cube.apply(x)
g, = torch.autograd.grad(y, x, create_graph=True)
h, = torch.autograd.grad(g, x, create_graph=True)
print(y, g, h)
(g ** 2).backward()
print(x.grad)
for k in range(2):
    v = torch.tensor([0.1, 0.4], requires_grad=True)
    Exp.apply(v).sum().backward()
    print(v.grad)
""",
}
