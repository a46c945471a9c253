// Our engine on the SNARE-seq pair: `sparse.cjs streamed|resident`, rows fed batch by batch, or all made dense on the engine.
import { loadEngine } from '../../src/engine/engine.ts';
import { GraphProgram } from '../../src/engine/graph/graphProgram.ts';
import { planLoss } from '../../src/model/lossPlan.ts';
import { MultimodalVae } from '../../src/model/multimodalVae.ts';
import { recipeOf } from '../../src/model/recipe.ts';
import { answer, LEARNING_RATE } from '../answer.ts';
import { findPair, noiseOf, prepareProblem, workload } from './problem.ts';

async function serve(placement: string): Promise<void> {
  const study = findPair();
  if (study === null) throw new Error('the pair is not there');
  const { spec, modalities, train, batch } = await prepareProblem(study);
  await loadEngine('tensorflow', workload({ spec, train, batch }));
  const vae = new MultimodalVae(spec);
  const plan = planLoss(spec, null);
  const rows = { predict: batch, latents: batch };
  const recipe = recipeOf(vae, plan, { modalities, label: null }, { batch, learningRate: LEARNING_RATE, rows });
  const program = new GraphProgram(recipe, 1, placement === 'resident' ? 'resident' : 'streamed');
  program.load(recipe);
  await answer({ program, plan, train, batch, noise: noiseOf(plan, batch) });
}

serve(process.argv[2]).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
