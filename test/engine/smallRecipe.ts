import type { Program, Recipe, Steps } from '../../src/engine/program.ts';
import { denseRows } from '../../src/engine/rows.ts';
import { Random } from '../../src/math/random.ts';
import { planLoss } from '../../src/model/lossPlan.ts';
import { MultimodalVae } from '../../src/model/multimodalVae.ts';
import { objectives } from '../../src/model/objectives/index.ts';
import { recipeOf } from '../../src/model/recipe.ts';
import type { ModalityArrays, TargetArrays } from '../../src/model/tables.ts';
import type { LikelihoodName, ModelName } from '../../src/run/study.ts';

export const SAMPLES = 11;
export const BATCH = 4;

export interface Wish {
  readonly model?: ModelName;
  readonly modalities?: 2 | 3;
  /** sample m lacks modality m, and one measured cell of the first modality is missing */
  readonly missing?: boolean;
  readonly label?: boolean;
  /** of the data and the first weights */
  readonly seed?: number;
  /** of each modality; differs between modalities unless given */
  readonly features?: number;
  readonly batch?: number;
  /** of every modality */
  readonly likelihood?: LikelihoodName;
}

/** A model of a few parameters as an engine runs it. The model must be disposed of after its programs. */
export function smallRecipe(wish: Wish = {}): { recipe: Recipe; vae: MultimodalVae } {
  const { model = 'mmvae++', modalities = 2, missing = false, label = false, seed = 1, batch = BATCH } = wish;
  const { likelihood = 'gaussian' } = wish;
  const random = new Random(seed, 100);
  const data = ['rna', 'protein', 'mirna'].slice(0, modalities).map((name, m): ModalityArrays => {
    const features = wish.features ?? 3 + m;
    const x = random.normals(SAMPLES * features);
    const observed = Uint8Array.from({ length: SAMPLES }, (_, n) => Number(!(missing && n === m)));
    const cells = missing && m === 0 ? new Float32Array(x.length).fill(1) : null;
    // Sample 3, feature 1: missing cells come filled with the mean.
    if (cells) {
      cells[3 * features + 1] = 0;
      x[3 * features + 1] = 0;
    }
    const target = targetOf(likelihood, x, features);
    return {
      name,
      features,
      x: denseRows(x, features),
      observed,
      cells: cells && denseRows(cells, features),
      ...(target && { target }),
    };
  });
  const vae = new MultimodalVae({
    objective: objectives[model],
    modalities: data.map(({ name, features }) => ({
      name,
      features,
      likelihood: { name: likelihood, noise: null, bias: null },
    })),
    latent: { shared: 2, private: Object.fromEntries(data.map(({ name }, m) => [name, 1 + (m % 2)])) },
    hidden: [6],
    classes: label ? 3 : null,
    seed,
  });
  // Sample 2 has no label.
  const codes = Int32Array.from({ length: SAMPLES }, (_, n) => (n === 2 ? -1 : n % 3));
  const recipe = recipeOf(
    vae,
    planLoss(vae.spec, label ? 10 : null),
    { modalities: data, label: label ? { codes, classes: 3 } : null },
    { batch, learningRate: 1e-2, rows: { predict: 4, latents: SAMPLES } },
  );
  return { recipe, vae };
}

/** Zeros and ones by the sign of x; counts about e^x by its value, with sizes from 1 up. */
function targetOf(likelihood: LikelihoodName, x: Float32Array, features: number): TargetArrays | null {
  if (likelihood === 'gaussian' || likelihood === 'laplace') return null;
  if (likelihood === 'bernoulli')
    return {
      x: denseRows(
        x.map((value) => Number(value > 0)),
        features,
      ),
      counts: null,
    };
  const size = Float32Array.from({ length: SAMPLES }, (_, n) => 1 + n);
  return {
    x: denseRows(
      x.map((value, i) => Math.round(Math.exp(value) * size[Math.floor(i / features)])),
      features,
    ),
    counts: { size, logFactorials: size.map((value) => value / 2) },
  };
}

/** Consecutive steps on rows and noise that depend on `first` alone; whole batches unless told otherwise. */
export function someSteps(recipe: Recipe, count: number, { first = 0, samples = recipe.batch } = {}): Steps {
  const { batch, noise, rows } = recipe;
  const steps = Array.from({ length: count }, (_, k) => {
    const random = new Random(5, first + k);
    return {
      rows: Int32Array.from({ length: batch }, (_, i) => (i < samples ? random.integer(rows) : 0)),
      noise: random.normals(batch * noise),
    };
  });
  return {
    count,
    rows: Int32Array.from(steps.flatMap((step) => [...step.rows])),
    weights: Float32Array.from({ length: count * batch }, (_, i) => (i % batch < samples ? 1 / samples : 0)),
    samples: new Array<number>(count).fill(samples),
    noise: Float32Array.from(steps.flatMap((step) => [...step.noise])),
    annealed: [0.7, 0.3],
  };
}

/** Everything that a program knows: to compare programs by. */
export async function stateOf(program: Program) {
  return { weights: await program.read(), adam: await program.adam(), totals: await program.takeTotals() };
}

/** All that a function of the recipe returns for some rows, in one list for each call that it took. */
export async function callAll(program: Program, name: string, rows: Int32Array) {
  const out: { rows: Int32Array; results: Float32Array[] }[] = [];
  for await (const { rows: part, results } of program.call(name, rows)) {
    out.push({ rows: part.slice(), results: results.map((values) => values.slice()) });
  }
  return out;
}
