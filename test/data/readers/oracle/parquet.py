"""
Writes the Parquet files of ../parquet and what pandas reads of them, parquet.json. With pandas 3.0.6, pyarrow 25.0.1 and polars 1.44.2:
python3 test/data/readers/oracle/parquet.py
"""
import datetime
import decimal
import json
import pathlib

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
FILES = HERE.parent / "parquet"
FILES.mkdir(exist_ok=True)
rows = 7
ids = [f"sample-{n}" for n in range(rows)]
count = np.arange(rows)


def nullable(values, kind):
    return pa.array([None if n == 2 else v for n, v in enumerate(values)], kind)


every_type = pa.table({
    "int8": pa.array(count - 3, pa.int8()),
    "uint8": pa.array(count + 249, pa.uint8()),
    "int16": nullable([int(v) * -5000 for v in count], pa.int16()),
    "uint16": pa.array(count + 65000, pa.uint16()),
    "int32": pa.array(count * -300000000, pa.int32()),
    "uint32": pa.array(count + 4294967000, pa.uint32()),
    "int64": nullable([int(v) * -(2**40) for v in count], pa.int64()),
    "uint64": pa.array([int(v) * 2**61 for v in count], pa.uint64()),
    "float16": nullable([np.float16(v / 3) for v in count], pa.float16()),
    "float32": pa.array(count / 3, pa.float32()),
    "float64": nullable([v / 7 - 0.5 for v in count], pa.float64()),
    "bool": nullable([v % 2 == 0 for v in count], pa.bool_()),
    "decimal": pa.array([decimal.Decimal(int(v) * 125 - 400) / 100 for v in count], pa.decimal128(20, 2)),
    "small_decimal": pa.array([decimal.Decimal(int(v) - 3) / 10 for v in count], pa.decimal128(5, 1)),
    "dictionary": nullable([float(v % 3) for v in count], pa.float64()).dictionary_encode(),
    "nothing": pa.nulls(rows),
}).to_pandas()
every_type.index = pd.Index(ids, name="sample")
every_type = every_type.astype({"int16": "Int16", "int64": "Int64", "bool": "boolean"})

wide = {f"g{k}": np.where(count == 1, np.nan, count * 1.5 + k) for k in range(3)}
wide |= {"n": count * 1000 - 7, "flag": count % 3 == 0, "long": count.astype("int64") * 2**33}


def write(name, frame, **options):
    frame.to_parquet(FILES / f"{name}.parquet", engine="pyarrow", **options)


plain = pd.DataFrame(wide, index=ids)
write("every_type", every_type)
for codec in ("none", "snappy", "gzip", "brotli", "lz4", "zstd"):
    write(codec, plain, compression=None if codec == "none" else codec)
write("version2", plain, data_page_version="2.0", use_dictionary=False, row_group_size=3, compression="zstd",
      column_encoding={"g0": "BYTE_STREAM_SPLIT", "g1": "BYTE_STREAM_SPLIT", "n": "DELTA_BINARY_PACKED",
                       "long": "DELTA_BINARY_PACKED", "__index_level_0__": "DELTA_BYTE_ARRAY"})
write("delta_length", plain, use_dictionary=False, column_encoding={"__index_level_0__": "DELTA_LENGTH_BYTE_ARRAY"})
write("counted", plain.reset_index(drop=True)[["g0", "n"]])
write("id_column", plain.reset_index(names="patient")[["n", "patient", "g1"]], index=False)
pl.from_pandas(plain.reset_index(names="patient")).write_parquet(FILES / "polars.parquet", compression="zstd")

labels = pd.DataFrame({
    "site": pd.Categorical(["a", "b", None, "a", "b", "a", "NA"]),
    "age": pd.array([40, 41, None, 43, 44, 45, 46], "Int64"),
    "score": count / 2,
    "alive": count % 2 == 0,
    "seen": [datetime.date(2020, 1, 1 + int(v)) for v in count],
    "list": [[int(v)] for v in count],
}, index=ids)
write("labels", labels)

for name, numbers in (("numbered", [40, 41, 42]), ("repeated", [40, 40, 42])):
    table = pl.DataFrame({"n": numbers, "a": [0.5, 1.5, 2.5], "b": [3, 2, 1]})
    table.write_parquet(FILES / f"{name}.parquet")

read = {}
for file in sorted(FILES.glob("*.parquet")):
    if file.stem in ("labels", "numbered", "repeated"):
        continue
    frame = pd.read_parquet(file)
    if "patient" in frame:
        frame = frame.set_index("patient")
    numbers = frame.astype("float64").to_numpy("float32", na_value=np.nan)
    read[file.stem] = {
        "ids": [str(name) for name in frame.index],
        "features": list(frame.columns),
        "values": [None if np.isnan(v) else float(v) for v in numbers.ravel()],
    }
(HERE / "parquet.json").write_text(json.dumps(read) + "\n")
