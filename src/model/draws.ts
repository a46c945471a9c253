import * as tf from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import { cutBlocks, type Encoded } from './encoded.ts';
import { sample } from './gaussian.ts';
import { drawKey, type LossPlan } from './lossPlan.ts';
import type { MultimodalVae } from './multimodalVae.ts';
import type { Path } from './objectives/objective.ts';
import { stopGradient } from './stopGradient.ts';

/** One reparameterised sample for each draw, by block, and the private latents that paths take from elsewhere. */
export class Draws {
  readonly #vae: MultimodalVae;
  readonly #size: number;
  readonly #samples: ReadonlyMap<string, ReadonlyMap<string, tf.Tensor2D>>;
  readonly #fromPriors: ReadonlyMap<Path, tf.Tensor2D>;

  /** @param noise a block of columns for each of the plan's draws, then one for each of its draws from priors */
  constructor(vae: MultimodalVae, plan: LossPlan, encoded: Encoded, noise: readonly tf.Tensor2D[]) {
    this.#vae = vae;
    this.#size = encoded.size;
    this.#samples = new Map(
      plan.draws.map((draw, i) => {
        const q = encoded.posterior(draw);
        return [drawKey(draw), cutBlocks(sample(q, noise[i]), q)];
      }),
    );
    this.#fromPriors = new Map(plan.priorDraws.map(({ path }, i) => [plan.paths[path], noise[plan.draws.length + i]]));
  }

  /** z_shared: [batch, shared] */
  shared(path: Pick<Path, 'from' | 'subset' | 'draw' | 'shared'>): tf.Tensor2D {
    const z = at(at(this.#samples, drawKey(path)), 'shared');
    return path.shared === 'stop-gradient' ? stopGradient(z) : z;
  }

  /** The private latent that the target's decoder is given: [batch, private] */
  own(path: Path): tf.Tensor2D {
    switch (path.private) {
      case 'own':
        return at(at(this.#samples, drawKey(path)), path.to);
      case 'zero':
        return tf.zeros([this.#size, this.#vae.spec.latent.private[path.to]]);
      case 'prior':
        return at(this.#fromPriors, path);
      case 'auxiliary':
        return tf.mul(at(this.#fromPriors, path), this.#vae.auxiliaryScale(path.to));
      case 'encoder':
        return at(at(this.#samples, drawKey({ from: [path.to], subset: 'all', draw: 0 })), path.to);
    }
  }
}
