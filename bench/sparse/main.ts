import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { loadEngine } from '../../src/engine/engine.ts';
import { threadsPerOperation } from '../../src/engine/execution.ts';
import { median } from '../../src/math/statistics.ts';
import { type Command, EngineProcess } from '../engineProcess.ts';
import { peersPython, peerVersions } from '../engines.ts';
import { spread } from '../measure.ts';
import { putSection } from '../sections.ts';
import { EPOCHS, findPair, type Problem, prepareProblem, workload, writeProblem } from './problem.ts';

const ROUNDS = 3;
const STEPS = 65;
/** Ours train whole epochs. */
const WARM_UP_STEPS = 3;
const PAUSE_MS = 500;
const LOSS_TOLERANCE = 1e-4;

const Run = z.object({ trained: z.number(), whole: z.number(), peak: z.number() });

interface Contestant {
  readonly name: string;
  readonly command: Command;
}

interface Measured {
  readonly name: string;
  readonly loss: number;
  /** milliseconds a step, one for each round */
  readonly rounds: readonly number[];
  /** bytes */
  readonly peak: number;
}

/** @param folder where the bundles are, and what is written in passing */
export async function main(folder: string): Promise<void> {
  const pair = findPair();
  if (pair === null) throw new Error('the SNARE-seq pair is not there: see bench/sparse/problem.ts for the files');
  const [load] = loadavg();
  const problem = await prepareProblem(pair);
  await loadEngine('wasm');
  writeProblem(problem, folder);
  const { steps } = workload(problem);
  const python = peersPython(join('.cache', 'bench-venv'));
  const versions = python === null ? {} : await peerVersions(python);
  const contestants = [...ours(folder, problem), ...(python && versions['torch'] ? peers(python, folder) : [])];
  const measured = await race(contestants);
  const run = await wholeRun(folder);
  const best = median(measured[0].rounds);
  const stored = problem.modalities.reduce((sum, { x }) => sum + x.values.length, 0);
  const cells = problem.modalities.reduce((sum, { features, observed }) => sum + features * observed.length, 0);
  const text = `# What training on sparse counts costs

MMVAE++ with a negative binomial on a SNARE-seq pair (10,309 nuclei; all ${problem.modalities[0].features} genes that vary and the
${problem.modalities[1].features} peaks of largest variance), minibatches of ${problem.batch}, Adam, on the processor. Of ${(cells / 1e6).toFixed(0)} million cells ${(stored / 1e6).toFixed(1)} million
are stored. Every engine starts from the same weights and data and must find the same loss on the same noise. Written by
\`npm run bench -- sparse\`.

- date: ${new Date().toISOString().slice(0, 10)}
- machine: ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores
- torch: ${versions['torch'] ?? 'not installed'}
- load before the start: ${load.toFixed(1)} of ${availableParallelism()} cores

| engine | ms per step | ${EPOCHS} epochs | peak | by ours |
| --- | ---: | ---: | ---: | ---: |
${measured.map((one) => row(one, steps, best)).join('\n')}

- A whole run of ${EPOCHS} epochs, from the files to the last score: ${run.trained.toFixed(0)} s until the last epoch is trained and scored, ${run.whole.toFixed(0)} s until
  everything is written; peak memory ${(run.peak / 1e6).toFixed(0)} MB.
- ms per step: median of ${ROUNDS} rounds [least, most] of ${STEPS} steps at least; engines take turns. ${EPOCHS} epochs: ${steps} such steps.
- streamed: rows are held sparse and made dense for each step; resident: made dense once, on the engine. PyTorch holds them dense.
- The losses on the check batch agree to ${spread(measured.map(({ loss }) => loss)).toExponential(0)} of their size.
`;
  process.stdout.write(text);
  putSection(join('bench', 'results.md'), text);
}

function ours(folder: string, problem: Problem): Contestant[] {
  const env = { TF_NUM_INTRAOP_THREADS: String(threadsPerOperation('graph', workload(problem))) };
  return ['streamed', 'resident'].map((placement) => ({
    name: `**graph, ${placement}**`,
    command: { program: process.execPath, args: [join(folder, 'sparse.cjs'), placement], env },
  }));
}

function peers(python: string, folder: string): Contestant[] {
  const script = join('bench', 'peers', 'torch_counts.py');
  const modes = [
    ['PyTorch', 'plain'],
    ['PyTorch, tuned', 'tuned'],
  ];
  return modes.map(([name, mode]) => ({
    name,
    command: { program: python, args: [script, folder, mode], env: { PYTHONDONTWRITEBYTECODE: '1' } },
  }));
}

/** In rounds that alternate, so that what slows the machine slows all. @throws where losses differ */
async function race(contestants: readonly Contestant[]): Promise<Measured[]> {
  const racing = [];
  for (const { name, command } of contestants) {
    const process = new EngineProcess(command);
    const loss = await process.loss();
    await process.train(WARM_UP_STEPS);
    const rounds: number[] = [];
    racing.push({ name, process, loss, rounds });
  }
  const losses = racing.map(({ name, loss }) => `${name} ${loss}`);
  if (spread(racing.map(({ loss }) => loss)) > LOSS_TOLERANCE) throw new Error(`losses differ: ${losses.join(', ')}`);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { process, rounds } of racing) {
      await sleep(PAUSE_MS);
      rounds.push(await process.train(STEPS));
    }
  }
  const measured = racing.map(({ process, ...one }) => ({ ...one, peak: process.memory().peak }));
  await Promise.all(racing.map(({ process }) => process.end()));
  return measured;
}

async function wholeRun(folder: string): Promise<z.infer<typeof Run>> {
  const out = join(folder, 'run');
  rmSync(out, { recursive: true, force: true });
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'sparseRun.cjs'), out]);
  rmSync(out, { recursive: true, force: true });
  return Run.parse(JSON.parse(stdout));
}

function row({ name, rounds, peak }: Measured, steps: number, best: number): string {
  const [middle, least, most] = [median(rounds), Math.min(...rounds), Math.max(...rounds)];
  const digits = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en');
  return `| ${name} | ${digits(middle)} [${digits(least)}, ${digits(most)}] | ${digits((middle * steps) / 1000)} s | ${(peak / 1e6).toFixed(0)} MB | ${(middle / best).toFixed(2)} |`;
}
