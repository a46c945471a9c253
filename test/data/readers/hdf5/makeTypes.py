"""Writes files/types.h5: every type of number and text that tables are met with, and things that are not read.

python3 test/data/readers/hdf5/makeTypes.py    (h5py 3.16.0, HDF5 2.0.0)
"""

from pathlib import Path

import h5py
import numpy as np

NUMBERS = ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "<i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "<u1", "<u2", "<u4", "<u8", ">u8"]

with h5py.File(Path(__file__).parent / "files" / "types.h5", "w") as file:
    numbers = np.arange(12).reshape(3, 4)
    for name in NUMBERS:
        scale = 1.5 if "f" in name else 1
        file[f"numbers/{name}"] = (numbers * scale).astype(name)
    file["numbers/?"] = numbers % 2 == 0
    packed = file.create_group("packed")
    packed.create_dataset("gzip", data=numbers, compression="gzip", shuffle=True, fletcher32=True, chunks=(2, 3))
    packed.create_dataset("scaleoffset", data=numbers, scaleoffset=0)
    packed.create_dataset("lzf", data=np.arange(12).reshape(3, 4).repeat(2, 0)[::2], compression="lzf")
    # An array that an unregistered filter packs: the filter is optional, so that h5py can write it without having it.
    form = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    form.set_chunk((3, 4))
    form.set_filter(400, h5py.h5z.FLAG_OPTIONAL)
    space = h5py.h5s.create_simple((3, 4))
    h5py.h5d.create(packed.id, b"unknown", h5py.h5t.NATIVE_INT64, space, form).write(space, space, numbers)
    file["edges/halves"] = np.array([0, -0.0, 1, 6e-8, 65504, np.inf, -np.inf, np.nan], "<f2")
    file["edges/longs"] = np.array([0, -1, 2**31 - 1, 2**31, -(2**31), 2**53, -(2**53)], "<i8")
    file["texts/fixed"] = np.array([b"ab", b"c", "é".encode()], "S3")
    file["texts/variable"] = np.array(["ab", "c", "é", ""], h5py.string_dtype())
    file["texts/ascii"] = np.array(["ab", "é".encode()], h5py.string_dtype("ascii"))
    fields = [("whole", "<i8"), ("real", "<f4"), ("text", h5py.string_dtype()), ("flag", "?"), ("short", "S2")]
    file["compound/little"] = np.array([(1, 0.1, "é", True, b"x"), (3, 4.5, "yy", False, b"zz")], fields)
    file["compound/big"] = np.array([(1, 2.5), (3, 4.5)], [("whole", ">i4"), ("real", ">f8")])
    file["nothing"] = h5py.Empty("f4")
    file["one"] = 3.5
    file["complex"] = numbers.astype("c8")
    file["soft"] = h5py.SoftLink("/nowhere")
    file["external"] = h5py.ExternalLink("nowhere.h5", "/X")
    attributes = {"text": "hello", "bytes": np.bytes_(b"csr"), "list": ["a", "é"], "shape": np.array([3, 4]), "yes": True}
    file.attrs.update({**attributes, "nothing": h5py.Empty("f4")})
