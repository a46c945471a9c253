import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/analysis/umap.ts';
import { Random } from '../../src/math/random.ts';
import type { LatentBlock, Umap } from '../../src/run/runData.ts';
import { userErrorOf } from '../data/scratch.ts';

const CLUSTERS = 3;
const quiet = { progress: () => {}, signal: new AbortController().signal };

/** Clusters far apart in some dimensions; every eleventh sample lacks the block. */
function block(samples: number, dimensions: number): LatentBlock {
  const random = new Random(9);
  return {
    name: 'shared',
    dimensions: Array.from({ length: dimensions }, (_, d) =>
      random.normals(samples).map((value, n) => {
        if (n % 11 === 10) return Number.NaN;
        return value + (n % CLUSTERS === d % CLUSTERS ? 12 : 0);
      }),
    ),
  };
}

/** Share of samples whose nearest other sample on the map is of the same cluster. */
function kept({ x, y }: Umap): number {
  const rows = Array.from(x.keys()).filter((n) => !Number.isNaN(x[n]));
  const alike = rows.filter((n) => {
    const distance = (m: number) => (m === n ? Number.POSITIVE_INFINITY : Math.hypot(x[m] - x[n], y[m] - y[n]));
    const nearest = rows.reduce((a, b) => (distance(b) < distance(a) ? b : a));
    return nearest % CLUSTERS === n % CLUSTERS;
  });
  return alike.length / rows.length;
}

describe('a UMAP', () => {
  it('keeps the clusters apart, leaves out who lacks the block, and says what it is', async () => {
    const said: string[] = [];
    const map = await layOut(block(220, 4), null, 3, { ...quiet, progress: (text) => said.push(text) });
    expect(map).toMatchObject({ block: 'shared', fitted: 200, samples: 200, neighbours: 15, seed: 3 });
    expect(map.x[10]).toBeNaN();
    expect(map.y[10]).toBeNaN();
    expect(map.x.filter(Number.isFinite)).toHaveLength(200);
    expect(kept(map)).toBe(1);
    expect(said[0]).toBe('UMAP: finding the neighbours of 200 samples');
  });

  it('is the same to the bit for the same seed, and another for another', async () => {
    const latents = block(90, 3);
    const [one, again, other] = [
      await layOut(latents, null, 0, quiet),
      await layOut(latents, null, 0, quiet),
      await layOut(latents, null, 1, quiet),
    ];
    expect(again).toEqual(one);
    expect(other.x).not.toEqual(one.x);
  });

  it('works on the fewest samples, and on samples that are all alike', async () => {
    for (let samples = 4; samples < 10; samples++) {
      const map = await layOut(block(samples, 3), null, 0, quiet);
      expect(map.neighbours).toBe(samples - 1);
      expect([...map.x, ...map.y].every(Number.isFinite)).toBe(true);
    }
    const alike = { name: 'shared', dimensions: [new Float32Array(30), new Float32Array(30), new Float32Array(30)] };
    expect((await layOut(alike, null, 0, quiet)).x.every(Number.isFinite)).toBe(true);
  });

  it('refuses fewer than four samples, and ends when it is given up', async () => {
    expect(await userErrorOf(() => layOut(block(3, 3), null, 0, quiet))).toBe(
      'UMAP takes at least 4 samples, and shared has 3. Look at its dimensions instead.',
    );
    const stop = new AbortController();
    const mapping = layOut(block(200, 3), null, 0, { progress: () => stop.abort(), signal: stop.signal });
    await expect(mapping).rejects.toBe(stop.signal.reason);
  });
});
