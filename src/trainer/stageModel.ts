import type { CohortModality } from '../data/cohort.ts';
import { takesAllColumns } from '../data/transforms/steps.ts';
import { at } from '../engine/at.ts';
import type { Execution } from '../engine/execution.ts';
import { makeProgram } from '../engine/execution.ts';
import type { Program, RowResults } from '../engine/program.ts';
import { decodeLatents } from '../model/decodeLatents.ts';
import { dispersionOf } from '../model/likelihoods/likelihood.ts';
import { type LossPlan, planLoss } from '../model/lossPlan.ts';
import { MultimodalVae } from '../model/multimodalVae.ts';
import { directions, LATENTS, latentBlocks, PREDICT, recipeOf, SHARED_ALONE, sharedAlone } from '../model/recipe.ts';
import type { NamedTensor } from '../run/safetensors.ts';
import type { ResolvedStudy } from '../run/study.ts';
import { comparable } from './data/comparable.ts';
import type { Dataset } from './data/dataset.ts';
import { deviation } from './data/deviation.ts';
import { type Prepared, prepare } from './data/prepare.ts';
import { type JobPlan, modelSpec } from './plan.ts';
import { HeldOutScores } from './scores/heldOutScores.ts';
import { describeLatents, type Latents } from './scores/latents.ts';
import type { Stage } from './stages.ts';

/** Everything that one stage needs while it is fitted and scored; lives on the engine until it is disposed of. */
export class StageModel {
  readonly stage: Stage;
  readonly prepared: readonly Prepared[];
  readonly vae: MultimodalVae;
  readonly plan: LossPlan;
  readonly program: Program;
  readonly job: JobPlan;
  readonly #modalities: readonly CohortModality[];

  /**
   * @param previous the model of the stage before, which is used up
   * @throws UserError where the data leave nothing to learn from, or the latent blocks do not fit the modalities
   */
  constructor(
    study: ResolvedStudy,
    dataset: Dataset,
    stage: Stage,
    job: JobPlan,
    execution: Execution,
    previous: StageModel | null = null,
  ) {
    const { modalities } = dataset.cohort;
    this.stage = stage;
    this.job = job;
    this.#modalities = modalities;
    this.prepared = modalities.map((modality, m) => prepare(modality, stage.train, study.modalities[m]));
    const arrays = this.prepared.map((one) => one.arrays);
    const shapes = this.prepared.map(({ arrays: { name, features }, bias }) => ({ name, features, bias }));
    const teacher = job.labelWeight === null ? null : job.label;
    this.vae = new MultimodalVae(modelSpec(study, shapes, teacher));
    this.plan = planLoss(this.vae.spec, job.labelWeight);
    const recipe = recipeOf(
      this.vae,
      this.plan,
      { modalities: arrays, label: teacher },
      {
        batch: job.batch,
        learningRate: study.training.learningRate,
        rows: job.rows,
      },
    );
    this.program = makeProgram(recipe, execution, job.workload, previous?.program);
    previous?.vae.dispose();
  }

  /** Largest absolute value of each modality, after its transforms: where to look when the loss breaks. */
  get extremes(): ReadonlyMap<string, number> {
    return new Map(
      this.prepared.map(({ arrays: { name, x } }) => [
        name,
        Math.max(largest(x.values), x.layout === 'sparse' ? largest(x.base) : 0),
      ]),
    );
  }

  /** The posteriors of all samples. */
  async latents(): Promise<Latents[]> {
    const everyone = Int32Array.from({ length: this.job.rows.latents }, (_, row) => row);
    const names = latentBlocks(this.vae.spec.latent);
    const results = await collect(this.program.call(LATENTS, everyone), everyone.length);
    const blocks = new Map(names.map((name, i) => [name, { values: results[2 * i], kl: results[2 * i + 1] }]));
    return describeLatents(blocks, this.#modalities);
  }

  /**
   * Scores of the stage's own held-out samples.
   * @param what keep: bytes up to which predictions are kept as well; explain: score what the shared latent alone explains
   */
  async score(what: { readonly keep: number; readonly explain: boolean }): Promise<HeldOutScores> {
    const scores = new HeldOutScores(this.prepared, this.stage.test, what);
    await this.scoreInto(scores);
    return scores;
  }

  /** Adds the stage's held-out samples to scores that pool several stages. */
  async scoreInto(scores: HeldOutScores): Promise<void> {
    const onScale = await this.comparable();
    const names = this.vae.modalities;
    for (const [name, wanted] of [
      [PREDICT, directions(names)],
      ...(scores.explains ? [[SHARED_ALONE, sharedAlone(names)] as const] : []),
    ] as const) {
      for await (const { rows, results } of this.program.call(name, this.stage.test)) {
        wanted.forEach((direction, i) => {
          if (!scores.wants(direction)) return;
          scores.add(direction, this.prepared, rows, at(onScale, direction.target)(results[i]));
        });
      }
    }
  }

  /** What brings means of each modality, as its decoder gives them now, to the scale of `Prepared.actual`. */
  async comparable(): Promise<ReadonlyMap<string, (means: Float32Array) => Float32Array>> {
    const dispersed = this.prepared.some(({ likelihood }) => likelihood === 'negative-binomial');
    const parameters = dispersed ? await this.parameters() : [];
    return new Map(
      this.prepared.map(({ modality: { name }, fitted, likelihood }) => {
        const dispersion = parameters.find((parameter) => parameter.name === dispersionOf(name));
        return [name, (means) => comparable(means, fitted, likelihood, dispersion?.values ?? null)];
      }),
    );
  }

  /**
   * The model as it stands, as a function from latents to predictions on the scale of `Prepared.actual`:
   * (modality, [rows · shared], [rows · private]) → [rows · features], as in {@link decodeLatents}
   */
  async decoder(): Promise<(modality: string, shared: Float32Array, own: Float32Array) => Promise<Float32Array>> {
    this.vae.parameters.write(await this.program.read());
    const onScale = await this.comparable();
    return async (modality, shared, own) => at(onScale, modality)(await decodeLatents(this.vae, modality, shared, own));
  }

  /** Every parameter, and the statistics of the transforms, by readable names. */
  async weights(): Promise<{ tensors: NamedTensor[]; metadata: Record<string, string> }> {
    const tensors = await this.parameters();
    const metadata: Record<string, string> = { model: this.vae.spec.objective.name };
    for (const one of this.prepared) {
      const { fitted, fill, unit, modality } = one;
      const { name, features } = modality;
      const { mean, scale, profile, idf } = fitted;
      const statistics = { mean, scale, profile, idf, fill, deviation: deviation(one, this.stage.train) };
      for (const [statistic, values] of Object.entries(statistics)) {
        if (values) tensors.push({ name: `transform.${name}.${statistic}`, shape: [values.length], values });
      }
      if (profile || takesAllColumns(fitted.steps)) metadata[`columns.${name}`] = JSON.stringify(features);
      metadata[`features.${name}`] = JSON.stringify(Array.from(fitted.keep, (column) => features[column]));
      metadata[`unit.${name}`] = unit;
      metadata[`transform.${name}`] = JSON.stringify(fitted.steps);
    }
    return { tensors, metadata };
  }

  /** Every parameter by name, as it stands. */
  async parameters(): Promise<NamedTensor[]> {
    const values = await this.program.read();
    return this.vae.parameters.shapes.map((parameter, i) => ({ ...parameter, values: values[i] }));
  }

  dispose(): void {
    this.program.dispose();
    this.vae.dispose();
  }
}

/** The largest absolute value. */
function largest(values: Float32Array): number {
  return values.reduce((most: number, value: number) => Math.max(most, Math.abs(value)), 0);
}

/** The results of a function on all rows: [rows · columns] each */
async function collect(calls: AsyncIterable<RowResults>, samples: number): Promise<Float32Array[]> {
  let all: Float32Array[] = [];
  let done = 0;
  for await (const { rows, results } of calls) {
    if (done === 0) all = results.map(({ length }) => new Float32Array((length / rows.length) * samples));
    results.forEach((values, i) => {
      all[i].set(values, (done * values.length) / rows.length);
    });
    done += rows.length;
  }
  return all;
}
