"""Unpacks TensorFlow's shared libraries and the C headers from its wheel: unpackWheel.py WHEEL FOLDER"""

import shutil
import sys
import zipfile
from pathlib import Path

LIBRARIES = {"tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2"}
HEADERS = (
    "tensorflow/include/tensorflow/c/",
    "tensorflow/include/tensorflow/core/platform",
    "tensorflow/include/xla/",
    "tensorflow/include/tsl/",
)

wheel, folder = sys.argv[1], Path(sys.argv[2])
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name in LIBRARIES:
            target = folder / "lib" / Path(name).name
        elif name.startswith(HEADERS) and name.endswith(".h"):
            target = folder / Path(name).relative_to("tensorflow")
        else:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 24)
