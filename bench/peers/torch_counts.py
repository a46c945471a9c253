"""MMVAE++ of counts in PyTorch, all data dense in memory: `torch_counts.py FOLDER plain|tuned`.

plain: as one writes it, the negative binomial in the form of Lopez et al. 2018. tuned: each decoder once for all its
paths, what all paths share once, fused Adam.
"""

import json
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from problem import HIDDEN_SLOPE, LEARNING_RATE, SMALLEST_SCALE, read_arrays, serve

arrays, settings = read_arrays(sys.argv[1])
mode = sys.argv[2]
names = json.loads(settings["modalities"])
S, P = int(settings["shared"]), json.loads(settings["private"])
layers, batch = int(settings["layers"]), int(settings["batch"])
RATE_LIMIT, DISPERSION_LIMIT = 20.0, 12.0


def dense(name):
    base, starts, indices, values = (arrays[f"{name}.{part}"] for part in ("base", "starts", "indices", "values"))
    starts = starts.astype(np.int64)
    out = np.tile(base, (len(starts) - 1, 1))
    out[np.repeat(np.arange(len(starts) - 1), np.diff(starts)), indices.astype(np.int64)] = values
    return torch.from_numpy(out)


def column(name):
    return torch.from_numpy(arrays[name])[:, None]


class Bounded(torch.autograd.Function):
    """Within ± limit, with the gradient of what goes in."""

    @staticmethod
    def forward(ctx, x, limit):
        return x.clamp(-limit, limit)

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


class Perceptron(nn.Sequential):
    def __init__(self, name):
        parts = []
        for k in range(layers):
            weight = torch.from_numpy(arrays[f"{name}.{k}.weight"])
            linear = nn.Linear(*weight.shape)
            linear.weight.data = weight.T.contiguous()
            linear.bias.data = torch.from_numpy(arrays[f"{name}.{k}.bias"])
            parts += [linear, nn.LeakyReLU(HIDDEN_SLOPE)]
        super().__init__(*parts[:-1])


encoders = nn.ModuleList([Perceptron(f"encoder.{name}") for name in names])
decoders = nn.ModuleList([Perceptron(f"decoder.{name}") for name in names])
dispersions = nn.ParameterList([nn.Parameter(torch.from_numpy(arrays[f"dispersion.{name}"])) for name in names])
data = [
    (dense(f"{name}.x"), dense(f"{name}.target"), column(f"{name}.size"), column(f"{name}.log factorials"))
    for name in names
]
train = torch.from_numpy(arrays["train"].astype(np.int64))
widths = [S + own for own in P]
noise_width = sum(widths)


def posterior(x, k):
    mean, raw = encoders[k](x).chunk(2, 1)
    return mean, F.softplus(raw) + SMALLEST_SCALE


def kl(mean, scale):
    return 0.5 * (mean**2 + scale**2 - 1 - 2 * scale.log()).sum()


def parts(k, f, size):
    log_theta = Bounded.apply(dispersions[k], DISPERSION_LIMIT)
    log_mu = Bounded.apply(f, RATE_LIMIT) + size.log()
    return log_theta, log_mu, torch.logaddexp(log_theta, log_mu)


def loss_plain(batches, noise):
    total = 0.0
    for j, own_noise in enumerate(noise.split(widths, 1)):
        mean, scale = posterior(batches[j][0], j)
        z = mean + scale * own_noise
        shared, private = z[:, :S], z[:, S:]
        total = total + kl(mean, scale)
        for k, (_, x, size, _) in enumerate(batches):
            if k == j:
                own = torch.cat([private, shared.detach()], 1)
            else:
                own = torch.cat([torch.zeros(len(x), P[k]), shared], 1)
            log_theta, log_mu, log_sum = parts(k, decoders[k](own), size)
            theta = log_theta.exp()
            log_p = theta * (log_theta - log_sum) + x * (log_mu - log_sum)
            log_p = log_p + torch.lgamma(x + theta) - torch.lgamma(theta) - torch.lgamma(x + 1)
            total = total - log_p.sum()
    return total / len(noise)


def loss_tuned(batches, noise):
    shared, private = [], []
    total = 0.0
    for j, own_noise in enumerate(noise.split(widths, 1)):
        mean, scale = posterior(batches[j][0], j)
        z = mean + scale * own_noise
        shared.append(z[:, :S])
        private.append(z[:, S:])
        total = total + kl(mean, scale)
    for k, (_, x, size, log_factorials) in enumerate(batches):
        own = torch.cat([private[j] if j == k else torch.zeros(len(x), P[k]) for j in range(len(names))], 0)
        common = torch.cat([shared[j].detach() if j == k else shared[j] for j in range(len(names))], 0)
        f = decoders[k](torch.cat([own, common], 1)).view(len(names), *x.shape)
        log_theta, log_mu, log_sum = parts(k, f, size)
        theta = log_theta.exp()
        total = total - (theta * (log_theta - log_sum) + x * (log_mu - log_sum)).sum()
        constants = (torch.lgamma(x + theta) - torch.lgamma(theta)).sum() - log_factorials.sum()
        total = total - len(names) * constants
    return total / len(noise)


loss_of = {"plain": loss_plain, "tuned": loss_tuned}[mode]
parameters = [*encoders.parameters(), *decoders.parameters(), *dispersions]
optimizer = torch.optim.Adam(parameters, LEARNING_RATE, fused=mode != "plain")


def pick(rows):
    return [tuple(table[rows] for table in tables) for tables in data]


def steps(count):
    for _ in range(count):
        rows = train[torch.randint(0, len(train), (batch,))]
        optimizer.zero_grad()
        loss = loss_of(pick(rows), torch.randn(batch, noise_width))
        loss.backward()
        optimizer.step()
    loss.item()


def checked():
    return loss_of(pick(train[:batch]), torch.from_numpy(arrays["noise"]).view(batch, noise_width)).item()


serve(checked, steps)
