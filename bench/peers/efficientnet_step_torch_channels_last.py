import efficientnet_step_torch
from training_torch import run

__all__ = ["run"]


def set_up(inputs, options):
    return efficientnet_step_torch.set_up(inputs, options, channels_last=True)
