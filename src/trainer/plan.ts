import type { Workload } from '../engine/execution.ts';
import { stepFlops } from '../model/flops.ts';
import { latentLayout } from '../model/latentLayout.ts';
import { planLoss } from '../model/lossPlan.ts';
import type { ModelSpec } from '../model/multimodalVae.ts';
import { objectives } from '../model/objectives/index.ts';
import type { LabelArrays } from '../model/tables.ts';
import { mostKept } from '../run/mostKept.ts';
import type { ResolvedStudy } from '../run/study.ts';
import type { Dataset } from './data/dataset.ts';
import type { Stage } from './stages.ts';

/** What every stage of a job has in common, known before any engine is loaded. */
export interface JobPlan {
  /** samples in a minibatch, the same in every stage so that one graph serves them all */
  readonly batch: number;
  /** rows in one call of the predictions and of the latents, at most */
  readonly rows: { readonly predict: number; readonly latents: number };
  readonly label: LabelArrays | null;
  /** null where the label does not teach */
  readonly labelWeight: number | null;
  readonly workload: Workload;
}

/** What a plan needs to know of the data. */
interface Size {
  readonly cohort: {
    readonly sampleIds: { readonly length: number };
    readonly modalities: readonly { readonly name: string; readonly features: { readonly length: number } }[];
  };
  readonly labels: Pick<NonNullable<Dataset['labels']>, 'column'> | null;
}

export function planJob(study: ResolvedStudy, dataset: Size, stages: readonly Stage[]): JobPlan {
  const label = labelArrays(dataset);
  const labelWeight = study.labels?.supervise && label ? study.labels.weight : null;
  const { batchSize, epochs } = study.training;
  const most = (of: (stage: Stage) => number): number => Math.max(1, ...stages.map(of));
  const batch = Math.min(
    batchSize,
    most(({ train }) => train.length),
  );
  const samples = dataset.cohort.sampleIds.length;
  const features = dataset.cohort.modalities.map(({ name, features }, m) => ({
    name,
    features: mostKept(features.length, study.modalities[m]),
  }));
  const spec = modelSpec(study, features, labelWeight === null ? null : label);
  return {
    batch,
    rows: { predict: most(({ test }) => test.length), latents: samples },
    label,
    labelWeight,
    workload: {
      steps: stages.reduce((sum, { train }) => sum + epochs * Math.ceil(train.length / batch), 0),
      stepsPerEpoch: most(({ train }) => Math.ceil(train.length / batch)),
      modalities: features.length,
      flops: stepFlops(spec, planLoss(spec, labelWeight), batch).done,
    },
  };
}

/**
 * The model that a study asks for.
 * @param modalities in the order of the study
 * @param label what the model learns from besides, or null
 * @throws UserError where the latent blocks do not fit the modalities
 */
export function modelSpec(
  study: ResolvedStudy,
  modalities: readonly {
    readonly name: string;
    readonly features: number;
    /** where the decoder's biases start, or null for anywhere near 0 */
    readonly bias?: Float32Array | null;
  }[],
  label: Pick<LabelArrays, 'classes'> | null,
): ModelSpec {
  return {
    objective: objectives[study.model.name],
    modalities: modalities.map(({ name, features, bias = null }, m) => {
      const { likelihood, noise = null } = study.modalities[m];
      return { name, features, likelihood: { name: likelihood, noise, bias } };
    }),
    latent: latentLayout(
      study.model,
      modalities.map(({ name }) => name),
    ),
    hidden: study.model.hidden,
    encoder: study.model.encoder,
    targetPrivate: study.model.targetPrivate,
    classes: label?.classes ?? null,
    seed: study.training.seed,
  };
}

function labelArrays({ labels }: Size): LabelArrays | null {
  if (labels?.column.kind !== 'categorical') return null;
  return { codes: labels.column.codes, classes: labels.column.classes.length };
}
