"""Makes linearDiscriminant.json, the values that test/evaluation holds the linear discriminant against.

python3 -m venv venv && venv/bin/pip install numpy scikit-learn && venv/bin/python linearDiscriminant.py > linearDiscriminant.json
"""
import json
import numpy as np
import sklearn
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

rng = np.random.default_rng(3)
centres = np.array([[0, 0, 0, 0], [1, 0, 0.5, 0], [0, 1.2, -0.5, 0]])
codes = rng.choice(3, size=80, p=[0.5, 0.3, 0.2])
x = np.round(centres[codes] + rng.normal(size=(80, 4)) * [1, 0.7, 1.5, 0.2] + [0, 0, 10, 0], 3)
# A column that repeats another: without shrinkage the covariance could not be inverted.
x = np.hstack([x, x[:, :1]])
model = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.01).fit(x[:50], codes[:50])
print(json.dumps({"sklearn": sklearn.__version__, "numpy": np.__version__, "x": x.tolist(), "codes": codes.tolist(),
                  "train": 50, "predicted": model.predict(x[50:]).tolist()}))
