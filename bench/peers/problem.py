"""The problem that bench.mjs lays out for every peer, and the conversation with it.

A folder holds problem.safetensors: the data, the first weights, and one batch with its noise on which every peer must
find our loss. A peer reads a line and answers in JSON: "loss" asks for that loss, a number for so many training steps and
the milliseconds that each took.
"""

import json
import struct
import sys
import time

import numpy as np

HIDDEN_SLOPE = 0.01  # LeakyReLU
SMALLEST_SCALE = 1e-6
LEARNING_RATE = 1e-3


def read_arrays(folder):
    """Arrays by name, and the settings."""
    with open(f"{folder}/problem.safetensors", "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        content = file.read()
    settings = header.pop("__metadata__")
    arrays = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        arrays[name] = np.frombuffer(content[start:end], np.float32).reshape(entry["shape"]).copy()
    return arrays, settings


class Problem:
    """Arrays by name, and the settings of the model: modalities, layers, latent sizes, batch."""

    def __init__(self, folder):
        self.arrays, settings = read_arrays(folder)
        self.shared = int(settings["shared"])
        self.private = int(settings["private"])
        self.batch = int(settings["batch"])
        self.layers = int(settings["layers"])
        self.x = [self.arrays.pop("data.view1"), self.arrays.pop("data.view2")]
        self.check = {name: self.arrays.pop(name) for name in ("check.x1", "check.x2", "check.noise")}
        self.samples = self.x[0].shape[0]
        self.noise_width = 2 * (self.shared + self.private)


def serve(loss, step):
    """Answers until the input ends. loss() is asked for before any step; step(n) does n steps and leaves none pending."""
    for line in sys.stdin:
        if line == "loss\n":
            print(json.dumps({"loss": loss()}), flush=True)
            continue
        count = int(line)
        start = time.perf_counter()
        step(count)
        print(json.dumps({"ms": (time.perf_counter() - start) / count * 1e3}), flush=True)
