import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type EngineChoice, loadEngine } from '../../src/engine/engine.ts';
import { findNative, nativeFolder } from '../../src/engine/nativePlace.ts';
import { UserError } from '../../src/run/userError.ts';

afterEach(() => vi.unstubAllEnvs());

/** y = sum(relu(a) a squared) at a = [[1, 2], [3, 4]]: by hand 7² + 10² + 15² + 22² = 858, and its gradient. */
function lossAndGradient(): { loss: number; gradient: number[] } {
  return tf.tidy(() => {
    const a = tf.variable(tf.tensor2d([1, 2, 3, 4], [2, 2]), true, `a${Math.random()}`);
    const { value, grads } = tf.variableGrads(() => tf.sum<tf.Scalar>(tf.square(tf.matMul(tf.relu(a), a))));
    const gradient = Object.values(grads)[0]?.dataSync() ?? [];
    const loss = value.dataSync()[0] ?? Number.NaN;
    a.dispose();
    return { loss, gradient: Array.from(gradient) };
  });
}

describe.each<EngineChoice>(['wasm', 'tensorflow'])('the engine %s', (name) => {
  it('computes values and gradients, and frees its memory', async () => {
    const engine = await loadEngine(name);
    expect(engine.name).toBe(name);
    expect(tf.getBackend()).toBe(name);
    expect(engine.threads).toBeGreaterThanOrEqual(1);

    const before = tf.memory().numTensors;
    // d/da of |a a|²: 2 (G aᵀ + aᵀ G) with G = a a.
    expect(lossAndGradient()).toEqual({ loss: 858, gradient: [158, 274, 266, 482] });
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('names the libraries and their versions', async () => {
  expect((await loadEngine('tensorflow')).version).toMatch(/^TensorFlow 2\.\d+\.\d+ \(tfjs-node 4\.22\.0\)$/);
  expect((await loadEngine('wasm')).version).toBe('tfjs 4.22.0 WASM SIMD');
});

it('takes native TensorFlow by itself where it is installed', async () => {
  expect(findNative(), `no native engine in ${nativeFolder()}: run \`npx crossmodal engines install\``).toBeDefined();
  expect(await loadEngine('auto')).toMatchObject({ name: 'tensorflow', note: 'native TensorFlow is installed' });
});

it('falls back to WASM, and says why and what to do', async () => {
  vi.stubEnv('CROSSMODAL_ENGINE_DIR', '/nowhere');
  const engine = await loadEngine('auto');
  expect(engine.name).toBe('wasm');
  expect(engine.note).toContain('crossmodal engines install');
  await expect(loadEngine('tensorflow')).rejects.toThrow(UserError);
  await expect(loadEngine('tensorflow')).rejects.toThrow('crossmodal engines install');
});
