import type { CohortModality } from '../data/cohort.ts';
import { directions, latentRows, predictRows } from '../model/heldOut.ts';
import { latentLayout } from '../model/latentLayout.ts';
import { MultimodalVae } from '../model/multimodalVae.ts';
import { objectives } from '../model/objectives/index.ts';
import { type LabelArrays, ResidentData } from '../model/residentData.ts';
import { TrainingStep } from '../model/trainingStep.ts';
import type { NamedTensor } from '../run/safetensors.ts';
import type { Study } from '../run/study.ts';
import type { Dataset } from './dataset.ts';
import { HeldOutScores } from './heldOutScores.ts';
import { describeLatents, type Latents } from './latents.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { Stage } from './stages.ts';

/** Everything that one stage needs while it is fitted and scored; lives on the engine until it is disposed of. */
export class StageModel {
  readonly stage: Stage;
  readonly prepared: readonly Prepared[];
  readonly vae: MultimodalVae;
  readonly step: TrainingStep;
  readonly label: LabelArrays | null;
  readonly #data: ResidentData;
  readonly #modalities: readonly CohortModality[];

  /** @throws UserError where the data leave nothing to learn from, or the latent blocks do not fit the modalities */
  constructor(study: Study, dataset: Dataset, stage: Stage) {
    const { modalities } = dataset.cohort;
    const latent = latentLayout(
      study.model,
      modalities.map(({ name }) => name),
    );
    this.stage = stage;
    this.#modalities = modalities;
    this.label = labelArrays(dataset);
    this.prepared = modalities.map((modality, m) =>
      prepare(modality, stage.train, {
        transform: dataset.sources[m].transform,
        topVariance: study.modalities[m].topVariance,
      }),
    );
    const supervised = study.labels?.supervise === true && this.label !== null;
    this.vae = new MultimodalVae({
      objective: objectives[study.model.name],
      modalities: this.prepared.map(({ arrays }) => arrays),
      latent,
      hidden: study.model.hidden,
      classes: supervised && this.label ? this.label.classes : null,
      seed: study.training.seed,
    });
    this.#data = new ResidentData(
      this.prepared.map(({ arrays }) => arrays),
      this.label,
    );
    this.step = new TrainingStep(this.vae, this.#data, {
      learningRate: study.training.learningRate,
      labelWeight: supervised && study.labels ? study.labels.weight : null,
    });
  }

  /** Largest absolute value of each modality, after its transforms: where to look when the loss breaks. */
  get extremes(): ReadonlyMap<string, number> {
    return new Map(
      this.prepared.map(({ arrays }) => [
        arrays.name,
        arrays.x.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      ]),
    );
  }

  /** Posterior means of all samples. */
  async latents(): Promise<Latents[]> {
    const everyone = Int32Array.from({ length: this.#data.samples }, (_, row) => row);
    return describeLatents(await latentRows(this.vae, this.#data, everyone), this.#modalities);
  }

  /** Scores of the stage's own held-out samples. */
  async score(keepPredictions: boolean): Promise<HeldOutScores> {
    const scores = new HeldOutScores(this.prepared, directions(this.vae.modalities), this.stage.test, keepPredictions);
    await this.scoreInto(scores);
    return scores;
  }

  /** Adds the stage's held-out samples to scores that pool several stages. */
  async scoreInto(scores: HeldOutScores): Promise<void> {
    await predictRows(this.vae, this.#data, this.stage.test, (direction, rows, predicted) => {
      scores.add(direction, this.prepared, rows, predicted);
    });
  }

  /** Every parameter, and the statistics of the transforms, by readable names. */
  async weights(): Promise<{ tensors: NamedTensor[]; metadata: Record<string, string> }> {
    const tensors = await this.vae.parameters.read();
    const metadata: Record<string, string> = { model: this.vae.spec.objective.name };
    for (const { modality, fitted } of this.prepared) {
      const { name, features } = modality;
      tensors.push({ name: `transform.${name}.mean`, shape: [fitted.mean.length], values: fitted.mean });
      tensors.push({ name: `transform.${name}.scale`, shape: [fitted.scale.length], values: fitted.scale });
      metadata[`features.${name}`] = JSON.stringify(Array.from(fitted.keep, (column) => features[column]));
      metadata[`transform.${name}`] = JSON.stringify(fitted.steps);
    }
    return { tensors, metadata };
  }

  /** What training on needs besides the data: parameters and the optimiser's moments. */
  async checkpoint(): Promise<NamedTensor[]> {
    const { m, v, steps } = await this.step.adam.state();
    return [
      ...(await this.vae.parameters.read()),
      { name: 'adam.m', shape: [m.length], values: m },
      { name: 'adam.v', shape: [v.length], values: v },
      { name: 'adam.steps', shape: [1], values: Float32Array.of(steps) },
    ];
  }

  dispose(): void {
    this.step.dispose();
    this.#data.dispose();
    this.vae.dispose();
  }
}

function labelArrays({ labels }: Dataset): LabelArrays | null {
  if (labels?.column.kind !== 'categorical') return null;
  return { codes: labels.column.codes, classes: labels.column.classes.length };
}
