"""Training steps in PyTorch: a peer's script gives a model, and what is here does the rest."""

import torch
from torch import nn

torch.set_num_threads(2)


def set_up(inputs, options, model, shape, optimizer=torch.optim.SGD, channels_last=False):
    flat = torch.from_numpy(inputs["weights"]).flatten()
    start = 0
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(flat[start : start + parameter.numel()].view_as(parameter))
            start += parameter.numel()
    assert start == flat.numel(), f"{start} parameters here, {flat.numel()} there"
    x = torch.from_numpy(inputs["x"]).view(-1, *shape)
    if channels_last:
        model, x = model.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    labels = torch.from_numpy(inputs["labels"]).flatten().long()
    return model, optimizer(model.parameters(), lr=options["learningRate"]), x, labels, int(options["steps"])


def run(state):
    model, optimizer, x, labels, steps = state
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()
    return lambda: {"loss": [loss.item()]}
