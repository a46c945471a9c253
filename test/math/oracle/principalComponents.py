"""Makes principalComponents.json, the values that test/math holds the principal components against.

python3 -m venv venv && venv/bin/pip install numpy scikit-learn && venv/bin/python principalComponents.py > principalComponents.json
"""
import json
import numpy as np
import sklearn
from sklearn.decomposition import PCA

rng = np.random.default_rng(5)
out = {"sklearn": sklearn.__version__, "numpy": np.__version__}
for name, rows, columns in [("tall", 40, 7), ("wide", 15, 60)]:
    factors = rng.normal(size=(rows, 3)) * [4, 2.5, 1]
    x = np.round(factors @ rng.normal(size=(3, columns)) + rng.normal(size=(rows, columns)) + 10 * rng.normal(size=columns), 2)
    model = PCA(n_components=3, svd_solver="full").fit(x)
    out[name] = {"columns": columns, "x": x.ravel().tolist(), "scores": np.round(model.transform(x).T, 8).tolist(),
                 "shares": model.explained_variance_ratio_.tolist()}
print(json.dumps(out))
