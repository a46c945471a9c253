import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Fig1b } from './fig1b.ts';
import { PHASES, type Phases } from './phases.ts';
import type { Throughput } from './throughput.ts';

/** Seconds of one run of the authors' PyTorch classes with the same settings on this kind of machine, from and to. */
const AUTHORS = { from: 1.6, to: 6 };

interface SweepResults {
  readonly command: string;
  /** processors that others kept busy before the start, on average of a minute */
  readonly load: number;
  readonly throughputs: readonly Throughput[];
  readonly phases: { readonly first: Phases; readonly second: Phases };
  readonly fig1b: Fig1b;
}

/** Markdown: what a sweep on this machine costs. */
export function formatSweep({ command, load, throughputs, phases, fig1b }: SweepResults): string {
  const cores = availableParallelism();
  const { runs, seconds: wall } = fig1b;
  return `# What a sweep costs

The runs of a sweep on one machine, ${cores} side by side with one processor each, beside the same runs by \`crossmodal train\`, each
in a process of its own with all processors. Written by \`${command}\`.

- date: ${new Date().toISOString().slice(0, 10)}
- machine: ${cpus()[0]?.model.trim()}, ${cores} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB
- load before the start: ${load.toFixed(1)} of ${cores} cores

${markdown(
  ['tables', 'runs', 'one after another', 'as a sweep', 'times as fast', 'of the cores'],
  throughputs.map(({ data, runs: count, alone, sweep }) => [
    data,
    String(count),
    seconds(alone),
    seconds(sweep),
    (alone / sweep).toFixed(2),
    `${((100 * alone) / sweep / cores).toFixed(0)} %`,
  ]),
)}

- of the cores: times as fast, by the number of cores.

Where the seconds of one run of the synthetic example go, alone on one processor, in the first run of a trainer and in the next:

${markdown(
  ['run', ...PHASES, 'all'],
  [
    ['the first', ...phaseCells(phases.first)],
    ['the second', ...phaseCells(phases.second)],
  ],
)}

Fig. 1B of Märtens & Yau as one sweep, ${runs} runs of 100 epochs on 1,000 samples: ${seconds(wall)}, ${(wall / runs).toFixed(2)} s a run, with R² of every
feature, intervals, permutations and the ridge baseline. The authors' PyTorch classes take ${AUTHORS.from} to ${AUTHORS.to} s a run on this kind of
machine for the training alone: ${seconds(AUTHORS.from * runs)} to ${seconds(AUTHORS.to * runs)} for the same runs, one after another.
`;
}

function phaseCells(phases: Phases): string[] {
  const values = PHASES.map((phase) => phases[phase]);
  return [...values, values.reduce((sum, value) => sum + value, 0)].map((value) => `${value.toFixed(2)} s`);
}

function seconds(value: number): string {
  return value < 100 ? `${value.toFixed(1)} s` : `${value.toFixed(0)} s`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
