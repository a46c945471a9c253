import { readRow } from '../../data/matrix.ts';
import { rowsAtOnce } from '../../model/rowsAtOnce.ts';
import type { ReconstructionError } from '../../run/runData.ts';
import { deviation } from '../data/deviation.ts';
import type { StageModel } from '../stageModel.ts';
import type { Latents } from './latents.ts';

/** How badly each sample's measured cells are rebuilt from its own latents, in variances of the training samples. */
export async function reconstructionErrors(
  model: StageModel,
  latents: readonly Latents[],
): Promise<ReconstructionError[]> {
  const decode = await model.decoder();
  const all: ReconstructionError[] = [];
  for (const one of model.prepared) {
    const { name, observed } = one.modality;
    const spread = deviation(one, model.stage.train);
    const features = spread.length;
    const atOnce = rowsAtOnce(features);
    const measured = new Float32Array(features);
    const values = new Float32Array(observed.length);
    for (let start = 0; start < observed.length; start += atOnce) {
      const end = Math.min(start + atOnce, observed.length);
      const [shared, own] = [rowsOf(latents, 'shared', start, end), rowsOf(latents, `private_${name}`, start, end)];
      const rebuilt = await decode(name, shared, own);
      for (let row = start; row < end; row++) {
        readRow(one.actual, row, measured);
        values[row] =
          observed[row] === 0 ? Number.NaN : meanSquare(measured, rebuilt.subarray((row - start) * features), spread);
      }
    }
    all.push({ modality: name, values });
  }
  return all;
}

/** Some rows of a block: [rows · dimensions]; empty where there is no such block */
function rowsOf(latents: readonly Latents[], name: string, start: number, end: number): Float32Array {
  const block = latents.find((one) => one.name === name);
  return block ? block.values.subarray(start * block.dimensions, end * block.dimensions) : new Float32Array(0);
}

/** Of the measured features, each in its own deviation; NaN where there is none. */
function meanSquare(measured: Float32Array, rebuilt: Float32Array, deviations: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let d = 0; d < measured.length; d++) {
    if (Number.isNaN(measured[d])) continue;
    sum += ((measured[d] - rebuilt[d]) / deviations[d]) ** 2;
    count++;
  }
  return sum / count;
}
