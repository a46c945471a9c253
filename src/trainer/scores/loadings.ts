import type { Loadings } from '../../run/runData.ts';
import { deviation } from '../data/deviation.ts';
import type { StageModel } from '../stageModel.ts';
import { deviations } from './dimensions.ts';
import type { Latents } from './latents.ts';

/**
 * Which features each latent dimension moves: the decoder's prediction with the dimension one standard deviation of its
 * posterior means above 0, less that with it as far below, halved, in standard deviations of the feature among the
 * training samples. All other dimensions are at 0.
 */
export async function loadingsOf(model: StageModel, latents: readonly Latents[]): Promise<Loadings[]> {
  const { prepared, stage } = model;
  const decode = await model.decoder();
  const spread = (name: string): number[] => {
    const block = latents.find((one) => one.name === name);
    return block ? deviations(block) : [];
  };
  const all: Loadings[] = [];
  for (const one of prepared) {
    const { name, features } = one.modality;
    const [shared, own] = [spread('shared'), spread(`private_${name}`)];
    const distances = [...shared, ...own];
    const ends = await decode(name, endsOf(distances, 0, shared.length), endsOf(distances, shared.length));
    const unit = deviation(one, stage.train);
    const width = unit.length;
    const dimensions = distances.map((_, k) =>
      unit.map((scale, d) => (ends[(2 * k + 1) * width + d] - ends[2 * k * width + d]) / (2 * scale)),
    );
    all.push({
      modality: name,
      features: Array.from(one.fitted.keep, (column) => features[column]),
      shared: dimensions.slice(0, shared.length),
      private: dimensions.slice(shared.length),
    });
  }
  return all;
}

/**
 * Some of the dimensions of a latent that has one dimension at a time away from 0: at minus its distance in one row, at
 * plus in the next.
 * @returns [2 · distances · (to − from)]
 */
function endsOf(distances: readonly number[], from: number, to = distances.length): Float32Array {
  const rows = distances.flatMap((distance, k) =>
    [-distance, distance].map((end) => distances.slice(from, to).map((_, j) => (from + j === k ? end : 0))),
  );
  return Float32Array.from(rows.flat());
}
