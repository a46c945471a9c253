"""Reads a table again and again with pandas or polars, and prints what that took: NAME FILE TIMES."""

import json
import resource
import sys
import time

import numpy as np

name, file, times = sys.argv[1:]
if name == "pandas":
    import pandas as library

    def read():
        return library.read_csv(file, index_col=0).to_numpy(np.float32)

else:
    import polars as library

    def read():
        return library.read_csv(file).drop("sample_id").to_numpy().astype(np.float32)


seconds = []
for _ in range(int(times)):
    start = time.perf_counter()
    values = read()
    seconds.append(time.perf_counter() - start)
rows, columns = values.shape
print(
    json.dumps(
        {
            "version": library.__version__,
            "rows": rows,
            "columns": columns,
            "sum": float(values.sum(dtype=np.float64)),
            "seconds": seconds,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
    )
)
