import contextlib
import io
import tempfile

import numpy
import onnxruntime
import onnxscript  # noqa: F401  torch.onnx wants it
import torch
from bert_torch import Mean


def set_up(inputs, options):
    ids, mask = (inputs[name].astype(numpy.int64) for name in ("ids", "mask"))
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 2
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/bert.onnx"
        sizes = {0: torch.export.Dim("n"), 1: torch.export.Dim("tokens")}
        # what the exporter says would be taken for an answer
        with contextlib.redirect_stdout(io.StringIO()):
            torch.onnx.export(
                Mean(attn_implementation="eager"),
                (torch.from_numpy(ids), torch.from_numpy(mask)),
                path,
                dynamo=True,
                input_names=["ids", "mask"],
                dynamic_shapes={"ids": sizes, "mask": sizes},
            )
        session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
    return session, {"ids": ids, "mask": mask}


def run(state):
    session, feeds = state
    (mean,) = session.run(None, feeds)
    return lambda: {"mean": mean.ravel().tolist()}
