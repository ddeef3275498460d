import math

from torch import nn
from training_torch import run, set_up as prepare

__all__ = ["run"]

# expansion, channels, blocks, stride, kernel of each stage: table 1 of Tan & Le 2019
STAGES = [(1, 16, 1, 1, 3), (6, 24, 2, 2, 3), (6, 40, 2, 2, 5), (6, 80, 3, 2, 3), (6, 112, 3, 1, 5), (6, 192, 4, 2, 5),
          (6, 320, 1, 1, 3)]  # fmt: skip


def convolution(before, after, kernel, stride=1, groups=1):
    layers = [nn.Conv2d(before, after, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(after)]
    return nn.Sequential(*layers)


class Bottleneck(nn.Module):
    def __init__(self, before, after, expansion, stride, kernel):
        super().__init__()
        wide = before * expansion
        self.expand = nn.Identity() if expansion == 1 else nn.Sequential(convolution(before, wide, 1), nn.SiLU())
        self.filter = nn.Sequential(convolution(wide, wide, kernel, stride, wide), nn.SiLU())
        squeezed = max(1, before // 4)
        self.gate = nn.Sequential(nn.Linear(wide, squeezed), nn.SiLU(), nn.Linear(squeezed, wide), nn.Sigmoid())
        self.project = convolution(wide, after, 1)
        self.residual = stride == 1 and before == after

    def forward(self, x):
        h = self.filter(self.expand(x))
        h = self.project(h * self.gate(h.mean((2, 3)))[:, :, None, None])
        return h + x if self.residual else h


def set_up(inputs, options, channels_last=False):
    def rounded(channels):
        return max(16, math.floor(channels * 0.5 / 16 + 0.5) * 16)

    before = rounded(32)
    layers = [convolution(3, before, 3), nn.SiLU()]
    for expansion, channels, blocks, stride, kernel in STAGES:
        for i in range(math.ceil(blocks * 0.25)):
            layers.append(Bottleneck(before, rounded(channels), expansion, stride if i == 0 else 1, kernel))
            before = rounded(channels)
    head = [convolution(before, rounded(1280), 1), nn.SiLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    model = nn.Sequential(*layers, *head, nn.Linear(rounded(1280), 10))
    return prepare(inputs, options, model, (3, 28, 28), channels_last=channels_last)
