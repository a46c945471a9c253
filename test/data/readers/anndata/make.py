"""Writes made/: small AnnData and MuData files of the layouts that no real file at hand has, and broken/: files that are refused.

/usr/bin/python3 test/data/readers/anndata/make.py    (h5py 3.7.0, anndata 0.8.0)
/usr/bin/python3 test/data/readers/anndata/oracle.py test/data/readers/anndata > test/data/readers/anndata/made.json

After the formats' descriptions: anndata's docs/fileformat-prose.rst (0.8 to 0.12), and the writers of anndata 0.6.22
(anndata/readwrite/h5ad.py) and 0.7.0 (anndata/_io/h5ad.py); for MuData, mudata's docs/source/io/spec.rst.
"""

from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse as sp
from anndata._io.specs import write_elem

HERE = Path(__file__).parent
TEXT = h5py.string_dtype()
random = np.random.default_rng(0)


def counts(rows, columns, seed):
    return sp.random(rows, columns, 0.3, "csr", np.float32, np.random.default_rng(seed), lambda n: 1.0 + np.arange(n) % 7)


def names(stem, count):
    return np.array([f"{stem}{k}" for k in range(count)], dtype=object)


def create(name, folder="made"):
    path = HERE / folder / name
    path.parent.mkdir(exist_ok=True)
    return h5py.File(path, "w", libver="latest")


def encode(element, kind, version="0.2.0"):
    element.attrs["encoding-type"] = kind
    element.attrs["encoding-version"] = version
    return element


def write_sparse(parent, name, matrix):
    group = encode(parent.create_group(name), f"{matrix.format}_matrix", "0.1.0")
    group.attrs["shape"] = matrix.shape
    for part in ("data", "indices", "indptr"):
        group[part] = getattr(matrix, part)
    return group


def write_texts(parent, name, values):
    return encode(parent.create_dataset(name, data=np.array(values, dtype=object), dtype=TEXT), "string-array")


def write_nullable(parent, name, kind, values, mask, dtype=None):
    group = encode(parent.create_group(name), kind, "0.1.0")
    write_texts(group, "values", values) if dtype is None else group.create_dataset("values", data=np.array(values, dtype))
    group["mask"] = np.array(mask)


def write_frame(parent, name, index, columns=(), index_name="_index", version="0.2.0"):
    group = encode(parent.create_group(name), "dataframe", version)
    group.attrs["_index"] = index_name
    group.attrs.create("column-order", np.array(list(columns), dtype=object), dtype=TEXT)
    write_texts(group, index_name, index)
    return group


def write_object(file, matrix, obs, var, obs_columns=(), var_columns=()):
    encode(file, "anndata", "0.1.0")
    if sp.issparse(matrix):
        write_sparse(file, "X", matrix)
    elif matrix is not None:
        encode(file.create_dataset("X", data=matrix), "array")
    for group in ("layers", "obsm", "uns"):
        encode(file.create_group(group), "dict", "0.1.0")
    return write_frame(file, "obs", obs, obs_columns), write_frame(file, "var", var, var_columns)


# anndata 0.6: obs and var are one array each, categories lie in uns, sparse matrices tell their form in other words.
with create("anndata_v0.6.h5ad") as file:
    matrix = counts(6, 5, 1).tocsc()
    for name in ("X", "raw.X"):
        group = file.create_group(name)
        group.attrs["h5sparse_format"] = "csc"
        group.attrs["h5sparse_shape"] = matrix.shape
        for part in ("data", "indices", "indptr"):
            group[part] = getattr(matrix, part)
    fields = [("index", TEXT), ("batch", "i1"), ("depth", "<f4"), ("kept", "?"), ("note", "S3")]
    cells = [(f"cell{n}", n % 3 - 1, n / 10, n % 2 == 0, b"a%d" % n) for n in range(6)]
    file["obs"] = np.array(cells, fields)
    file["var"] = np.array([(f"gene{k}", k) for k in range(5)], [("index", "S8"), ("length", "<i8")])
    file["raw.var"] = np.array([(f"raw{k}",) for k in range(5)], [("index", "S8")])
    file["obsm"] = np.array([(np.arange(2.0),)] * 6, [("X_pca", "<f4", (2,))])
    file["uns/batch_categories"] = np.array([b"first", b"second"])

# anndata 0.7.0: no encoding at the root, categories in __categories, bytes as names of rows.
with create("anndata_v0.7.0.h5ad") as file:
    file["X"] = counts(4, 3, 2).toarray()
    for name, index in (("obs", names("cell", 4)), ("var", names("gene", 3))):
        frame = write_frame(file, name, index, [], "index", "0.1.0")
        del frame["index"].attrs["encoding-type"], frame["index"].attrs["encoding-version"]
    frame = file["obs"]
    frame["type"] = np.array([0, 1, -1, 1], "i1")
    frame.create_dataset("__categories/type", data=np.array(["T", "B"], dtype=object), dtype=TEXT)
    frame["type"].attrs["categories"] = frame["__categories/type"].ref
    frame.create_dataset("donor", data=np.array(["d1", "nan", "d2", ""], dtype=object), dtype=TEXT)
    frame.attrs.create("column-order", np.array(["type", "donor"], dtype=object), dtype=TEXT)
    write_sparse(file, "layers/counts", counts(4, 3, 3))

# anndata 0.8, written by itself: columns by CSC, nullable columns, a data frame and a sparse matrix in obsm, raw.
obs = pd.DataFrame(index=names("cell", 8))
obs["type"] = pd.Categorical(["a", "b", None, "a", "b", "a", "a", "b"])
obs["score"] = [0.1, np.nan, 2, 3.5, 1e-9, 5, 6, 7]
obs["count"] = pd.array([1, None, 3, 4, 5, 6, 7, 8], "Int64")
obs["kept"] = pd.array([True, None] + [False] * 6, "boolean")
obs["flag"] = [True, False] * 4
obs["small"] = np.arange(8, dtype=np.float32) / 10
whole = anndata.AnnData(counts(8, 6, 4), obs, pd.DataFrame(index=names("gene", 6)), dtype=np.float32)
whole.raw = whole
whole = whole[:, :4].copy()
whole.X = whole.X.tocsc()
whole.layers["scaled"] = whole.X.toarray() / 3
whole.obsm["protein"] = pd.DataFrame({"CD3": np.arange(8.0), "CD4": np.arange(8), "clone": list("abcdefgh")}, index=obs.index)
whole.obsm["peaks"] = counts(8, 7, 5)
whole.obsm["X_umap"] = random.normal(size=(8, 2))
whole.uns["records"] = np.array([(1, "a")], dtype=[("number", "i4"), ("text", "O")])
with create("anndata_v0.8.h5ad") as file:
    write_elem(file, "/", whole, dataset_kwargs={"compression": "gzip"})

# anndata 0.12: nullable texts, as names and as categories; X that is null; arrays whose elements have different lengths.
with create("anndata_v0.12.h5ad") as file:
    obs, var = write_object(file, None, names("cell", 3), names("gene", 2), ["type", "note", "nothing", "ragged"])
    encode(file.create_dataset("X", data=h5py.Empty("f4")), "null", "0.1.0")
    write_sparse(file, "layers/counts", counts(3, 2, 6))
    for frame, stem, count in ((obs, "cell", 3), (var, "gene", 2)):
        del frame["_index"]
        write_nullable(frame, "_index", "nullable-string-array", names(stem, count), [False] * count)
    group = encode(obs.create_group("type"), "categorical")
    write_nullable(group, "categories", "nullable-string-array", ["x", "y"], [False, False])
    group["codes"] = np.array([1, -1, 0], "i1")
    write_nullable(obs, "note", "nullable-string-array", ["one", "", "three"], [False, True, False])
    encode(obs.create_dataset("nothing", data=h5py.Empty("f4")), "null", "0.1.0")
    encode(obs.create_group("ragged"), "awkward-array", "0.1.0")["node0-offsets"] = np.arange(4)
    encode(file["obsm"].create_group("ragged"), "awkward-array", "0.1.0")["node0-offsets"] = np.arange(4)

# Several types of features in X, as scanpy reads them from Cell Ranger; a type is a table.
with create("multiome.h5ad") as file:
    obs, var = write_object(file, counts(5, 6, 7), names("cell", 5), names("f", 6), [], ["feature_types"])
    group = encode(var.create_group("feature_types"), "categorical")
    write_texts(group, "categories", ["Gene Expression", "Peaks"])
    group["codes"] = np.array([0, 1, 0, 1, 1, 0], "i1")

# Rows whose cells are unsorted or repeat, names that repeat, half precision, big-endian numbers, 64-bit indices.
with create("untidy.h5ad") as file:
    obs, var = write_object(file, None, ["a", "a", "b", "a_2"], ["g", "g", "h"])
    group = encode(file.create_group("X"), "csr_matrix", "0.1.0")
    group.attrs["shape"] = [4, 3]
    group["data"] = np.array([1, 2, 3, 4, 5, 6, 7], ">f4")
    group["indices"] = np.array([2, 0, 1, 1, 0, 2, 2], "<i8")
    group["indptr"] = np.array([0, 2, 5, 5, 7], "<i8")
    file["layers/half"] = np.arange(12).reshape(4, 3).astype("<f2") / 2
    file["layers/whole"] = np.arange(12).reshape(4, 3).astype(">i8")
    missing = np.arange(12.0).reshape(4, 3)
    missing[1, 1] = np.nan
    file["layers/missing"] = missing
    file["layers/yes"] = np.arange(12).reshape(4, 3) % 2 == 0

# CITE-seq: names of an obsm table in uns. Tiles: chunks of columns that are wider than rows.
with create("proteins.h5ad") as file:
    write_object(file, counts(4, 3, 8), np.arange(4).astype(str), names("gene", 3))
    file["obsm/protein_expression"] = np.arange(8).reshape(4, 2)
    write_texts(file, "uns/protein_names", ["CD3_TotalSeqB", "CD4_TotalSeqB"])
    file["obsm/other"] = np.arange(4.0).reshape(4, 1)

# MuData: samples that a modality lacks, dense numbers with missing ones; no order of modalities.
with create("mosaic.h5mu") as file:
    everyone = names("cell", 5)
    write_frame(file, "obs", everyone, ["batch"])["batch"] = np.array([1, 1, 2, 2, 2])
    write_frame(file, "var", names("f", 5))
    for modality, rows, columns in (("rna", [0, 1, 2, 3], 3), ("methylation", [4, 2, 0], 2)):
        values = random.normal(size=(len(rows), columns))
        values[0, 1] = np.nan
        group = file.create_group(f"mod/{modality}")
        obs, _ = write_object(group, values, everyone[rows], names(modality, columns), ["depth"])
        obs["depth"] = np.array(rows) * 10
        at = np.zeros(5, "u4")
        at[rows] = np.arange(len(rows)) + 1
        file[f"obsmap/{modality}"] = at
        file[f"obsm/{modality}"] = at > 0
    write_sparse(file["mod/rna"], "layers/counts", counts(4, 3, 9))

# MuData whose names of samples repeat within a modality: only obsmap tells which sample is which.
with create("repeated.h5mu") as file:
    encode(file, "MuData", "0.1.0").attrs["axis"] = 0
    write_frame(file, "obs", ["AAA", "AAA", "CCC"])
    write_frame(file, "var", names("f", 4))
    for modality, at in (("rna", [1, 2, 3]), ("atac", [2, 1, 0])):
        rows = sum(place > 0 for place in at)
        group = file.create_group(f"mod/{modality}")
        write_object(group, counts(rows, 2, rows), ["AAA", "AAA", "CCC"][:rows], names(modality, 2))
        file[f"obsmap/{modality}"] = np.array(at, "u4").reshape(-1, 1)
    file["mod"].attrs.create("mod-order", ["rna", "atac"], dtype=TEXT)


def broken(name, change):
    with create(name, "broken") as file:
        # Texts of fixed length keep these files small.
        for group, stem, count in (("obs", "cell", 4), ("var", "gene", 3)):
            file[f"{group}/_index"] = names(stem, count).astype("S")
            file[group].attrs["_index"] = np.bytes_(b"_index")
        matrix = file.create_group("X")
        matrix.attrs["encoding-type"] = np.bytes_(b"csr_matrix")
        matrix.attrs["shape"] = [4, 3]
        matrix["data"] = np.arange(5, dtype="f4")
        matrix["indices"] = np.array([0, 1, 2, 0, 1])
        matrix["indptr"] = np.array([0, 1, 3, 4, 5])
        change(file)


def put(path, at, value):
    def change(file):
        file[path][at] = value

    return change


def remove(*paths):
    def change(file):
        for path in paths:
            del file[path]

    return change


def replace(path, value):
    def change(file):
        del file[path]
        file[path] = value

    return change


broken("indices_out_of_range.h5ad", put("X/indices", 1, 3))
broken("indices_negative.h5ad", put("X/indices", 0, -1))
broken("indptr_falls.h5ad", put("X/indptr", 2, 0))
broken("indptr_too_far.h5ad", put("X/indptr", 4, 10**9))
broken("indptr_short.h5ad", replace("X/indptr", np.array([0, 1])))
broken("data_short.h5ad", replace("X/data", np.ones(2)))
broken("data_text.h5ad", replace("X/data", np.array([b"a"] * 5)))
broken("no_var.h5ad", remove("var"))
broken("no_index.h5ad", remove("obs/_index"))
broken("rows_differ.h5ad", replace("obs/_index", names("cell", 5).astype("S")))
broken("columns_differ.h5ad", replace("var/_index", names("gene", 2).astype("S")))
broken("no_tables.h5ad", remove("X"))
broken("text_matrix.h5ad", replace("X", names("text", 4).astype("S")))


def absurd(file):
    file["X"].attrs["shape"] = [4, 2**53]


broken("absurd_shape.h5ad", absurd)


def huge(file):
    del file["X"]
    file.create_dataset("X", (4, 3 * 2**40), "f8", chunks=(1, 1024), compression="gzip")
    del file["var/_index"]
    file.create_dataset("var/_index", (3 * 2**40,), "i4", chunks=(1024,), compression="gzip")


broken("huge.h5ad", huge)
with create("mofa2.hdf5", "broken") as file:
    for group in ("data", "expectations", "features", "model_options", "samples", "views"):
        file.create_group(group)
with create("other.h5", "broken") as file:
    file["temperature"] = np.arange(3)
with create("empty.h5mu", "broken") as file:
    file.create_group("mod")
