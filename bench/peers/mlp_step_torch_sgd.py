import torch
from torch import nn
from training_torch import run, set_up as prepare

__all__ = ["run"]


def set_up(inputs, options, optimizer=torch.optim.SGD):
    model = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    return prepare(inputs, options, model, (784,), optimizer)
