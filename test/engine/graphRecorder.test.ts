import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { loadEngine } from '../../src/engine/engine.ts';
import { nativeBackend } from '../../src/engine/graph/binding.ts';
import * as nodes from '../../src/engine/graph/nodes.ts';
import { record } from '../../src/engine/graph/recorder.ts';
import { GraphSession } from '../../src/engine/graph/session.ts';

let scale: tf.Variable;
beforeAll(async () => {
  await loadEngine('tensorflow');
  scale = tf.variable(tf.scalar(2));
});

/** Functions of [2, 3] that stay there, finite, and use one number: with constants, shapes and several results in them. */
const STEPS: readonly ((x: tf.Tensor2D, a: number) => tf.Tensor2D)[] = [
  (x, a) => tf.add(x, a),
  (x, a) => tf.mul(x, tf.tensor2d([a, 1, -a], [1, 3])),
  (x) => tf.neg(x),
  (x) => tf.sigmoid(x),
  (x) => tf.leakyRelu(x, 0.2),
  (x) => tf.softplus(x),
  (x) => tf.matMul(x, tf.tensor2d([0, 1, 0, 0, 0, 1, 1, 0, 0], [3, 3])),
  (x) => tf.concat(tf.split<tf.Tensor2D>(x, [1, 2], 1).reverse(), 1),
  (x) => tf.transpose<tf.Tensor2D>(tf.reshape(x, [3, 2])),
  (x) => tf.sub<tf.Tensor2D>(x, tf.logSumExp(x, 1, true)),
  (x, a) => {
    const { grads } = tf.variableGrads(() => tf.mean<tf.Scalar>(tf.square(tf.mul(tf.sigmoid(x), scale))), [scale]);
    return tf.add<tf.Tensor2D>(x, tf.mul(grads[scale.name], a));
  },
];

const matrix = fc
  .array(fc.integer({ min: -8, max: 8 }), { minLength: 6, maxLength: 6 })
  .map((list) => Float32Array.from(list, (value) => value / 4));
const programs = fc.array(fc.tuple(fc.nat(STEPS.length - 1), fc.integer({ min: -4, max: 4 })), {
  minLength: 1,
  maxLength: 6,
});

it('writes down what a function does: the graph does it to other numbers', () => {
  fc.assert(
    fc.property(programs, matrix, matrix, (program, first, other) => {
      const apply = (x: tf.Tensor2D) => program.reduce((value, [step, a]) => STEPS[step](value, a / 2), x);
      const shape: [number, number] = [2, 3];
      const expected = tf.tidy(() => apply(tf.tensor2d(other, shape)).dataSync());
      const x = tf.tensor2d(first, shape);
      const recording = record(
        new Map<string, tf.Tensor>([
          ['x', x],
          ['scale', scale],
        ]),
        'n',
        () => [apply(x)],
      );
      x.dispose();
      const session = new GraphSession({
        nodes: [nodes.placeholder('x', shape), nodes.placeholder('scale', []), ...recording.nodes],
        functions: [],
      });
      const [values] = session.run(
        { x: { shape, values: other }, scale: { shape: [], values: Float32Array.of(2) } },
        recording.outputs,
      );
      session.dispose();
      expected.forEach((value, i) => {
        expect(Math.abs(value - values[i])).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(value)));
      });
    }),
    { numRuns: 25 },
  );
});

it('refuses tensors that it does not know, and listens no longer', () => {
  const stranger = tf.tensor1d([1, 2]);
  const known = tf.tensor1d([3, 4]);
  // A tensor goes to TensorFlow, and gets its number there, when it is first used.
  tf.neg(stranger).dispose();
  const { binding } = nativeBackend();
  const tensors = tf.memory().numTensors;
  const inputs = new Map([['known', known]]);
  expect(() => record(inputs, 'n', () => [tf.add(known, stranger)])).toThrow(
    'Add takes a tensor that is neither an input nor recorded',
  );
  expect(nativeBackend().binding).toBe(binding);
  expect(() => record(inputs, 'n', () => [stranger])).toThrow('a result was not recorded');
  expect(nativeBackend().binding).toBe(binding);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(record(inputs, 'n', () => [known])).toEqual({ nodes: [], outputs: ['known'] });
  tf.dispose([stranger, known]);
});

it('does not take another engine for the native one', async () => {
  await loadEngine('wasm');
  try {
    expect(() => record(new Map(), 'n', () => [])).toThrow('the native engine is not the current one');
  } finally {
    await loadEngine('tensorflow');
  }
});
