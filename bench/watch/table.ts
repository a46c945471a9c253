import { availableParallelism, cpus, totalmem } from 'node:os';
import { SHARE } from '../../src/sweep/sweepWatcher.ts';
import type { BrushTime } from './brushTime.ts';
import { RUNS } from './manyRuns.ts';
import type { SweepPaint } from './sweepPaint.ts';
import { type Look, RUNNING, type Watched } from './watched.ts';

interface WatchResults {
  /** processors that others kept busy before the start, on average of a minute */
  readonly load: number;
  /** nothing of the sweep was known, and all of it from an earlier look */
  readonly cold: Watched;
  readonly warm: Watched;
  readonly paint: { readonly cold: SweepPaint; readonly warm: SweepPaint };
  readonly brush: BrushTime;
}

/** Calls of the file system that Node makes at the same time. */
const THREADS = 4;

/** Markdown: what opening and watching a sweep of many runs costs. */
export function formatWatch({ load, cold, warm, paint, brush }: WatchResults): string {
  const opened = ({ plan, first, opened: { ms: all, calls }, heap }: Watched) => [
    ms(plan),
    ms(first),
    ms(all),
    count(calls),
    `${(heap / 1e6).toFixed(0)} MB`,
  ];
  const look = (name: string, one: Look) => {
    const slow = one.calls / THREADS;
    return [name, count(one.calls), ms(one.ms), seconds(one.ms / SHARE), ms(slow), seconds(slow / SHARE)];
  };
  return `# What watching a sweep costs

${count(RUNS)} run folders of the sample's tables: files of one run that was trained, with a run.crossmodal of its own each. Read and
watched from the folders alone. Written by \`npm run bench -- watch\`.

- date: ${new Date().toISOString().slice(0, 10)}
- machine: ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB
- load before the start: ${load.toFixed(1)} of ${availableParallelism()} cores

${markdown(
  ['opened', 'plan', 'first rows', 'all rows', 'calls', 'memory kept'],
  [
    ['the first time: every run.crossmodal is read', ...opened(cold)],
    ['later: what was read is in digests.json', ...opened(warm)],
  ],
)}

${markdown(
  ['one look at it', 'calls', 'takes', 'looks at most every', 'at 1 ms a call', 'then at most every'],
  [
    look('nothing runs', warm.idle),
    look(`${RUNNING} runs in training, none has written`, warm.silent),
    look(`${RUNNING} runs in training, all have written`, warm.busy),
  ],
)}

- calls: to the file system, which is in the system's cache. At 1 ms a call: on a network disk that answers so late, ${THREADS} calls at a time.
- looks at most every: so that looking takes ${100 * SHARE} % of one processor's time; never more often than every 0.5 s after a change, and back to every 10 s while nothing changes.
- Messages to the page: the plan ${kilobytes(cold.messages.plan)}, all rows ${kilobytes(cold.messages.all)}, ${RUNNING} rows that changed ${kilobytes(warm.messages.busy)}.
- In a real VS Code, from the double click on sweep.crossmodal: header and table drawn after ${ms(paint.warm.first)} (budget 2,000 ms), with every run as it stands after ${ms(paint.warm.all)}; filtered ${ms(paint.warm.filter)} after the words were typed. The first time in a window, when VS Code starts the extension and nothing of the sweep is known: ${ms(paint.cold.first)}, ${ms(paint.cold.all)} and ${ms(paint.cold.filter)}.
- A range drawn over the parallel coordinates with ${count(brush.lines)} lines, in a headless Chromium that draws with the processor: ${ms(brush.move)} from a move to the frame that shows it (the first one ${ms(brush.first)}), and ${ms(brush.release)} from its release until every view shows the runs that are left (budget 100 ms each). Times include the wait for two frames, up to 33 ms.
`;
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : count(value)} ms`;
const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
const kilobytes = (bytes: number): string => `${count(bytes / 1000)} kB`;

function markdown(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column < 1 ? '---' : '---:'));
  return [head, rule, ...body].map(line).join('\n');
}
