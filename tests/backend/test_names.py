"""What a value is called: as the program writes it."""

import chainrule

NESTED = """import numpy as np
train = [(np.array([1., 2.]), np.array([3., 4.])), (np.array([5., 6.]), np.array([7., 8.]))]
w = np.array([0.5, -0.5])
L = 0
for x, y in train:
    L = L + np.sum((w * x - y) ** 2)"""

COPIED = """import torch
from torch import nn, optim
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)
        with torch.no_grad():
            self.fc.weight.copy_(torch.tensor([[0.5, -0.3]]))
    def forward(self, x):
        return self.fc(x)
model = Net()
opt = optim.SGD(model.parameters(), lr=0.1)
for k in range(2):
    loss = model(torch.tensor([[1., 2.]])).sum()
    opt.zero_grad()
    loss.backward()
    opt.step()"""


def test_what_lies_in_a_list_is_called_by_its_place() -> None:
    study = chainrule.study(NESTED)
    places = [f"train[{i}][{j}]" for i in (0, 1) for j in (0, 1)]
    assert study.trace()["names"] == [*places, "w", "L", "x", "y"]
    changed = chainrule.study(NESTED, vars={"train[0][1]": [0.0, 0.0]})
    assert changed.gradients["train[0][1]"].tolist() == [-1, 2]


def test_in_code_it_has_a_name_without_brackets() -> None:
    assert "train_0_1 = np.array([3.0, 4.0])" in chainrule.study(NESTED).export("numpy")


def test_a_parameter_that_was_changed_before_it_had_a_name_keeps_it_after_every_step() -> None:
    trace = chainrule.study(COPIED).trace()
    weights = [(node["version"], node["label"]) for node in trace["nodes"] if node["name"] == "model.fc.weight"]
    assert weights == [(0, "model.fc.weight"), (1, "model.fc.weight′"), (2, "model.fc.weight″")]
    assert not [node["label"] for node in trace["nodes"] if "detach" in node["label"]]
