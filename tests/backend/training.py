"""What stands around the training of a network in PyTorch, written for these tests. The library prints the same numbers."""

_HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
_FALL = """w = torch.tensor([2.0, -1.0], requires_grad=True)
optimizer = {0}
{1}
for epoch in range(5):
    optimizer.zero_grad()
    (w ** 2).sum().backward()
    optimizer.step()
    {2}
    print(w, optimizer.param_groups[0]['lr'])
"""
_SGD = "torch.optim.SGD([w], lr=0.1)"


def _fall(optimizer: str, begin: str = "", step: str = "pass") -> str:
    return _HEAD + _FALL.format(optimizer, begin, step)


_RATE = "scheduler = torch.optim.lr_scheduler."
TRAINING = {
    "the rate falls in steps": _fall(_SGD, _RATE + "StepLR(optimizer, step_size=2, gamma=0.5)", "scheduler.step()"),
    "the rate falls at milestones": _fall(_SGD, _RATE + "MultiStepLR(optimizer, milestones=[1, 3])", "scheduler.step()"),
    "the rate falls evenly": _fall("torch.optim.Adam([w], lr=0.1)", _RATE + "ExponentialLR(optimizer, gamma=0.9)", "scheduler.step()"),
    "the rate follows a function": _fall(_SGD, _RATE + "LambdaLR(optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)", "scheduler.step()"),
    "the rate follows a cosine": _fall(
        _SGD, _RATE + "CosineAnnealingLR(optimizer, T_max=4, eta_min=0.01)", "scheduler.step()\n    print(scheduler.get_last_lr()[0])"
    ),
    "the rate is changed by hand": _fall(
        "torch.optim.AdamW([w], lr=0.1)", "", "for group in optimizer.param_groups:\n        group['lr'] *= 0.5"
    ),
    "RMSprop with momentum": _fall("torch.optim.RMSprop([w], lr=0.1, momentum=0.9, weight_decay=0.1)"),
    "groups of parameters": _HEAD
    + """a = torch.tensor([2.0], requires_grad=True)
b = torch.tensor([3.0], requires_grad=True)
optimizer = torch.optim.SGD([{'params': [a]}, {'params': [b], 'lr': 0.01, 'weight_decay': 0.5}], lr=0.1, momentum=0.9)
for step in range(3):
    optimizer.zero_grad()
    (a * a * b).sum().backward()
    optimizer.step()
print(a, b, len(optimizer.param_groups))
""",
    "gradients are clipped": _HEAD
    + """w = torch.tensor([3.0, 4.0], requires_grad=True)
v = torch.tensor([1.0], requires_grad=True)
((w * w).sum() * v).sum().backward()
norm = nn.utils.clip_grad_norm_([w, v], max_norm=1.0)
print(norm, w.grad, v.grad)
torch.nn.utils.clip_grad_value_([w], 0.1)
print(w.grad)
print(torch.nn.utils.clip_grad_norm_(w, 10.0), w.grad)
""",
    "weights begin as they are told": _HEAD
    + """def init(layer):
    if isinstance(layer, nn.Linear):
        nn.init.constant_(layer.weight, 0.25)
        nn.init.zeros_(layer.bias)
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
net.apply(init)
print(net(torch.tensor([[1.0, 2.0]])).item(), type(net[0]) == nn.Linear, isinstance(net[1], nn.Module))
net(torch.tensor([[1.0, 2.0]])).sum().backward()
print(net[0].weight.grad, nn.init.calculate_gain('relu'), nn.init.calculate_gain('leaky_relu', 0.2))
""",
    "weights are drawn as widely": _HEAD
    + """layer = nn.Linear(300, 200)
for draw in [nn.init.xavier_uniform_, nn.init.xavier_normal_, nn.init.kaiming_uniform_, nn.init.kaiming_normal_]:
    draw(layer.weight)
    print(round(layer.weight.std().item(), 2), round(layer.weight.mean().item(), 2))
nn.init.kaiming_normal_(layer.weight, mode='fan_out', nonlinearity='relu')
print(round(layer.weight.std().item(), 2))
nn.init.kaiming_uniform_(layer.weight, a=5 ** 0.5)
print(round(layer.weight.std().item(), 2))
print(layer.bias.abs().max().item() < 1)
""",
    "a batch norm keeps what it has seen": _HEAD
    + """bn = nn.BatchNorm1d(2)
x = torch.tensor([[1.0, 2.0], [3.0, 5.0]])
bn(x)
print(bn.running_mean, bn.running_var)
y = bn(2 * x)
print(bn.running_mean, bn.running_var)
y.sum().backward()
""",
    "class ids that are ignored": _HEAD
    + """x = torch.tensor([[1.0, 2.0], [3.0, 0.5], [0.1, 0.2]], requires_grad=True)
t = torch.tensor([0, -1, 1])
loss = F.cross_entropy(x, t, ignore_index=-1)
loss.backward()
print(loss, x.grad)
print(nn.CrossEntropyLoss(ignore_index=0)(x, torch.tensor([0, 1, 1])))
print(nn.CrossEntropyLoss(weight=torch.tensor([1.0, 3.0]), ignore_index=-1)(x, t))
print(F.nll_loss(F.log_softmax(x, 1), t, ignore_index=-1, reduction='none'))
u = torch.tensor([0, -100, 1])
print(F.cross_entropy(x, u), nn.CrossEntropyLoss()(x, u), F.nll_loss(x, u, reduction='sum'), nn.NLLLoss()(x, u))
print(F.cross_entropy(x, u, weight=torch.tensor([1.0, 3.0])), F.cross_entropy(x, torch.tensor([0, 0, 1])))
""",
    "weights are copied from one net to another": _HEAD
    + """one, other = nn.Linear(2, 1), nn.Linear(2, 1)
other.load_state_dict(one.state_dict())
print((one.weight - other.weight).abs().sum(), len(one.state_dict()))
for name, value in one.state_dict().items():
    print(name, value.dim())
print(nn.AdaptiveAvgPool2d((1, 1))(torch.arange(8.0).reshape(1, 2, 2, 2)))
""",
    "gradients by hand beside those of the library": _HEAD
    + """x = torch.tensor([1.0, 2.0], requires_grad=True)
(x ** 2).sum().backward()
def cmp(s, dt, t):
    ex = torch.all(dt == t.grad).item()
    app = torch.allclose(dt, t.grad)
    maxdiff = (dt - t.grad).abs().max().item()
    print(f'{s:15s} | exact: {str(ex):5s} | approximate: {str(app):5s} | maxdiff: {maxdiff}')
cmp('x', 2 * x, x)
cmp('wrong', 3 * x, x)
print(x.grad)
""",
}
