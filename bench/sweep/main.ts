import { loadavg } from 'node:os';
import { join } from 'node:path';
import { putSection } from '../sections.ts';
import { fig1bSweep } from './fig1b.ts';
import { phasesOf } from './phases.ts';
import { formatSweep } from './table.ts';
import { copySample, synthesize, throughput } from './throughput.ts';

const RUNS = { quick: 4, full: 16 };

/**
 * What a sweep on this machine costs, into bench/results.md. The command line must have been built.
 * @param folder where everything is written in passing
 */
export async function main(options: readonly string[], folder: string): Promise<void> {
  const quick = options.includes('--quick');
  const [load] = loadavg();
  if (load > 1) tell(`The machine is busy (load ${load.toFixed(1)}): times will be too long.`);
  const runs = quick ? RUNS.quick : RUNS.full;
  const here = join(folder, 'sweep');
  tell('the synthetic example …');
  const synthetic = await throughput('synthetic, 1000 × 30 and 30', runs, join(here, 'synthetic'), synthesize);
  const phases = await phasesOf(join(here, 'synthetic', 'study.crossmodal.json'), join(here, 'phases'));
  tell('TCGA-ACC …');
  const sample = await throughput('TCGA-ACC, 5 folds', runs, join(here, 'sample'), copySample);
  tell('Fig. 1B …');
  const fig1b = await fig1bSweep(join(here, 'fig1b'), quick);
  const command = ['npm run bench -- sweep', ...options].join(' ');
  const text = formatSweep({ command, load, throughputs: [synthetic, sample], phases, fig1b });
  process.stdout.write(text);
  // A part of the runs must not take the place of all.
  const file = quick ? join(folder, 'results.md') : join('bench', 'results.md');
  putSection(file, text);
  tell(`written to ${file}`);
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
