import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workload } from '../../src/engine/execution.ts';
import type { Rows } from '../../src/engine/rows.ts';
import { Random } from '../../src/math/random.ts';
import { stepFlops } from '../../src/model/flops.ts';
import { type LossPlan, planLoss } from '../../src/model/lossPlan.ts';
import { type ModelSpec, MultimodalVae } from '../../src/model/multimodalVae.ts';
import type { ModalityArrays } from '../../src/model/tables.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import { formatSafetensors, type NamedTensor } from '../../src/run/safetensors.ts';
import type { StudyInput } from '../../src/run/study.ts';
import { loadDataset } from '../../src/trainer/data/dataset.ts';
import { prepare } from '../../src/trainer/data/prepare.ts';
import { modelSpec, planJob } from '../../src/trainer/plan.ts';
import { resolveStudy } from '../../src/trainer/resolveStudy.ts';
import { planStages } from '../../src/trainer/stages.ts';

const FOLDER = '../shared/data/formats/wide';
export const EPOCHS = 10;

/** The SNARE-seq pair of Chen et al. 2019: counts of 1,677 genes and 25,734 peaks in 10,309 nuclei. */
export const STUDY = {
  modalities: [
    { name: 'rna', file: 'snareseq_mop_rna_full_10309x1677.h5ad' },
    { name: 'atac', file: 'snareseq_mop_atac_full_10309x25734.h5ad', topVariance: 5000 },
  ],
  training: { epochs: EPOCHS },
  engine: 'tensorflow',
} satisfies StudyInput;

/** The study with paths that hold from anywhere, or null where the files are not there. */
export function findPair(): StudyInput | null {
  const modalities = STUDY.modalities.map((modality) => ({ ...modality, file: join(FOLDER, modality.file) }));
  return modalities.every(({ file }) => existsSync(file)) ? { ...STUDY, modalities } : null;
}

/** What an engine trains on. */
export interface Problem {
  readonly spec: ModelSpec;
  readonly modalities: readonly ModalityArrays[];
  readonly train: Int32Array;
  readonly batch: number;
}

/** The pair, prepared as a run prepares it. */
export async function prepareProblem(given: StudyInput): Promise<Problem> {
  const parsed = parseStudy(given, 'the study of the pair');
  const dataset = await loadDataset(parsed, '.');
  const study = resolveStudy(parsed, dataset);
  const samples = dataset.cohort.sampleIds.length;
  const { stages } = planStages(study.evaluation, samples, null, study.training.seed);
  const [{ train }] = stages;
  const prepared = dataset.cohort.modalities.map((modality, m) => prepare(modality, train, study.modalities[m]));
  const shapes = prepared.map(({ arrays: { name, features }, bias }) => ({ name, features, bias }));
  return {
    spec: modelSpec(study, shapes, null),
    modalities: prepared.map(({ arrays }) => arrays),
    train,
    batch: planJob(study, dataset, stages).batch,
  };
}

export function noiseOf(plan: LossPlan, batch: number): Float32Array {
  return new Random(2).normals(batch * plan.noiseWidth);
}

const FILE = 'problem.safetensors';

/** Writes what the peers start from: stored cells, first weights, and the noise of the check batch. Needs an engine. */
export function writeProblem({ spec, modalities, train, batch }: Problem, folder: string): void {
  const vae = new MultimodalVae(spec);
  const { shapes, variables } = vae.parameters;
  const plan = planLoss(spec, null);
  const tensors = [
    ...shapes.map((shape, i) => ({ ...shape, values: Float32Array.from(variables[i].dataSync()) })),
    ...modalities.flatMap(({ name, x, target }) => [
      ...rowTensors(`${name}.x`, x),
      ...(target ? rowTensors(`${name}.target`, target.x) : []),
      ...(target?.counts ? [vector(`${name}.size`, target.counts.size)] : []),
      ...(target?.counts ? [vector(`${name}.log factorials`, target.counts.logFactorials)] : []),
    ]),
    vector('train', Float32Array.from(train)),
    vector('noise', noiseOf(plan, batch)),
  ];
  vae.dispose();
  mkdirSync(folder, { recursive: true });
  const { shared, private: own } = spec.latent;
  const settings = {
    modalities: JSON.stringify(modalities.map(({ name }) => name)),
    shared: String(shared),
    private: JSON.stringify(modalities.map(({ name }) => own[name])),
    layers: String(spec.hidden.length + 1),
    batch: String(batch),
  };
  writeFileSync(join(folder, FILE), Buffer.concat(formatSafetensors(tensors, settings)));
}

/** Numbers up to 2^24 are exact as 32-bit floats. */
function rowTensors(name: string, rows: Rows): NamedTensor[] {
  if (rows.layout === 'dense') throw new Error(`${name} is dense`);
  const { base, starts, indices, values } = rows;
  if (values.length > 2 ** 24) throw new Error(`${name} has more cells than a 32-bit float counts`);
  return [
    vector(`${name}.base`, base),
    vector(`${name}.starts`, Float32Array.from(starts)),
    vector(`${name}.indices`, Float32Array.from(indices)),
    vector(`${name}.values`, values),
  ];
}

function vector(name: string, values: Float32Array): NamedTensor {
  return { name, shape: [values.length], values };
}

/** EPOCHS epochs, as an engine is told of them. */
export function workload({ spec, train, batch }: Pick<Problem, 'spec' | 'train' | 'batch'>): Workload {
  const stepsPerEpoch = Math.ceil(train.length / batch);
  return {
    steps: EPOCHS * stepsPerEpoch,
    stepsPerEpoch,
    modalities: spec.modalities.length,
    flops: stepFlops(spec, planLoss(spec, null), batch).done,
  };
}
