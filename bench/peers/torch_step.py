"""MMVAE++ in PyTorch: `torch_step.py FOLDER plain|tuned|compile`.

plain: as one writes it. tuned: each decoder once for all its paths, fused Adam. compile: tuned, through torch.compile.
"""

import math
import sys

import torch
from torch import nn
from torch.nn import functional as F

from problem import HIDDEN_SLOPE, LEARNING_RATE, SMALLEST_SCALE, Problem, serve

problem, mode = Problem(sys.argv[1]), sys.argv[2]
S, P = problem.shared, problem.private


class Perceptron(nn.Sequential):
    def __init__(self, name):
        layers = []
        for k in range(problem.layers):
            weight = torch.from_numpy(problem.arrays[f"{name}.{k}.weight"])
            linear = nn.Linear(*weight.shape)
            linear.weight.data = weight.T.contiguous()
            linear.bias.data = torch.from_numpy(problem.arrays[f"{name}.{k}.bias"])
            layers += [linear, nn.LeakyReLU(HIDDEN_SLOPE)]
        super().__init__(*layers[:-1])


encoders = nn.ModuleList([Perceptron("encoder.view1"), Perceptron("encoder.view2")])
decoders = nn.ModuleList([Perceptron("decoder.view1"), Perceptron("decoder.view2")])
noise_levels = nn.ParameterList(
    [nn.Parameter(torch.from_numpy(problem.arrays[f"noise.{name}"])) for name in ("view1", "view2")]
)
parameters = [*encoders.parameters(), *decoders.parameters(), *noise_levels.parameters()]
data = [torch.from_numpy(x) for x in problem.x]


def posterior(x, k):
    mean, raw = encoders[k](x).chunk(2, 1)
    return mean, F.softplus(raw) + SMALLEST_SCALE


def kl(mean, scale):
    return 0.5 * (mean**2 + scale**2 - 1 - 2 * scale.log()).sum()


def nll(prediction, x, k):
    tau = F.softplus(noise_levels[k])
    return (0.5 * ((prediction - x) / tau) ** 2 + tau.log() + 0.5 * math.log(2 * math.pi)).sum()


def loss_plain(x1, x2, noise):
    x = [x1, x2]
    total = 0.0
    for j in range(2):
        mean, scale = posterior(x[j], j)
        z = mean + scale * noise[:, j * (S + P) : (j + 1) * (S + P)]
        shared, private = z[:, :S], z[:, S:]
        total = total + kl(mean, scale)
        for k in range(2):
            if k == j:
                own = torch.cat([private, shared.detach()], 1)
            else:
                own = torch.cat([torch.zeros_like(private), shared], 1)
            total = total + nll(decoders[k](own), x[k], k)
    return total / x1.shape[0]


def loss_tuned(x1, x2, noise):
    x = [x1, x2]
    shared, private = [], []
    total = 0.0
    for j in range(2):
        mean, scale = posterior(x[j], j)
        z = mean + scale * noise[:, j * (S + P) : (j + 1) * (S + P)]
        shared.append(z[:, :S])
        private.append(z[:, S:])
        total = total + kl(mean, scale)
    zero = torch.zeros_like(private[0])
    for k in range(2):
        own = torch.cat([private[j] if j == k else zero for j in range(2)], 0)
        common = torch.cat([shared[j].detach() if j == k else shared[j] for j in range(2)], 0)
        prediction = decoders[k](torch.cat([own, common], 1)).view(2, -1, x[k].shape[1])
        tau = F.softplus(noise_levels[k])
        errors = (prediction - x[k]).square().sum((0, 1))
        total = total + (errors * 0.5 / tau.square()).sum()
        total = total + 2 * x1.shape[0] * (tau.log() + 0.5 * math.log(2 * math.pi)).sum()
    return total / x1.shape[0]


loss_of = {"plain": loss_plain, "tuned": loss_tuned, "compile": torch.compile(loss_tuned)}[mode]
optimizer = torch.optim.Adam(parameters, LEARNING_RATE, fused=mode != "plain")


def steps(count):
    for _ in range(count):
        rows = torch.randint(0, problem.samples, (problem.batch,))
        x1, x2 = (x[rows] for x in data)
        optimizer.zero_grad()
        loss = loss_of(x1, x2, torch.randn(problem.batch, problem.noise_width))
        loss.backward()
        optimizer.step()
    loss.item()


def checked():
    return loss_of(*(torch.from_numpy(problem.check[name]) for name in ("check.x1", "check.x2", "check.noise"))).item()


serve(checked, steps)
