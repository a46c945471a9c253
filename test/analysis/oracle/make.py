"""Makes comparisons.json, the values that test/analysis holds effects, p-values and q-values against.

python3 -m venv venv && venv/bin/pip install --retries 0 numpy scipy && venv/bin/python make.py > comparisons.json
"""
import json
import numpy as np
import scipy
from scipy.stats import false_discovery_control, t as student, ttest_ind

rng = np.random.default_rng(5)
inside, outside = 9, 23
group = rng.permutation(np.repeat([1, 0], [inside, outside]))
# Shifts from nothing to several deviations, spreads that differ between the sides, values far from 0, missing cells.
shift = np.array([0, 0.5, 1, -2, 6, 0.1, 0, 12])
spread = np.where(group[:, None] == 1, [1, 2, 1, 0.3, 1, 1, 5, 1], 1)
x = rng.normal(size=(inside + outside, 8)) * spread + group[:, None] * shift + [0, 1, -3, 0, 0, 1000, 2, 0]
x = np.round(x, 3).astype(np.float32).astype(float)
x[rng.uniform(size=x.shape) < 0.1] = np.nan

compared = []
for column in x.T:
    a, b = (column[(group == g) & ~np.isnan(column)] for g in (1, 0))
    pooled = np.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / (len(a) + len(b) - 2))
    compared.append({"effect": (a.mean() - b.mean()) / pooled, "inside": a.mean(), "outside": b.mean(),
                     "p": ttest_ind(a, b, equal_var=False).pvalue})
q = false_discovery_control([one["p"] for one in compared], method="bh")
for one, value in zip(compared, q):
    one["q"] = value

tails = [[t, freedom, 2 * student.sf(abs(t), freedom)]
         for t in (0, 1e-4, 0.3, -1, 2.5, 7, 40) for freedom in (0.7, 1, 2.5, 9.3, 30, 400.2, 20000)]
print(json.dumps({"numpy": np.__version__, "scipy": scipy.__version__, "group": group.tolist(),
                  "x": [[None if np.isnan(v) else v for v in row] for row in x.tolist()],
                  "compared": compared, "studentTwoSided": tails}))
