import * as tf from '@tensorflow/tfjs-core';

/** Stirling's series is used from here on, where its first term left out, 1 / (1680 z⁷), is below 3e-7. */
const SHIFT = 3;

/**
 * ln Γ(x + θ) − ln Γ(θ) by operations that every engine has: [batch, features].
 *
 * ln Γ(z) = (z − ½) ln z − z + ½ ln 2π + s(z), s(z) = 1/12z − 1/360z³ + 1/1260z⁵ (Abramowitz & Stegun 6.1.41), at
 * t = θ + 3 and x + t, and Γ(z + 1) = z Γ(z) to come back from there. The difference is taken term by term, so that large
 * θ cost no digits: (t − ½) ln(1 + x/t) + x ln(x + t) − x + s(x + t) − s(t) − ln Π_{i<3} (1 + x/(θ + i)).
 *
 * @param x counts, from 0: [batch, features]; no gradient
 * @param theta θ > 0: [features]; its gradient is the difference of two digamma functions
 */
export function logRisingFactorial(x: tf.Tensor2D, theta: tf.Tensor1D): tf.Tensor2D {
  const rising = tf.customGrad((theta, save) => {
    (save as tf.GradSaveFunc)([x, theta as tf.Tensor1D]);
    return {
      value: logGammaDifference(x, theta as tf.Tensor1D),
      gradFunc: (dy: tf.Tensor, [x, theta]: tf.Tensor[]) =>
        tf.sum(tf.mul(dy, digammaDifference(x as tf.Tensor2D, theta as tf.Tensor1D)), 0),
    };
  });
  return rising(theta);
}

function logGammaDifference(x: tf.Tensor2D, theta: tf.Tensor1D): tf.Tensor2D {
  const t = tf.add<tf.Tensor1D>(theta, SHIFT);
  const z = tf.add<tf.Tensor2D>(x, t);
  const growth = tf.add(tf.mul(tf.log1p(tf.div(x, t)), tf.sub(t, 0.5)), tf.mul(x, tf.sub(tf.log(z), 1)));
  const corrections = tf.sub(stirlingSeries(z), stirlingSeries(t));
  const factors = shifts(theta).map((shifted) => tf.add<tf.Tensor2D>(tf.div(x, shifted), 1));
  const back = tf.log(factors.reduce((product, factor) => tf.mul(product, factor)));
  return tf.sub(tf.add(growth, corrections), back);
}

/** ψ(x + θ) − ψ(θ), the derivative of the above: ln(1 + x/t) + x / (2t(x + t)) + s′(x + t) − s′(t) + Σ_{i<3} x / ((θ + i)(θ + i + x)) */
function digammaDifference(x: tf.Tensor2D, theta: tf.Tensor1D): tf.Tensor {
  const t = tf.add<tf.Tensor1D>(theta, SHIFT);
  const z = tf.add<tf.Tensor2D>(x, t);
  const growth = tf.add(tf.log1p(tf.div(x, t)), tf.div(x, tf.mul(tf.mul(z, t), 2)));
  const corrections = tf.sub(stirlingSlope(z), stirlingSlope(t));
  const back = tf.addN(shifts(theta).map((shifted) => tf.div(x, tf.mul(tf.add(x, shifted), shifted))));
  return tf.add(tf.add(growth, corrections), back);
}

/** θ, θ + 1, θ + 2 */
function shifts(theta: tf.Tensor1D): tf.Tensor1D[] {
  return Array.from({ length: SHIFT }, (_, i) => tf.add<tf.Tensor1D>(theta, i));
}

/** s(z) */
function stirlingSeries(z: tf.Tensor): tf.Tensor {
  const r = tf.reciprocal(z);
  const r2 = tf.square(r);
  return tf.mul(r, tf.add(tf.mul(r2, tf.sub(tf.mul(r2, 1 / 1260), 1 / 360)), 1 / 12));
}

/** s′(z) = −1/12z² + 1/120z⁴ − 1/252z⁶ */
function stirlingSlope(z: tf.Tensor): tf.Tensor {
  const r2 = tf.reciprocal(tf.square(z));
  return tf.mul(r2, tf.sub(tf.mul(r2, tf.sub(1 / 120, tf.mul(r2, 1 / 252))), 1 / 12));
}
