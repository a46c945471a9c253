"""Makes statistics.json, the values that test/evaluation holds intervals, p-values, ridge regression against.

python3 -m venv venv && venv/bin/pip install numpy scipy scikit-learn && venv/bin/python statistics.py > statistics.json
(numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1)
"""
import json
import numpy as np
import scipy
import sklearn
from scipy.stats import bootstrap, false_discovery_control
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(0)
out = {"numpy": np.__version__, "scipy": scipy.__version__, "sklearn": sklearn.__version__}

# Intervals: features as rows; the offset of the second one tests accuracy in single precision.
n = 40
actual = np.round(rng.normal(size=(3, n)) + [[0], [100], [0]], 3)
predicted = np.round(actual + rng.normal(size=(3, n)) * [[0.4], [0.9], [1.5]], 3)
intervals = []
for a, p in zip(actual, predicted):
    found = bootstrap((a, p), r2_score, paired=True, vectorized=False, method="percentile", n_resamples=20000,
                      rng=np.random.default_rng(1)).confidence_interval
    intervals.append([found.low, found.high])
out["bootstrap"] = {"actual": actual.tolist(), "predicted": predicted.tolist(), "intervals": intervals}

# q-values, with ties.
p = [0.01, 0.02, 0.02, 0.5, 0.04, 1.0, 0.0001, 0.03]
out["fdr"] = {"p": p, "q": false_discovery_control(p, method="bh").tolist()}

# Permutations within two groups: R² of 20,000 of them, one feature after another.
groups = np.repeat([0, 1], [25, 15])
x = np.round(rng.normal(size=(2, n)) + groups, 3)
y = np.round(np.array([0.8 * x[0] + 0.6 * rng.normal(size=n), rng.normal(size=n) + groups]), 3)
permutation = []
for a, b in zip(x, y):
    null = []
    for _ in range(20000):
        order = np.concatenate([rng.permutation(np.flatnonzero(groups == g)) for g in (0, 1)])
        null.append(r2_score(a[order], b))
    null = np.array(null)
    permutation.append({"mean": null.mean(), "q95": np.quantile(null, 0.95), "p": (1 + (null >= r2_score(a, b)).sum()) / 20001})
out["permutation"] = {"groups": groups.tolist(), "actual": x.tolist(), "predicted": y.tolist(), "features": permutation}


def ridge(n, inputs):
    """Predictions, and generalised cross-validation n ‖y − ŷ‖² / (n − 1 − tr H)², at every penalty of the grid."""
    x = np.round(rng.normal(size=(n, inputs)) * np.linspace(0.5, 3, inputs) + 2, 3)
    w = rng.normal(size=(inputs, 2)) * [1, 0.1] / np.linspace(0.5, 3, inputs)[:, None]
    y = np.round(x @ w + rng.normal(size=(n, 2)) * [1, 3] - 5, 3)
    held = np.round(rng.normal(size=(5, inputs)) * np.linspace(0.5, 3, inputs) + 2, 3)
    scaler = StandardScaler().fit(x)
    z = scaler.transform(x)
    mean = (z**2).sum() / min(n, inputs)
    scores, predictions = [], []
    for step in range(-6, 7):
        penalty = mean * 10 ** (step / 2)
        model = Ridge(alpha=penalty).fit(z, y)
        s = np.linalg.svd(z, compute_uv=False)
        trace = (s**2 / (s**2 + penalty)).sum()
        scores.append((n * ((y - model.predict(z)) ** 2).sum(0) / (n - 1 - trace) ** 2).tolist())
        predictions.append(model.predict(scaler.transform(held)).T.tolist())
    best = np.argmin(scores, 0)
    return {"x": x.tolist(), "y": y.T.tolist(), "heldOut": held.tolist(),
            "penalty": [float(mean * 10 ** ((b - 6) / 2)) for b in best],
            "score": [scores[b][t] for t, b in enumerate(best)],
            "predicted": [predictions[b][t] for t, b in enumerate(best)]}


out["ridge"] = {"tall": ridge(30, 6), "wide": ridge(12, 25)}
print(json.dumps(out))
