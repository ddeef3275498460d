import pathlib

import torch
from transformers import BertModel

FOLDER = pathlib.Path(__file__).parents[2] / "data" / "minilm"


class Mean(torch.nn.Module):
    """The mean of the last layer's tokens, as sentence-transformers takes it."""

    def __init__(self, **options):
        super().__init__()
        self.bert = BertModel.from_pretrained(FOLDER, **options)
        self.eval()

    def forward(self, ids, mask):
        tokens = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(tokens.dtype)
        return (tokens * weights).sum(1) / weights.sum(1)


def set_up(inputs, options):
    torch.set_num_threads(2)
    ids, mask = (torch.from_numpy(inputs[name]).long() for name in ("ids", "mask"))
    return Mean(), ids, mask


def run(state):
    model, ids, mask = state
    with torch.inference_mode():
        mean = model(ids, mask)
    return lambda: {"mean": mean.flatten().tolist()}
