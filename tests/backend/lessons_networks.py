"""Programs as lessons on networks print them, in PyTorch. Written for these tests."""

NETWORKS = {
    "a character model": """import torch
import torch.nn.functional as F
g = torch.Generator().manual_seed(2147483647)
words = ['emma', 'olivia']
chars = sorted(list(set(''.join(words))))
stoi = {s: i + 1 for i, s in enumerate(chars)}
stoi['.'] = 0
itos = {i: s for s, i in stoi.items()}
block_size = 3
X, Y = [], []
for w in words:
    context = [0] * block_size
    for ch in w + '.':
        ix = stoi[ch]
        X.append(context)
        Y.append(ix)
        context = context[1:] + [ix]
X = torch.tensor(X)
Y = torch.tensor(Y)
print(X.shape, Y.shape)
C = torch.sin(torch.arange(18.0)).reshape(9, 2)
W1 = torch.cos(torch.arange(24.0)).reshape(6, 4)
b1 = torch.zeros(4)
W2 = torch.sin(torch.arange(36.0) * 2).reshape(4, 9)
b2 = torch.zeros(9)
parameters = [C, W1, b1, W2, b2]
print(sum(p.nelement() for p in parameters))
for p in parameters:
    p.requires_grad = True
for i in range(2):
    ix = torch.arange(0, X.shape[0], 2)
    emb = C[X[ix]]
    h = torch.tanh(emb.view(-1, 6) @ W1 + b1)
    logits = h @ W2 + b2
    loss = F.cross_entropy(logits, Y[ix])
    for p in parameters:
        p.grad = None
    loss.backward()
    lr = 0.1 if i < 1 else 0.01
    for p in parameters:
        p.data += -lr * p.grad
    print(loss.item())
print(C)
""",
    "batch norm backwards by hand": """import torch
n = 4
hprebn = torch.sin(torch.arange(12.0)).reshape(4, 3).requires_grad_(True)
bngain = torch.ones((1, 3)) * 1.1
bnbias = torch.ones((1, 3)) * 0.1
bngain.requires_grad = True
bnbias.requires_grad = True
Yb = torch.tensor([0, 2, 1, 0])
bnmeani = 1/n*hprebn.sum(0, keepdim=True)
bndiff = hprebn - bnmeani
bndiff2 = bndiff**2
bnvar = 1/(n-1)*(bndiff2).sum(0, keepdim=True)
bnvar_inv = (bnvar + 1e-5)**-0.5
bnraw = bndiff * bnvar_inv
hpreact = bngain * bnraw + bnbias
logit_maxes = hpreact.max(1, keepdim=True).values
norm_logits = hpreact - logit_maxes
counts = norm_logits.exp()
counts_sum = counts.sum(1, keepdims=True)
counts_sum_inv = counts_sum**-1
probs = counts * counts_sum_inv
logprobs = probs.log()
loss = -logprobs[range(n), Yb].mean()
for t in [logprobs, probs, counts, norm_logits, hpreact, bnraw, bnvar_inv]:
    t.retain_grad()
loss.backward()
dlogprobs = torch.zeros_like(logprobs)
dlogprobs[range(n), Yb] = -1.0/n
dprobs = (1.0 / probs) * dlogprobs
dcounts_sum_inv = (counts * dprobs).sum(1, keepdim=True)
dcounts = counts_sum_inv * dprobs
dcounts_sum = (-counts_sum**-2) * dcounts_sum_inv
dcounts += torch.ones_like(counts) * dcounts_sum
dnorm_logits = counts * dcounts
dhpreact = dnorm_logits.clone()
dlogit_maxes = (-dnorm_logits).sum(1, keepdim=True)
import torch.nn.functional as F
dhpreact += F.one_hot(hpreact.max(1).indices, num_classes=hpreact.shape[1]) * dlogit_maxes
def cmp(s, dt, t):
    ex = torch.all(dt == t.grad).item()
    app = torch.allclose(dt, t.grad)
    maxdiff = (dt - t.grad).abs().max().item()
    print(f'{s:15s} | exact: {str(ex):5s} | approximate: {str(app):5s} | maxdiff: {maxdiff}')
cmp('logprobs', dlogprobs, logprobs)
cmp('probs', dprobs, probs)
cmp('counts', dcounts, counts)
cmp('hpreact', dhpreact, hpreact)
dhprebn = bngain*bnvar_inv/n * (n*dhpreact - dhpreact.sum(0) - n/(n-1)*bnraw*(dhpreact*bnraw).sum(0))
cmp('hprebn', dhprebn, hprebn)
print(dhprebn)
""",
    "heads of attention": """import torch
import torch.nn as nn
from torch.nn import functional as F
torch.manual_seed(1337)
B, T, C = 2, 4, 6
x = torch.sin(torch.arange(48.0)).view(B, T, C)
class Head(nn.Module):
    ''' one head of self-attention '''
    def __init__(self, head_size):
        super().__init__()
        self.key = nn.Linear(C, head_size, bias=False)
        self.query = nn.Linear(C, head_size, bias=False)
        self.value = nn.Linear(C, head_size, bias=False)
        self.register_buffer('tril', torch.tril(torch.ones(T, T)))
        self.dropout = nn.Dropout(0.0)
    def forward(self, x):
        B, T, C = x.shape
        k = self.key(x)
        q = self.query(x)
        wei = q @ k.transpose(-2, -1) * k.shape[-1]**-0.5
        wei = wei.masked_fill(self.tril[:T, :T] == 0, float('-inf'))
        wei = F.softmax(wei, dim=-1)
        wei = self.dropout(wei)
        v = self.value(x)
        out = wei @ v
        return out
class MultiHead(nn.Module):
    def __init__(self, n, size):
        super().__init__()
        self.heads = nn.ModuleList([Head(size) for _ in range(n)])
        self.proj = nn.Linear(size * n, C)
    def forward(self, x):
        out = torch.cat([h(x) for h in self.heads], dim=-1)
        return self.proj(out)
m = MultiHead(2, 3)
for k, p in enumerate(m.parameters()):
    nn.init.constant_(p, 0.1 + 0.05 * k)
ln = nn.LayerNorm(C)
y = x + m(ln(x))
loss = (y ** 2).mean()
loss.backward()
print(loss, m.heads[0].key.weight.grad, m.heads[1].value.weight.grad, m.proj.bias.grad)
""",
    "a variational autoencoder": """import torch
import torch.nn as nn
import torch.nn.functional as F
class VAE(nn.Module):
    def __init__(self):
        super(VAE, self).__init__()
        self.fc1 = nn.Linear(4, 3)
        self.fc21 = nn.Linear(3, 2)
        self.fc22 = nn.Linear(3, 2)
        self.fc3 = nn.Linear(2, 3)
        self.fc4 = nn.Linear(3, 4)
    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)
    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5*logvar)
        eps = torch.ones_like(std) * 0.3
        return mu + eps*std
    def decode(self, z):
        h3 = F.relu(self.fc3(z))
        return torch.sigmoid(self.fc4(h3))
    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 4))
        z = self.reparameterize(mu, logvar)
        return self.decode(z), mu, logvar
def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 4), reduction='sum')
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return BCE + KLD
model = VAE()
for k, p in enumerate(model.parameters()):
    nn.init.constant_(p, 0.1 * (k + 1))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
data = torch.tensor([[0.1, 0.9, 0.4, 0.6], [0.7, 0.2, 0.3, 0.5]])
model.train()
for epoch in range(2):
    optimizer.zero_grad()
    recon_batch, mu, logvar = model(data)
    loss = loss_function(recon_batch, data, mu, logvar)
    loss.backward()
    optimizer.step()
    print(loss.item() / len(data))
""",
    "skip-gram": """import torch
import torch.nn as nn
import torch.nn.functional as F
V, D = 6, 3
center = nn.Embedding(V, D)
context = nn.Embedding(V, D)
with torch.no_grad():
    center.weight.copy_(torch.sin(torch.arange(18.0)).reshape(V, D))
    context.weight.copy_(torch.cos(torch.arange(18.0)).reshape(V, D))
c = torch.tensor([1, 2])
o = torch.tensor([3, 4])
neg = torch.tensor([[0, 5], [1, 3]])
v = center(c)
u = context(o)
n = context(neg)
pos = F.logsigmoid((v * u).sum(1))
negs = F.logsigmoid(-torch.bmm(n, v.unsqueeze(2)).squeeze(2)).sum(1)
loss = -(pos + negs).mean()
loss.backward()
print(loss, center.weight.grad, context.weight.grad)
""",
    "lstm by hand": """import torch
def lstm_cell(x, h, c, Wx, Wh, b):
    gates = x @ Wx + h @ Wh + b
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
    g = torch.tanh(g)
    c = f * c + i * g
    h = o * torch.tanh(c)
    return h, c
H, D = 2, 3
Wx = (torch.sin(torch.arange(D * 4 * H).float()).reshape(D, 4 * H) * 0.5).requires_grad_()
Wh = (torch.cos(torch.arange(H * 4 * H).float()).reshape(H, 4 * H) * 0.5).requires_grad_()
b = torch.zeros(4 * H, requires_grad=True)
xs = torch.sin(torch.arange(12.0)).reshape(4, 1, D)
h, c = torch.zeros(1, H), torch.zeros(1, H)
outs = []
for t in range(xs.size(0)):
    h, c = lstm_cell(xs[t], h, c, Wx, Wh, b)
    outs.append(h)
loss = torch.stack(outs).pow(2).sum()
loss.backward()
print(loss, Wx.grad, Wh.grad, b.grad)
""",
}
