"""MMVAE++ in JAX, the whole step jitted: `jax_step.py FOLDER`."""

import math
import sys

import jax
import jax.numpy as jnp
import numpy as np

from problem import HIDDEN_SLOPE, LEARNING_RATE, SMALLEST_SCALE, Problem, serve

problem = Problem(sys.argv[1])
S, P = problem.shared, problem.private
data = [jnp.asarray(x) for x in problem.x]
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


def perceptron(w, name, x):
    for k in range(problem.layers):
        if k > 0:
            x = jax.nn.leaky_relu(x, HIDDEN_SLOPE)
        x = x @ w[f"{name}.{k}.weight"] + w[f"{name}.{k}.bias"]
    return x


def loss_of(w, x1, x2, noise):
    x = [x1, x2]
    shared, private = [], []
    total = 0.0
    for j, name in enumerate(("view1", "view2")):
        mean, raw = jnp.split(perceptron(w, f"encoder.{name}", x[j]), 2, 1)
        scale = jax.nn.softplus(raw) + SMALLEST_SCALE
        z = mean + scale * noise[:, j * (S + P) : (j + 1) * (S + P)]
        shared.append(z[:, :S])
        private.append(z[:, S:])
        total += 0.5 * (mean**2 + scale**2 - 1 - 2 * jnp.log(scale)).sum()
    zero = jnp.zeros_like(private[0])
    for k, name in enumerate(("view1", "view2")):
        own = jnp.concatenate([private[j] if j == k else zero for j in range(2)], 0)
        common = jnp.concatenate([jax.lax.stop_gradient(shared[j]) if j == k else shared[j] for j in range(2)], 0)
        prediction = perceptron(w, f"decoder.{name}", jnp.concatenate([own, common], 1))
        tau = jax.nn.softplus(w[f"noise.{name}"])
        errors = ((prediction.reshape(2, -1, x[k].shape[1]) - x[k]) ** 2).sum((0, 1))
        total += (errors * 0.5 / tau**2).sum()
        total += 2 * x1.shape[0] * (jnp.log(tau) + 0.5 * math.log(2 * math.pi)).sum()
    return total / x1.shape[0]


tree_map = jax.tree_util.tree_map


def train_step(state, rows, key):
    w, m, v, t = state
    t = t + 1
    noise = jax.random.normal(jax.random.fold_in(key, t.astype(jnp.int32)), (problem.batch, problem.noise_width))
    loss, g = jax.value_and_grad(loss_of)(w, data[0][rows], data[1][rows], noise)
    m = tree_map(lambda a, b: BETA1 * a + (1 - BETA1) * b, m, g)
    v = tree_map(lambda a, b: BETA2 * a + (1 - BETA2) * b * b, v, g)
    rate, correction = LEARNING_RATE / (1 - BETA1**t), 1 / jnp.sqrt(1 - BETA2**t)
    w = tree_map(lambda p, a, b: p - rate * a / (jnp.sqrt(b) * correction + EPSILON), w, m, v)
    return (w, m, v, t), loss


jitted = jax.jit(train_step, donate_argnums=0)
weights = {name: jnp.asarray(values) for name, values in problem.arrays.items()}
state = (weights, tree_map(jnp.zeros_like, weights), tree_map(jnp.zeros_like, weights), jnp.float32(0))
key = jax.random.key(0)
random = np.random.default_rng(0)


def checked():
    check = (jnp.asarray(problem.check[name]) for name in ("check.x1", "check.x2", "check.noise"))
    return float(jax.jit(loss_of)(weights, *check))


def steps(count):
    global state
    for _ in range(count):
        rows = random.integers(0, problem.samples, problem.batch, dtype=np.int32)
        state, loss = jitted(state, rows, key)
    loss.block_until_ready()


serve(checked, steps)
