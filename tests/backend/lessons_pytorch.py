"""Programs as lessons on PyTorch print them: tensors, training and small models. Written for these tests."""

TORCH_LESSONS = {
    "parts of a tensor": """import torch
x = torch.arange(6.0).reshape(2, 3).requires_grad_(True)
a, b = x.unbind(0)
print((a * b).sum())
print(x.narrow(1, 1, 2), x.select(1, 0), torch.unbind(x, dim=1)[2], torch.narrow(x, 0, 0, 1), torch.select(x, 0, 1))
y = (x.narrow(1, 0, 2) ** 2).sum() + x.select(0, 1).prod()
y.backward()
print(x.grad)
""",
    "batch norm as a function": """import torch
import torch.nn.functional as F
x = torch.tensor([[1.0, 2.0], [3.0, 5.0], [4.0, 4.5]], requires_grad=True)
g = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor([0.1, 0.2], requires_grad=True)
rm, rv = torch.zeros(2), torch.ones(2)
y = F.batch_norm(x, rm, rv, g, b, training=True)
print(y, rm, rv)
(y ** 3).sum().backward()
print(x.grad, g.grad, b.grad)
z = F.batch_norm(x, rm, rv)
print(z)
w = F.rms_norm(x, (2,), weight=g)
print(w)
w = F.rms_norm(x, (2,), eps=1e-6)
print(w)
""",
    "entries put by places": """import torch
scores = torch.arange(9.0).reshape(3, 3)
mask = torch.tril(torch.ones(3, 3)) == 0
scores.masked_fill_(mask, float('-inf'))
p = torch.softmax(scores, dim=-1)
print(p)
z = torch.zeros(4)
z.index_add_(0, torch.tensor([0, 2, 0]), torch.tensor([1.0, 2.0, 3.0]))
print(z)
oh = torch.zeros(3, 4)
oh.scatter_(1, torch.tensor([[1], [3], [0]]), 1.0)
print(oh)
oh = torch.zeros(3, 4).scatter_(1, torch.tensor([1, 2, 3]).unsqueeze(1), 1)
print(oh)
q = torch.zeros(4).scatter_add_(0, torch.tensor([1, 1]), torch.tensor([2.0, 3.0]))
print(q)
i = torch.where(torch.tensor([0.0, 1.0, 2.0]) > 0.5)[0]
print(i)
print(torch.nonzero(torch.tensor([0.0, 1.0, 2.0])))
print((torch.tensor([0.0, 1.0, 2.0]) > 0.5).nonzero(as_tuple=True)[0])
e = torch.empty(3, 3)
torch.nn.init.eye_(e)
print(e)
""",
    "schedulers": """import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
s = torch.optim.lr_scheduler.LinearLR(opt, start_factor=0.5, total_iters=4)
for k in range(6):
    opt.zero_grad()
    (w ** 2).sum().backward()
    opt.step()
    s.step()
    print(s.get_last_lr()[0], w)
opt = torch.optim.SGD([w], lr=0.1)
s = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=0.5, total_steps=10)
for k in range(9):
    opt.zero_grad()
    (w ** 2).sum().backward()
    opt.step()
    print(opt.param_groups[0]['lr'], w)
    s.step()
opt = torch.optim.SGD([w], lr=0.1)
s = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, mode='min', factor=0.5, patience=1)
for loss in [1.0, 0.9, 0.95, 0.95, 0.95, 0.95, 0.95]:
    s.step(loss)
    print(opt.param_groups[0]['lr'])
""",
    "batches from a loader": """import torch
from torch.utils.data import TensorDataset, DataLoader
X = torch.arange(12.0).reshape(6, 2) / 10
y = X.sum(dim=1, keepdim=True)
ds = TensorDataset(X, y)
dl = DataLoader(ds, batch_size=4)
w = torch.zeros(2, 1, requires_grad=True)
print(len(ds), len(dl))
for epoch in range(2):
    for xb, yb in dl:
        loss = ((xb @ w - yb) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
            w.grad.zero_()
        print(loss.item())
print(ds[0][1], w)
""",
    "a dataset of one's own": """import torch
from torch.utils.data import Dataset, DataLoader
class Points(Dataset):
    def __init__(self, n):
        self.x = torch.linspace(-1, 1, n)
        self.y = self.x ** 2
    def __len__(self):
        return len(self.x)
    def __getitem__(self, idx):
        return self.x[idx], self.y[idx]
data = Points(5)
print(len(data), data[1])
for xb, yb in DataLoader(data, batch_size=2, shuffle=False):
    print(xb, yb)
""",
    "policy gradient": """import torch
import torch.nn as nn
from torch.distributions import Categorical
logits_net = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2))
for k, p in enumerate(logits_net.parameters()):
    nn.init.constant_(p, 0.1 * (k + 1))
obs = torch.tensor([[0.5, 1.0], [-0.3, 0.2], [1.0, -1.0]])
acts = torch.tensor([0, 1, 1])
rewards = [1.0, 0.5, 2.0]
gamma = 0.9
returns = []
R = 0
for r in rewards[::-1]:
    R = r + gamma * R
    returns = [R] + returns
returns = torch.tensor(returns)
returns = (returns - returns.mean()) / (returns.std() + 1e-8)
logp = Categorical(logits=logits_net(obs)).log_prob(acts)
loss = -(logp * returns).mean()
loss.backward()
print(loss, logits_net[0].weight.grad, logits_net[2].bias.grad)
""",
    "distributions": """import torch
from torch.distributions import Normal, Categorical, Bernoulli, kl_divergence
from torch.distributions.normal import Normal as N
mu = torch.tensor([0.5, -1.0], requires_grad=True)
ls = torch.tensor([0.1, 0.3], requires_grad=True)
d = Normal(mu, ls.exp())
a = torch.tensor([0.2, 0.4])
loss = -(d.log_prob(a) * torch.tensor([1.0, 2.0])).sum() - 0.01 * d.entropy().sum()
loss = loss + kl_divergence(d, Normal(torch.zeros(2), torch.ones(2))).sum()
loss.backward()
print(loss, mu.grad, ls.grad, d.mean, d.stddev)
c = Categorical(probs=torch.tensor([0.2, 0.5, 0.3]))
print(c.log_prob(torch.tensor(1)), c.entropy())
print(c.probs, Bernoulli(logits=mu).log_prob(torch.tensor([1.0, 0.0])), Bernoulli(torch.tensor([0.3])).entropy())
x = c.sample()
""",
    "newton": """import torch
x = torch.tensor(2.0, requires_grad=True)
f = lambda x: x ** 3 - 2 * x - 5
for i in range(4):
    y = f(x)
    dy, = torch.autograd.grad(y, x)
    with torch.no_grad():
        x = x - y / dy
    x.requires_grad_(True)
    print(i, x.item())
def newton(f, x, n):
    for _ in range(n):
        g = torch.autograd.grad(f(x), x, create_graph=True)[0]
        H = torch.stack([torch.autograd.grad(g[k], x, retain_graph=True)[0] for k in range(len(x))])
        x = (x - torch.linalg.solve(H, g)).detach().requires_grad_()
    return x
print(newton(lambda p: (p[0] - 1) ** 4 + (p[1] + 2) ** 2 + p[0] * p[1], torch.tensor([2.0, 1.0], requires_grad=True), 3))
""",
    "jacobian of softmax": """import torch
z = torch.tensor([1.0, 2.0, 0.5], requires_grad=True)
p = torch.softmax(z, dim=0)
J = torch.zeros(3, 3)
for i in range(3):
    g, = torch.autograd.grad(p[i], z, retain_graph=True)
    J[i] = g
print(J)
print(torch.diag(p) - torch.outer(p, p))
v = torch.tensor([1.0, 0.0, -1.0])
f = (p * z).sum()
g, = torch.autograd.grad(f, z, create_graph=True)
hv, = torch.autograd.grad(g @ v, z)
print(hv)
print(torch.autograd.functional.hvp(lambda z: (torch.softmax(z, 0) * z).sum(), z, v)[1])
""",
    "softmax regression": """import torch
from torch import nn
W = torch.zeros((2, 3), requires_grad=True)
b = torch.zeros(3, requires_grad=True)
def softmax(X):
    X_exp = torch.exp(X)
    partition = X_exp.sum(1, keepdim=True)
    return X_exp / partition
def net(X):
    return softmax(torch.matmul(X.reshape((-1, W.shape[0])), W) + b)
def cross_entropy(y_hat, y):
    return - torch.log(y_hat[range(len(y_hat)), y])
def accuracy(y_hat, y):
    if len(y_hat.shape) > 1 and y_hat.shape[1] > 1:
        y_hat = y_hat.argmax(axis=1)
    cmp = y_hat.type(y.dtype) == y
    return float(cmp.type(y.dtype).sum())
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for param in params:
            param -= lr * param.grad / batch_size
            param.grad.zero_()
X = torch.tensor([[1.0, 2.0], [0.5, -1.0], [-1.0, 0.3]])
y = torch.tensor([0, 2, 1])
for epoch in range(2):
    l = cross_entropy(net(X), y)
    l.sum().backward()
    sgd([W, b], 0.1, X.shape[0])
    print(epoch + 1, float(l.sum()), accuracy(net(X), y) / len(y))
print(W)
""",
    "linear regression": """import torch
from torch import nn
def synthetic_data(w, b, num_examples):
    X = torch.sin(torch.arange(num_examples * len(w)).float()).reshape(num_examples, len(w))
    y = torch.matmul(X, w) + b
    return X, y.reshape((-1, 1))
true_w = torch.tensor([2, -3.4])
true_b = 4.2
features, labels = synthetic_data(true_w, true_b, 6)
net = nn.Sequential(nn.Linear(2, 1))
net[0].weight.data.fill_(0.01)
net[0].bias.data.fill_(0)
loss = nn.MSELoss()
trainer = torch.optim.SGD(net.parameters(), lr=0.03)
for epoch in range(3):
    l = loss(net(features), labels)
    trainer.zero_grad()
    l.backward()
    trainer.step()
    print(f'epoch {epoch + 1}, loss {l:f}')
w = net[0].weight.data
print('error in estimating w:', true_w - w.reshape(true_w.shape))
""",
    "derivatives of functions": """import torch
from torch.func import grad, vmap, jacrev, jacfwd, hessian, functional_call
def f(w, x, y):
    return ((x @ w - y) ** 2).mean()
w = torch.tensor([1.0, -0.5])
X = torch.tensor([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]])
Y = torch.tensor([1.0, 0.0, 2.0])
print(grad(f)(w, X, Y))
per = vmap(grad(f), in_dims=(None, 0, 0))(w, X, Y)
print(per)
print(jacrev(lambda w: torch.tanh(X @ w))(w), jacfwd(lambda w: torch.tanh(X @ w))(w))
print(hessian(f)(w, X, Y))
from torch.autograd.functional import jacobian, vjp, jvp
print(jacobian(lambda w: torch.exp(w), w))
print(torch.autograd.functional.hessian(lambda w: (w ** 3).sum(), w))
print(vjp(lambda w: w ** 2, w, torch.ones(2))[1], jvp(lambda w: w ** 2, (w,), (torch.ones(2),))[1])
print(jacobian(lambda a, b: a * b, (w, w)))
import torch.nn as nn
m = nn.Linear(2, 1)
nn.init.constant_(m.weight, 0.5)
nn.init.constant_(m.bias, 0.1)
params = {k: v.detach() for k, v in m.named_parameters()}
def loss(params, x, y):
    out = functional_call(m, params, (x,))
    return ((out - y) ** 2).mean()
g = grad(loss)(params, X, Y.unsqueeze(1))
print(g['weight'], g['bias'])
""",
}
