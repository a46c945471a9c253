"""What Python's anndata finds in FILE.h5ad, or in every modality of FILE.h5mu, as JSON. NaN becomes null."""
import json
import sys

import anndata
import h5py
import numpy as np
import pandas as pd

try:
    from anndata.io import read_elem
except ImportError:  # before 0.11
    from anndata.experimental import read_elem


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, pd.DataFrame):
        return {name: plain(value[name]) for name in value.columns}
    if isinstance(value, (pd.Series, pd.Index)):
        return [plain(one) for one in value.tolist()]
    if hasattr(value, "toarray"):
        return {"stored": int(value.nnz), "dense": plain(value.toarray())}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, float) and np.isnan(value):
        return None
    if isinstance(value, np.generic):
        return plain(value.item())
    return value


def annotated(data):
    return {
        "X": None if data.X is None else plain(data.X),
        "obs_names": data.obs_names.tolist(),
        "var_names": data.var_names.tolist(),
        "obs": plain(data.obs),
        "dtypes": {name: str(dtype) for name, dtype in data.obs.dtypes.items()},
        "var": plain(data.var),
        "obsm": plain(dict(data.obsm)),
        "varm": plain(dict(data.varm)),
        "uns": plain(dict(data.uns)),
    }


def read(path):
    if path.endswith(".h5ad"):
        return annotated(anndata.read_h5ad(path))
    with open(path, "rb") as file:
        start = file.read(6).decode()
    with h5py.File(path) as file:
        parts = {name: plain(read_elem(file[name])) for name in ["obsm", "varm", "obsmap", "varmap", "uns"]}
        frames = {name: read_elem(file[name]) for name in ["obs", "var"]}
        return {
            "start": start,
            "attributes": {name: plain(value) for name, value in file.attrs.items()},
            "order": list(file["mod"].attrs["mod-order"]),
            **parts,
            **{name: plain(frame) for name, frame in frames.items()},
            **{f"{name}_names": frame.index.tolist() for name, frame in frames.items()},
            "mod": {name: annotated(read_elem(file[f"mod/{name}"])) for name in file["mod"]},
        }


json.dump(read(sys.argv[1]), sys.stdout)
