import mlp_step_torch_sgd
import torch
from training_torch import run

__all__ = ["run"]


def set_up(inputs, options):
    return mlp_step_torch_sgd.set_up(inputs, options, torch.optim.AdamW)
