import torch
from torch import nn
from torch.nn import functional as F
from training_torch import run, set_up as prepare

__all__ = ["run"]


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        # in the order in which driftlab makes its parameters
        self.norm1 = nn.LayerNorm(width)
        self.joined = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x):
        n, tokens, width = x.shape
        parts = self.joined(self.norm1(x)).view(n, tokens, 3, self.heads, width // self.heads)
        mixed = F.scaled_dot_product_attention(*parts.permute(2, 0, 3, 1, 4))
        x = x + self.out(mixed.transpose(1, 2).reshape(n, tokens, width))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Vit(nn.Module):
    def __init__(self, patch=4, width=64, depth=4, heads=4):
        super().__init__()
        self.patch = patch
        self.patches = nn.Linear(3 * patch * patch, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.output = nn.Linear(width, 10)
        self.positions = nn.Parameter(torch.zeros(49, width))

    def parameters(self, recurse=True):
        first = [*self.patches.parameters(), self.positions]
        return iter([*first, *self.blocks.parameters(), *self.norm.parameters(), *self.output.parameters()])

    def forward(self, x):
        n, channels, height, width = x.shape
        p = self.patch
        grid = x.view(n, channels, height // p, p, width // p, p).permute(0, 2, 4, 1, 3, 5)
        h = self.patches(grid.reshape(n, -1, channels * p * p)) + self.positions
        for block in self.blocks:
            h = block(h)
        return self.output(self.norm(h).mean(1))


def set_up(inputs, options):
    return prepare(inputs, options, Vit(), (3, 28, 28), torch.optim.AdamW)
