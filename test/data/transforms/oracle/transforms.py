"""Makes transforms.json, the values that test/data/transforms/oracle.test.ts holds our transforms against.

python3 transforms.py > transforms.json   (recorded with scikit-learn 1.9.1, SciPy 1.17.1, NumPy 2.4.6)
"""
import json
import numpy as np
from scipy import sparse, special
from sklearn.preprocessing import StandardScaler, normalize

rng = np.random.default_rng(4)
N, D, TRAIN = 9, 6, 6  # the first rows are the training samples
rate = rng.lognormal(1, 1.2, D) * rng.lognormal(0, 0.7, (N, 1))
counts = rng.poisson(rate).astype(float)
counts[2, 1:4] = counts[5, 0] = 0
shares = np.round(rng.beta(0.6, 0.6, (N, D)), 4)
shares[0, 0], shares[1, 1] = 0, 1
reals = np.round(rng.normal(20, 60, (N, D)), 3)
train = slice(0, TRAIN)


def library_size(x):
    # scanpy 1.11, pp.normalize_total: target_sum is the median of the counts per cell, here of the training samples
    sums = x.sum(1, keepdims=True)
    return x / sums * np.median(sums[train])


def tf_idf(x):
    # Signac 1.14, RunTFIDF, method 1, scale.factor 1e4, there on peaks × cells; idf of the training samples
    peaks = sparse.csr_matrix(x.T)
    tf = normalize(peaks, 'l1', axis=0)
    idf = TRAIN / np.asarray(peaks[:, train].sum(1)).ravel()
    return np.asarray((sparse.diags(idf) @ tf * 1e4).log1p().todense()).T


def clr(x):
    # Seurat 5, NormalizeData(normalization.method = 'CLR', margin = 2)
    return np.array([np.log1p(row / np.exp(np.log1p(row[row > 0]).sum() / len(row))) for row in x])


def m_values(beta):
    return special.logit(np.clip(beta, 0.001, 0.999)) / np.log(2)


def standardize(x):
    return StandardScaler().fit(x[train]).transform(x)


cases = [
    ('library-size', counts, library_size(counts)),
    ('library-size,log1p', counts, np.log1p(library_size(counts))),
    ('library-size,log1p,standardize', counts, standardize(np.log1p(library_size(counts)))),
    ('tf-idf', counts, tf_idf(counts)),
    ('tf-idf,standardize', counts, standardize(tf_idf(counts))),
    ('clr', counts, clr(counts)),
    ('clr,standardize', counts, standardize(clr(counts))),
    ('arcsinh', reals, np.arcsinh(reals / 5)),
    ('library-size,arcsinh', counts, np.arcsinh(library_size(counts) / 5)),
    ('m-values,standardize', shares, standardize(m_values(shares))),
    ('m-values', shares, m_values(shares)),
    ('standardize', reals, standardize(reals)),
]
print(json.dumps({
    'train': TRAIN,
    'cases': [{'steps': s.split(','), 'table': t.tolist(), 'expected': np.round(e, 7).tolist()} for s, t, e in cases],
}))
