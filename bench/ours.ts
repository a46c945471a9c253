// One of our engines: `ours.cjs FOLDER graph|xla|eager|wasm`.
import { EagerProgram } from '../src/engine/eagerProgram.ts';
import { loadEngine } from '../src/engine/engine.ts';
import { makeProgram, type Workload } from '../src/engine/execution.ts';
import type { Program, Recipe } from '../src/engine/program.ts';
import { denseRows } from '../src/engine/rows.ts';
import { planLoss } from '../src/model/lossPlan.ts';
import { MultimodalVae } from '../src/model/multimodalVae.ts';
import { recipeOf } from '../src/model/recipe.ts';
import { answer, LEARNING_RATE } from './answer.ts';
import { BATCH, openProblem, SAMPLES, specOf, VIEWS, workloadOf } from './problem.ts';

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

  await answer({
    program,
    plan,
    train: Int32Array.from({ length: SAMPLES }, (_, row) => row),
    batch: BATCH,
    noise,
  });
}

function programOf(recipe: Recipe, engine: string, workload: Workload): Program {
  if (engine === 'eager' || engine === 'wasm') return new EagerProgram(recipe);
  const program = makeProgram(recipe, engine === 'xla' ? 'xla' : 'graph', workload);
  if (engine === 'xla' && program.stepsAtOnce === 1) throw new Error('XLA of this TensorFlow does not take the model');
  return program;
}

const [folder, engine] = process.argv.slice(2);
serve(folder, engine).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
