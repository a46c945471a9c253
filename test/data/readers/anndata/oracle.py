"""Prints what every table of AnnData and MuData files holds, as anndata (or, where it cannot, h5py) reads it.

/usr/bin/python3 test/data/readers/anndata/oracle.py ../shared/data/formats > test/data/readers/anndata/oracle.json
/usr/bin/python3 test/data/readers/anndata/oracle.py test/data/readers/anndata > test/data/readers/anndata/made.json
(anndata 0.8.0, h5py 3.7.0, SciPy 1.10.1, pandas 1.5.3 of Debian 12)
"""

import json
import sys
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import scipy.sparse as sp
from anndata._io.specs import read_elem

FILES = ["h5ad/*.h5ad", "h5mu/*.h5mu", "wide/*.h5ad", "wide/*.h5mu", "made/*.h5ad", "made/*.h5mu"]


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def texts(element):
    """A list of texts: an array, a nullable array, or a categorical."""
    if isinstance(element, h5py.Group):
        if "codes" in element:
            categories = texts(element["categories"])
            return [categories[code] if code >= 0 else None for code in element["codes"][()]]
        return texts(element["values"])
    return [text(value) for value in element[()]]


def frame_index(element):
    if isinstance(element, h5py.Dataset):
        names = element.dtype.names
        return [text(value) for value in element["index" if "index" in names else names[0]]]
    return texts(element[element.attrs["_index"]])


def matrix(element):
    """An array, a sparse matrix, or the numbers of a data frame."""
    if isinstance(element, h5py.Group) and "h5sparse_format" in element.attrs:
        form = {"csr": sp.csr_matrix, "csc": sp.csc_matrix}[element.attrs["h5sparse_format"]]
        parts = [element[name][()] for name in ("data", "indices", "indptr")]
        return form(tuple(parts), shape=tuple(element.attrs["h5sparse_shape"]))
    value = element if isinstance(element, np.ndarray) else read_elem(element)
    if isinstance(value, pd.DataFrame):
        value = value.select_dtypes(["number"])
        return value.to_numpy(np.float32), list(value.columns)
    return value


def is_table(element):
    return isinstance(element, np.ndarray) or element.attrs.get("encoding-type") not in ("null", "awkward-array")


def table(name, element, rows, columns, names=None):
    value = matrix(element)
    if isinstance(value, tuple):
        value, columns = value
    if sp.issparse(value):
        value = value.tocsr()
        value.sum_duplicates()
        cells, layout, stored = value.data, "sparse", int(value.nnz)
    else:
        cells, layout, stored = value, "dense", None
    cells = cells.astype(np.float32).astype(float)
    columns = columns or [f"{names}_{k + 1}" for k in range(value.shape[1])]
    assert value.shape == (len(rows), len(columns)), (name, value.shape, len(rows), len(columns))
    return {
        "name": name,
        "layout": layout,
        "shape": list(value.shape),
        "stored": stored,
        "rows": [rows[0], rows[-1]],
        "columns": [columns[0], columns[-1]],
        "sum": float(np.nansum(cells)),
        "missing": int(np.isnan(cells).sum()),
    }


def unique(names):
    """Repeated names get "_2", "_3", …, as in tables of text."""
    result = []
    for name in names:
        number, free = 1, name
        while number > 1 and free in names or free in result:
            number += 1
            free = f"{name}_{number}"
        result.append(free)
    return result


def tables(group, name_of=lambda name: name, samples=None):
    rows = unique(frame_index(group["obs"]) if samples is None else samples)
    found = []
    features = unique(frame_index(group["var"]))
    if "X" in group and is_table(group["X"]):
        found.append(table(name_of("X"), group["X"], rows, features))
    for layer in group.get("layers", {}):
        found.append(table(name_of(f"layers/{layer}"), group[f"layers/{layer}"], rows, features))
    for raw in ("raw/", "raw."):
        if f"{raw}X" in group:
            found.append(table(name_of("raw/X"), group[f"{raw}X"], rows, frame_index(group[f"{raw}var"])))
    obsm = group.get("obsm", {})
    if isinstance(obsm, h5py.Dataset):
        obsm = {key: np.reshape(obsm[key], (len(rows), -1)) for key in obsm.dtype.names}
    for key in filter(lambda key: is_table(obsm[key]), obsm):
        listed = group.get(f"uns/{key.rsplit('_', 1)[0]}_names")
        columns = None if listed is None else texts(listed)
        found.append(table(name_of(f"obsm/{key}"), obsm[key], rows, columns, key))
    return found


def contents(file):
    if "mod" not in file:
        return tables(file)
    everyone = unique(frame_index(file["obs"]))

    def samples_of(name):
        own = frame_index(file[f"mod/{name}/obs"])
        at = file.get(f"obsmap/{name}")
        if at is None or len(set(own)) == len(own):
            return own
        pairs = sorted((place, everyone[n]) for n, place in enumerate(at[()].ravel()) if place > 0)
        return [sample for _, sample in pairs]

    order = [text(name) for name in file["mod"].attrs.get("mod-order", sorted(file["mod"]))]
    return [
        part
        for name in order
        for part in tables(
            file[f"mod/{name}"],
            lambda part, name=name: name if part == "X" else f"{name}/{part}",
            samples_of(name),
        )
    ]


folder = Path(sys.argv[1])
result = {}
for pattern in FILES:
    for path in sorted(folder.glob(pattern)):
        with h5py.File(path) as file:
            result[str(path.relative_to(folder))] = contents(file)
json.dump(result, sys.stdout, indent=1)
print()
