import { machineMemory } from '../data/requireMemory.ts';
import { defaultTransform } from '../data/scale.ts';
import { findNative } from '../engine/nativePlace.ts';
import { processors } from '../engine/processors.ts';
import type { Estimate } from '../run/inspection.ts';
import type { Study } from '../run/study.ts';
import { evaluationSize } from './evaluationSize.ts';
import { machineRate } from './machineRate.ts';
import { peakMemory, tableMemory } from './memoryEstimate.ts';
import { planJob } from './plan.ts';
import { planStages, splitSeed } from './stages.ts';
import type { TableSize } from './tableSize.ts';

/**
 * What an engine does in the time of one multiply-add of a plain loop on one processor: floating-point operations of a
 * step's matrix products (TensorFlow: on each processor), and what a step costs besides, in such loops' multiply-adds.
 * From bench/results.md, where the loop makes 0.93 · 10⁹ a second: 2 × 5000 features tell the rate, 2 × 20 the rest.
 */
const TENSORFLOW = { rate: 60, step: 0.6e6 };
const WASM = { rate: 12.5, step: 7e6 };

/**
 * Memory and time that a training takes, from the shapes of its tables alone. The time is that of its epochs: scores are
 * made besides, and after them intervals and baselines.
 * @param tables in the order of the study
 * @param rate of this machine, as machineRate tells
 * @param threads of TensorFlow
 */
export function estimateTraining(
  study: Study,
  tables: readonly TableSize[],
  rate = machineRate(),
  threads = processors(),
): Estimate {
  const { evaluation, samples } = evaluationSize(study, tables);
  const resolved = {
    ...study,
    evaluation,
    modalities: study.modalities.map((modality, m) => ({
      ...modality,
      likelihood: tables[m].likelihood,
      transform: modality.transform ?? defaultTransform(tables[m].likelihood, 'real'),
      rows: modality.rows ?? ('samples' as const),
    })),
  };
  const { stages } = planStages(evaluation, samples, null, splitSeed(study));
  const cohort = {
    sampleIds: { length: samples },
    modalities: tables.map(({ name, features }) => ({ name, features: { length: features } })),
  };
  const { workload, batch, rows } = planJob(resolved, { cohort, labels: null }, stages);
  const engine = study.engine === 'wasm' || !findNative() ? 'wasm' : 'tensorflow';
  const { rate: perAdd, step } = engine === 'wasm' ? WASM : TENSORFLOW;
  const used = engine === 'wasm' ? 1 : threads;
  const secondsPerStep = workload.flops / (perAdd * rate * used) + step / rate;
  const { epochs } = study.training;
  return {
    engine,
    epochs,
    models: stages.length,
    secondsPerEpoch: secondsPerStep * workload.stepsPerEpoch,
    seconds: secondsPerStep * workload.steps,
    reading: tables.reduce((sum, table) => sum + tableMemory(table), 0),
    training: peakMemory(study, tables, {
      engine,
      batch,
      paths: tables.length,
      heldOut: evaluation.split === 'kfold' ? samples : rows.predict,
    }),
    machine: machineMemory(),
  };
}
