import { at } from '../../engine/at.ts';
import { decodeEnds } from '../../model/latentEnds.ts';
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
  const { vae, program, prepared, stage } = model;
  vae.parameters.write(await program.read());
  const comparable = await model.comparable();
  const spread = (name: string): number[] => {
    const block = latents.find((one) => one.name === name);
    return block ? deviations(block) : [];
  };
  const all: Loadings[] = [];
  for (const one of prepared) {
    const { name, features } = one.modality;
    const [shared, own] = [spread('shared'), spread(`private_${name}`)];
    const ends = at(comparable, name)(await decodeEnds(vae, name, shared, own));
    const unit = deviation(one, stage.train);
    const width = unit.length;
    const dimensions = [...shared, ...own].map((_, k) =>
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
