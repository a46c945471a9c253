// One of our engines: `ours.cjs FOLDER graph|xla|eager|wasm`. Trains with our own loop, and is asked as the peers are:
// "loss", first, for the loss on the check batch; a number for so many steps and the milliseconds that each took.
import { createInterface } from 'node:readline';
import { EagerProgram } from '../src/engine/eagerProgram.ts';
import { loadEngine } from '../src/engine/engine.ts';
import { makeProgram, type Workload } from '../src/engine/execution.ts';
import type { Program, Recipe } from '../src/engine/program.ts';
import { denseRows } from '../src/engine/rows.ts';
import { planLoss } from '../src/model/lossPlan.ts';
import { MultimodalVae } from '../src/model/multimodalVae.ts';
import { recipeOf } from '../src/model/recipe.ts';
import { fitEpochs } from '../src/trainer/fitEpochs.ts';
import { BATCH, openProblem, SAMPLES, STEPS_PER_EPOCH, specOf, VIEWS, workloadOf } from './problem.ts';

const LEARNING_RATE = 1e-3;

async function serve(folder: string, engine: string): Promise<void> {
  const problem = await openProblem(folder);
  const workload = workloadOf(problem.size);
  await loadEngine(engine === 'wasm' ? 'wasm' : 'tensorflow', workload);
  const vae = new MultimodalVae(specOf(problem.size));
  const plan = planLoss(vae.spec, null);
  const modalities = await Promise.all(
    VIEWS.map(async (name) => ({
      name,
      features: problem.size.features,
      x: denseRows(await problem.tensor(`data.${name}`), problem.size.features),
      observed: new Uint8Array(SAMPLES).fill(1),
      cells: null,
    })),
  );
  const recipe = recipeOf(
    vae,
    plan,
    { modalities, label: null },
    { batch: BATCH, learningRate: LEARNING_RATE, rows: { predict: SAMPLES / 5, latents: SAMPLES } },
  );
  const program = programOf(recipe, engine, workload);
  program.write(await Promise.all(vae.parameters.shapes.map(({ name }) => problem.tensor(name))));
  const noise = await problem.tensor('check.noise');
  await problem.close();

  const epochs = fitEpochs({
    program,
    plan,
    batch: BATCH,
    train: Int32Array.from({ length: SAMPLES }, (_, row) => row),
    stage: 0,
    training: {
      seed: 0,
      epochs: Number.MAX_SAFE_INTEGER,
      batchSize: BATCH,
      learningRate: LEARNING_RATE,
      beta: 1,
      alpha: 0,
    },
    extremes: new Map(VIEWS.map((name) => [name, 0])),
    signal: new AbortController().signal,
  });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'loss') {
      say({ loss: await checkedLoss(program, noise) });
      continue;
    }
    // Whole epochs: our loop pauses between them only.
    const count = Math.ceil(Number(line) / STEPS_PER_EPOCH);
    const start = performance.now();
    for (let k = 0; k < count; k++) await epochs.next();
    say({ ms: (performance.now() - start) / (count * STEPS_PER_EPOCH) });
  }
}

function programOf(recipe: Recipe, engine: string, workload: Workload): Program {
  if (engine === 'eager' || engine === 'wasm') return new EagerProgram(recipe);
  const program = makeProgram(recipe, engine === 'xla' ? 'xla' : 'graph', workload);
  if (engine === 'xla' && program.stepsAtOnce === 1) throw new Error('XLA of this TensorFlow does not take the model');
  return program;
}

/** The loss of the first samples before a step on them. */
async function checkedLoss(program: Program, noise: Float32Array): Promise<number> {
  program.train({
    count: 1,
    rows: Int32Array.from({ length: BATCH }, (_, row) => row),
    weights: new Float32Array(BATCH).fill(1 / BATCH),
    samples: [BATCH],
    noise,
    annealed: [1, 0],
  });
  const [loss] = await program.takeTotals();
  return loss / BATCH;
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

const [folder, engine] = process.argv.slice(2);
serve(folder, engine).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
