import torch
from torch import nn
from training_torch import run, set_up as prepare

__all__ = ["run"]


class Block(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        # in the order in which driftlab makes its parameters
        self.conv1 = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(after)
        skip = [nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after)]
        self.skip = nn.Identity() if stride == 1 and before == after else nn.Sequential(*skip)
        self.conv2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(after)

    def forward(self, x):
        first = torch.relu(self.norm1(self.conv1(x)))
        return torch.relu(self.norm2(self.conv2(first)) + self.skip(x))


def set_up(inputs, options, channels_last=False):
    width = 16
    layers = [nn.Conv2d(3, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    before = width
    for stage in range(4):
        after = width * 2**stage
        for i in range(2):
            layers.append(Block(before, after, 2 if stage > 0 and i == 0 else 1))
            before = after
    model = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, 10))
    return prepare(inputs, options, model, (3, 28, 28), channels_last=channels_last)
