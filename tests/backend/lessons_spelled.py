"""Functions of the libraries by the value and the slope they have: a program for each, which prints both."""

_TORCH = """import torch
import torch.nn as nn
import torch.nn.functional as F
x = ({start}).requires_grad_()
y = {expression}
w = torch.linspace(-1.0, 2.0, y.numel()).reshape(y.shape)
(y * w * y).sum().backward()
print(y.detach(), x.grad)
"""
_IMAGE = "torch.arange(1.0, 33.0).reshape(1, 2, 4, 4) ** 0.5"
_TORCH_CALLS = {
    _IMAGE: """
        F.pad(x, (1, 2, 3, 0), mode='reflect')
        F.pad(x, (1, 2, 3, 0), mode='replicate')
        F.pad(x, (0, 1, 2, 2), mode='circular')
        nn.ZeroPad2d(2)(x)
        nn.ReflectionPad2d(2)(x)
        nn.ReflectionPad1d(1)(x[0])
        nn.ReplicationPad2d((1, 0, 2, 1))(x)
        nn.CircularPad2d(1)(x)
        nn.ConstantPad2d((1, 0, 2, 1), 3.5)(x)
        F.interpolate(x, scale_factor=2)
        F.interpolate(x, scale_factor=(2, 1.5))
        F.interpolate(x, scale_factor=0.5, mode='bilinear')
        F.interpolate(x, size=(7, 5))
        F.interpolate(x, size=(7, 5), mode='bilinear')
        F.interpolate(x, size=(7, 3), mode='bilinear', align_corners=True)
        F.interpolate(x[0], scale_factor=2, mode='linear')
        nn.Upsample(scale_factor=3)(x)
        nn.UpsamplingNearest2d(scale_factor=2)(x)
        nn.UpsamplingBilinear2d(scale_factor=2)(x)
        F.unfold(x, (3, 2), padding=1, stride=2)
        F.unfold(x[0], 2, dilation=2, padding=(1, 0))
        nn.Unfold(2)(x)
        nn.PixelShuffle(2)(x.reshape(8, 2, 2))
        nn.PixelUnshuffle(2)(x)
    """,
    "torch.tensor([0.3, 0.7, 0.45, -1.0])": """
        torch.stack(torch.meshgrid(x, x * x, indexing='ij'))
        torch.meshgrid([x, x[:2]], indexing='xy')[1]
        torch.hypot(x, 2 * x[0])
        torch.logaddexp(x, x[0] * 3)
        torch.median(x)
        torch.quantile(x, 0.3)
        torch.gradient(x)[0]
        x.diagflat(-1)
        (x * 1).pow_(3)
    """,
    "torch.tensor([1.0, 2.0, 2.0, 2.0, 5.0])": "x.median()",
    "torch.tensor([[0.3, 0.7, 0.45], [0.1, 0.9, 0.5]])": """
        x.median(dim=1).values
        torch.median(x, 0, keepdim=True)[0]
        torch.quantile(x, torch.tensor([0.25, 0.5]), dim=1)
        x.quantile(0.5, dim=0, keepdim=True)
        torch.gradient(x, spacing=0.5)[1]
        torch.gradient(x, dim=1)[0]
        torch.cov(x)
        torch.corrcoef(x)
        torch.linalg.pinv(x)
        torch.linalg.pinv(x.T)
        torch.pinverse(torch.stack([x, x.flip(1)]))
    """,
    "torch.tensor([[2.0, 0.5], [-0.5, 1.5]])": """
        torch.linalg.slogdet(x)[1]
        torch.slogdet(x[:, [1, 0]]).logabsdet
        torch.linalg.slogdet(x[:, [1, 0]])[0] * x
    """,
}


def _written(program: str, calls: dict[str, str]) -> dict[str, str]:
    lines = [(start, line.strip()) for start, text in calls.items() for line in text.splitlines()]
    return {f"{line} at {start}": program.format(start=start, expression=line) for start, line in lines if line}


TORCH_SPELLED = _written(_TORCH, _TORCH_CALLS)
