"""Makes likelihoods.json, the values and gradients that test/model/likelihoods.test.ts holds our likelihoods against.

python3 likelihoods.py > likelihoods.json   (recorded with SciPy 1.17.1, NumPy 2)
"""
import json
import numpy as np
import scipy
from scipy import special, stats

rng = np.random.default_rng(1)
P, N, H, D = 2, 4, 3, 5
h = np.round(rng.normal(size=(P * N, H)), 3)
W = np.round(0.5 * rng.normal(size=(H, D)), 3)
b = np.round(rng.normal(size=D), 3)
a = np.round(rng.normal(size=D), 3)
# The second path counts the second sample half and the third not at all.
w = np.array([[0.25, 0.25, 0.25, 0.25], [0.25, 0.125, 0.0, 0.25]])
g = np.array([1.0, -0.7])  # what is differentiated: g · nll
cells = np.ones((N, D))
cells[0, 1] = cells[3, 4] = 0
size = np.array([0.2, 1.0, 3.5, 1.0])
softplus = lambda v: np.logaddexp(0, v)

real = np.round(2 * rng.normal(size=(N, D)), 3)
binary = rng.integers(0, 2, size=(N, D)).astype(float)
counts = np.array([[0, 3, 1, 0, 40], [2, 0, 0, 1, 7], [5, 1, 1000, 0, 2], [0, 0, 0, 0, 0]], float)


def eta(h, W, b):
    return np.clip(h @ W + b, -20, 20).reshape(P, N, D)


logpdf = {
    "gaussian": lambda x, f, a: stats.norm.logpdf(x, f, softplus(a)),
    "gaussian, fixed": lambda x, f, a: stats.norm.logpdf(x, f, 0.5),
    "laplace": lambda x, f, a: stats.laplace.logpdf(x, f, softplus(a)),
    "laplace, fixed": lambda x, f, a: stats.laplace.logpdf(x, f, 0.5),
    "bernoulli": lambda x, f, a: stats.bernoulli.logpmf(x, special.expit(f)),
    "poisson": lambda x, f, a: stats.poisson.logpmf(x, size[:, None] * np.exp(f)),
    "negative-binomial": lambda x, f, a: stats.nbinom.logpmf(
        x, np.exp(a), np.exp(a) / (np.exp(a) + size[:, None] * np.exp(f))
    ),
}
logpdf["negative-binomial, nearly poisson"] = logpdf["negative-binomial"]
data = {"gaussian": real, "laplace": real, "bernoulli": binary, "poisson": counts, "negative-binomial": counts}
own = {"gaussian": "noise.m", "laplace": "noise.m", "negative-binomial": "dispersion.m"}


def nll(name, x, cells, h, W, b, a):
    return -(w * (cells * logpdf[name](x, eta(h, W, b), a)).sum(2)).sum(1)


def slope(of, values):
    step = 1e-6
    out = np.zeros_like(values)
    for i in np.ndindex(values.shape):
        v = values.copy()
        v[i] += step
        above = of(v)
        v[i] -= 2 * step
        out[i] = (above - of(v)) / (2 * step)
    return out


cases = []
for name in logpdf:
    kind, fixed = name.split(", ")[0], "fixed" in name
    x = data[kind]
    raw = a + 9 if "nearly" in name else a
    for mask in (None, cells):
        c = np.ones((N, D)) if mask is None else mask
        total = lambda h, W, b, a: g @ nll(name, x, c, h, W, b, a)
        gradients = {
            "h": slope(lambda v: total(v, W, b, raw), h),
            "decoder.weight": slope(lambda v: total(h, v, b, raw), W),
            "decoder.bias": slope(lambda v: total(h, W, v, raw), b),
        }
        if kind in own and not fixed:
            gradients[own[kind]] = slope(lambda v: total(h, W, b, v), raw)
        cases.append(
            dict(
                title=name + (", missing cells" if mask is not None else ""),
                likelihood=kind,
                noise=0.5 if fixed else None,
                x=x.tolist(),
                cells=None if mask is None else mask.tolist(),
                logFactorials=(c * special.gammaln(x.clip(0) + 1)).sum(1).tolist(),
                raw=raw.tolist(),
                nll=nll(name, x, c, h, W, b, raw).tolist(),
                gradients={k: v.ravel().tolist() for k, v in gradients.items()},
            )
        )

xs = [0, 1, 2, 5, 30, 1000, 1e6]
thetas = [1e-5, 1e-3, 0.1, 0.5, 1, 1.5, 3, 10, 1000, 1e5]
rising = dict(
    x=xs,
    theta=thetas,
    value=[[special.gammaln(x + t) - special.gammaln(t) for t in thetas] for x in xs],
    slope=[[special.digamma(x + t) - special.digamma(t) for t in thetas] for x in xs],
)


def expected_log1p(mean, theta):
    x = np.arange(0, 400_000)
    return float((stats.nbinom.pmf(x, theta, theta / (theta + mean)) * np.log1p(x)).sum())


expected = [
    [m, t, expected_log1p(m, np.exp(t))]
    for m in (1e-6, 0.03, 0.5, 4.4, 37.0, 1234.0)
    for t in (-2.2, 0.0, 1.7, 5.1, 12.0)
]
print(
    json.dumps(
        dict(
            scipy=scipy.__version__,
            h=h.tolist(), weight=W.tolist(), bias=b.tolist(),
            weights=w.tolist(), outer=g.tolist(), size=size.tolist(), cases=cases, rising=rising,
            expectedLog1p=expected,
            logFactorial={str(n): special.gammaln(n + 1) for n in (0, 1, 2, 5, 9, 10, 170, 10**6)},
        )
    )
)
