"""Makes procrustes.json, the maps of samples laid over one another that test/webview holds the alignment against.

python3 -m venv venv && venv/bin/pip install numpy scipy && venv/bin/python procrustes.py > procrustes.json
"""
import json
import numpy as np
import scipy
from scipy.linalg import orthogonal_procrustes
from scipy.spatial import procrustes

rng = np.random.default_rng(5)
cases = []
for samples, size in [(12, 2), (20, 3), (9, 5)]:
    fixed = np.round(rng.normal(size=(samples, size)) + 3, 3)
    turn = np.linalg.qr(rng.normal(size=(size, size)))[0]
    moving = np.round(fixed @ turn * 2 - 1 + 0.5 * rng.normal(size=(samples, size)), 3)
    rotation, _ = orthogonal_procrustes(moving - moving.mean(0), fixed - fixed.mean(0))
    moved = np.round((moving - moving.mean(0)) @ rotation + fixed.mean(0), 6)
    _, _, disparity = procrustes(fixed, moving)
    cases.append({"fixed": fixed.tolist(), "moving": moving.tolist(), "moved": moved.tolist(), "disparity": disparity})
print(json.dumps({"scipy": scipy.__version__, "numpy": np.__version__, "cases": cases}))
