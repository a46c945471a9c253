import type { Checkpoint } from '../run/checkpoint.ts';
import type { NamedTensor } from '../run/safetensors.ts';
import { UserError } from '../run/userError.ts';
import { after, type Position } from './fitEpochs.ts';
import type { StageModel } from './stageModel.ts';

/** The best evaluation so far. */
export interface Best {
  readonly epoch: number;
  readonly score: number;
  /** in the order of the model's parameters */
  readonly weights: readonly Float32Array[];
}

/** Where the training of a stage stands, besides what is in its model. */
export interface Standing {
  position: Position;
  best: Best | null;
}

export function fromTheStart(): Standing {
  return { position: after(0), best: null };
}

/** All that training on takes; where every epoch is over, only what scoring takes. */
export async function takeCheckpoint(
  model: StageModel,
  { position, best }: Standing,
  { epochs, warnings }: { epochs: number; warnings: string[] },
): Promise<Checkpoint> {
  const { epoch, step, totals } = position;
  const parameters = await model.parameters();
  const named = (prefix: string, values: readonly Float32Array[]): NamedTensor[] =>
    parameters.map(({ name, shape }, i) => ({ name: prefix + name, shape, values: values[i] }));
  const adam = epoch < epochs ? await model.program.adam() : null;
  return {
    state: {
      epoch,
      step,
      adamSteps: adam?.steps ?? null,
      best: best && { epoch: best.epoch, score: Number.isFinite(best.score) ? best.score : null },
      warnings,
    },
    tensors: [
      ...parameters,
      ...(adam ? [...named('adam.m.', adam.m), ...named('adam.v.', adam.v)] : []),
      ...(best ? named('best.', best.weights) : []),
      { name: 'totals', shape: [totals.length], values: totals },
    ],
  };
}

/**
 * Puts a model back to where a checkpoint was taken.
 * @throws UserError where the checkpoint is of another model
 */
export function restore(model: StageModel, { state, tensors }: Checkpoint): Standing {
  const found = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const named = (prefix: string): Float32Array[] =>
    model.vae.parameters.shapes.map(({ name, shape }) => {
      const tensor = found.get(prefix + name);
      if (!tensor || tensor.shape.join() !== shape.join()) {
        throw new UserError(
          `The checkpoint of ${model.stage.title} is of another model: ${prefix}${name} is not there as [${shape}]. Train anew: crossmodal train STUDY`,
        );
      }
      return tensor.values;
    });
  const { epoch, step, adamSteps, best } = state;
  model.program.write(named(''));
  if (adamSteps !== null) {
    model.program.restoreAdam({ m: named('adam.m.'), v: named('adam.v.'), steps: adamSteps });
  }
  return {
    position: { epoch, step, totals: found.get('totals')?.values ?? new Float32Array() },
    best: best && { epoch: best.epoch, score: best.score ?? Number.NEGATIVE_INFINITY, weights: named('best.') },
  };
}
