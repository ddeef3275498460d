"""The CNN of digits behind FastAPI and ONNX Runtime: serve_fastapi.py <model.onnx> <port>. The same questions and answers as driftlab's service."""

import base64
import io
import sys

import numpy
import onnxruntime
import uvicorn
from fastapi import FastAPI
from PIL import Image
from pydantic import BaseModel, Field

path, port = sys.argv[1:]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
app = FastAPI()


class Question(BaseModel):
    images: list[str] = Field(min_length=1, max_length=1000)


class Prediction(BaseModel):
    label: str
    confidence: float
    probabilities: list[float]


class Answer(BaseModel):
    model: str
    predictions: list[Prediction]


def decode(text: str) -> numpy.ndarray:
    image = Image.open(io.BytesIO(base64.b64decode(text, validate=True))).convert("L")
    return numpy.asarray(image if image.size == (28, 28) else image.resize((28, 28), Image.Resampling.LANCZOS))


@app.post("/api/v1/predict/cnn")
def predict(question: Question) -> Answer:
    pixels = numpy.stack([decode(text) for text in question.images])
    inputs = ((pixels[:, None] / 255 - 0.5) / 0.25).astype(numpy.float32)
    (logits,) = session.run(["outputs"], {"inputs": inputs})
    shares = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    predictions = [Prediction(label=str(row.argmax()), confidence=row.max(), probabilities=row.tolist()) for row in shares]
    return Answer(model="cnn", predictions=predictions)


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
