import { Random } from '../../src/math/random.ts';
import type { FeatureValues, RunData, Umap } from '../../src/run/runData.ts';
import type { Answer, ViewerAsk } from '../../src/run/viewerMessages.ts';
import { featureFixture } from './fixtures.ts';

/** What the host answers; null where this host leaves the question open. */
export function answerTo(data: RunData, ask: ViewerAsk): Answer | null {
  const { about, id } = ask;
  switch (about) {
    case 'prediction':
      return { about, id, content: featureFixture(data, ask.source, ask.target, ask.feature) };
    case 'values':
      return { about, id, content: valuesFixture(data, ask.modality, ask.feature) };
    case 'umap':
      return { about, id, content: umapFixture(data, ask.block) };
    default:
      return null;
  }
}

/** Above 0, with a long tail; every thirteenth is missing. */
export function valuesFixture(data: RunData, modality: string, feature: string): FeatureValues {
  const random = new Random(feature.length + 11);
  const values = Float32Array.from(data.latents?.sampleIds ?? [], (_, i) => {
    const value = Math.exp(1 + (random.normals(1)[0] ?? 0));
    return i % 13 === 12 ? Number.NaN : value;
  });
  return { modality, feature, unit: 'log1p', values };
}

/** The first two dimensions, bent. */
export function umapFixture(data: RunData, block: string): Umap {
  const dimensions = data.latents?.blocks.find(({ name }) => name === block)?.dimensions ?? [];
  const [x = new Float32Array(), y = x] = dimensions;
  const samples = x.filter((value) => !Number.isNaN(value)).length;
  return {
    block,
    x: x.map((value, i) => 4 * value + Math.sin(3 * y[i])),
    y: y.map((value, i) => 4 * value + Math.cos(3 * x[i])),
    fitted: Math.min(samples, 60),
    samples,
    neighbours: 15,
    seed: 0,
  };
}
