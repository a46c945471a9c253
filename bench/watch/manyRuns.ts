import { existsSync } from 'node:fs';
import { cp, link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Random } from '../../src/math/random.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { RUN_FILES } from '../../src/run/runFolder.ts';
import { SWEEP_ENDING, type SweepInput } from '../../src/run/sweepFile.ts';
import { runFolderIn, sweepFolderOf } from '../../src/run/sweepFolder.ts';
import { type PlannedSweep, planSweep } from '../../src/sweep/planSweep.ts';
import { writeSweep } from '../../src/sweep/writeSweep.ts';
import { shell } from '../../test/e2e/lib/shell.ts';

export const RUNS = 10_000;
/** Folders that are filled side by side. */
const AT_ONCE = 32;

const SWEEP: SweepInput = {
  study: 'acc.crossmodal.json',
  grid: {
    'model.name': ['avg', 'mvae', 'mmvae', 'mmvae++'],
    'model.shared': [1, 2, 3, 4, 5, 6, 8, 10, 15, 20],
    'training.beta': [0.01, 0.1, 0.5, 1, 2],
    seed: { count: 50 },
  },
  limits: { runs: RUNS },
};

/**
 * A workspace with a sweep of ten thousand finished runs of the sample's tables: its folders are those of one run that was
 * trained, with a run.crossmodal of its own each and the other files shared by hard links. Made once and kept.
 * @returns the workspace, and the sweep's folder in it
 */
export async function manyRuns(folder: string): Promise<{ workspace: string; sweep: string }> {
  const workspace = resolve(folder, 'many');
  const file = join(workspace, `many${SWEEP_ENDING}`);
  const sweep = sweepFolderOf(file);
  if (existsSync(workspace)) return { workspace, sweep };
  const making = resolve(folder, 'many.making');
  await rm(making, { recursive: true, force: true });
  await cp(join('samples', 'tcga-acc'), making, { recursive: true });
  await writeFile(join(making, `many${SWEEP_ENDING}`), JSON.stringify(SWEEP, null, 2));
  const model = await trainOne(making);
  const planned = await planSweep(join(making, `many${SWEEP_ENDING}`));
  await writeSweep(planned);
  await fill(planned, model);
  await rm(model, { recursive: true });
  await rename(making, workspace);
  return { workspace, sweep };
}

async function trainOne(workspace: string): Promise<string> {
  const out = join(workspace, 'model');
  const study = join(workspace, SWEEP.study);
  await shell(process.execPath, [join('dist', 'crossmodal.cjs'), 'train', study, '--out', out]);
  return out;
}

async function fill({ folder, plan, studies }: PlannedSweep, model: string): Promise<void> {
  const run = await readRunFile(model);
  const others = (await readdir(model, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== RUN_FILES.run)
    .map((entry) => join(entry.parentPath, entry.name).slice(model.length + 1));
  const random = new Random(0);
  const waiting = plan.runs.values();
  const work = async (): Promise<void> => {
    for (const { name, at } of waiting) {
      const target = runFolderIn(folder, name);
      const study = studies.get(name);
      if (!study) throw new Error(`no study ${name}`);
      await mkdir(join(target, RUN_FILES.checkpoint), { recursive: true });
      for (const file of others) await link(join(model, file), join(target, file));
      const seen = { ...run, parameters: 100_000 + 1_000 * study.model.shared, seconds: 4 + random.uniform() };
      const made: RunFile = { ...seen, ...scored(run, at, random) };
      await writeFile(join(target, RUN_FILES.run), `${JSON.stringify(made, null, 2)}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Other numbers than those of the run that was trained: an effect of each setting, and chance. */
function scored({ metrics }: RunFile, at: readonly number[], random: Random): Pick<RunFile, 'metrics'> {
  if (!metrics) throw new Error('the run has no scores');
  const effect = at.slice(0, -1).reduce((sum, index, axis) => sum + 0.02 * Math.sin(index + axis), 0);
  const shift = (value: number | null) => value && Math.min(1, value + effect + 0.03 * random.normals(1)[0]);
  return {
    metrics: {
      ...metrics,
      r2: metrics.r2.map((direction) => ({ ...direction, median: shift(direction.median) })),
      classification: metrics.classification.map((block) => ({ ...block, auc: shift(block.auc) })),
    },
  };
}
