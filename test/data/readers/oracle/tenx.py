"""
Writes small .h5 files of the layouts of 10x Genomics into ../tenx, and what they hold into tenx.json. With h5py 3.16.0:
python3 test/data/readers/oracle/tenx.py
"""
import json
import pathlib

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
FILES = HERE.parent / "tenx"
FILES.mkdir(exist_ok=True)
rng = np.random.default_rng(6)
read = {}


def compress(group, counts, int_type="int64", descending=False):
    """Features x barcodes by columns, as Cell Ranger stores it: within a barcode in no promised order."""
    data, indices, indptr = [], [], [0]
    for column in counts.T:
        places = np.flatnonzero(column)
        places = places[::-1] if descending else rng.permutation(places)
        data += column[places].tolist()
        indices += places.tolist()
        indptr.append(len(data))
    group.create_dataset("data", data=np.array(data, "int32"), chunks=(8,), compression="gzip")
    group.create_dataset("indices", data=np.array(indices, int_type), chunks=(8,), compression="gzip")
    group.create_dataset("indptr", data=np.array(indptr, int_type))
    group.create_dataset("shape", data=np.array(counts.shape, "int32"))


def texts(group, name, values):
    group.create_dataset(name, data=np.array(values, "S"))


def barcodes(count):
    return [f"AAAC{n:04d}-1" for n in range(count)]


def remember(file, part, modality, names, counts):
    tables = read.setdefault(file, [])
    tables.append({"part": part, "modality": modality, "features": names, "barcodes": barcodes(counts.shape[1]),
                   "counts": counts.T.tolist()})


def counts_of(features, cells):
    counts = rng.poisson(0.7, (features, cells))
    counts[:, 1] = 0
    return counts


def version3(name, types, names, cells, more=None, **options):
    counts = counts_of(len(types), cells)
    with h5py.File(FILES / name, "w") as file:
        file.attrs["filetype"] = "matrix"
        file.attrs["version"] = 2
        group = file.create_group("matrix")
        compress(group, counts, **options)
        texts(group, "barcodes", barcodes(cells))
        features = group.create_group("features")
        texts(features, "id", [f"ID{n}" for n in range(len(types))])
        texts(features, "name", names)
        texts(features, "feature_type", types)
        texts(features, "genome", ["GRCh38"] * len(types))
        texts(features, "_all_tag_keys", ["genome"])
        for key, values in (more or {}).items():
            if values[0] in (True, False):
                features.create_dataset(key, data=np.array(values))
            else:
                texts(features, key, values)
    return counts


rna, protein = "Gene Expression", "Antibody Capture"
# The antibody is called as its gene is; a gene's symbol repeats.
names = ["CD4", "TBCE", "TBCE", "ACTB", "CD4", "CD8"]
counts = version3("cite_seq.h5", [rna] * 4 + [protein] * 2, names, 5)
remember("cite_seq.h5", rna, "rna", ["CD4", "TBCE", "TBCE_2", "ACTB"], counts[:4])
remember("cite_seq.h5", protein, "protein", ["CD4", "CD8"], counts[4:])

names = [f"G{n}" for n in range(4)]
counts = version3("visium.h5", [rna] * 4, names, 6, int_type="int32", descending=True)
remember("visium.h5", rna, "rna", names, counts)

names = [f"ENSG{n // 2}|G{n // 2}|{n}" for n in range(6)]
probes = {"gene_id": [f"ENSG{n // 2}" for n in range(6)], "gene_name": [f"G{n // 2}" for n in range(6)],
          "probe_region": ["spliced"] * 6, "filtered_probes": [True] * 6, "target_sets": ["panel"] * 6}
counts = version3("raw_probe.h5", [rna] * 6, names, 7, probes)
remember("raw_probe.h5", rna, "rna", names, counts)

with h5py.File(FILES / "multiple_genomes.h5", "w") as file:
    for genome, features in (("hg19", 5), ("mm10", 4)):
        counts = counts_of(features, 6)
        group = file.create_group(genome)
        compress(group, counts)
        texts(group, "barcodes", barcodes(6))
        texts(group, "genes", [f"ENS{n}" for n in range(features)])
        texts(group, "gene_names", [f"{genome}_{n}" for n in range(features)])
        remember("multiple_genomes.h5", genome, "rna", [f"{genome}_{n}" for n in range(features)], counts)

(HERE / "tenx.json").write_text(json.dumps(read) + "\n")
