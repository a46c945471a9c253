import { availableParallelism, cpus, totalmem } from 'node:os';
import { median } from '../src/math/statistics.ts';
import type { Measurement } from './measure.ts';
import { BATCH, EPOCHS, SAMPLES, type Size } from './problem.ts';

/** All that a run of the bench found. */
export interface Results {
  readonly command: string;
  /** processors that others kept busy before the start, on average of a minute */
  readonly load: number;
  /** of what was measured, by name */
  readonly versions: ReadonlyMap<string, string>;
  /** GFLOP/s of matrix products, or null without native TensorFlow */
  readonly products: readonly { readonly shape: readonly number[]; readonly gflops: number }[] | null;
  readonly sizes: readonly {
    readonly size: Size;
    /** of one step: by the plain formula, and as we do it */
    readonly flops: { readonly plain: number; readonly done: number };
    readonly measurements: readonly Measurement[];
  }[];
  /** what else there is to say, one sentence each */
  readonly notes: readonly string[];
}

const UNKNOWN = '–';

/** The fastest matrix product, GFLOP/s. */
function roofline({ products }: Results): number {
  return Math.max(...(products ?? []).map(({ gflops }) => gflops));
}

/** Markdown: the machine, one table, the notes. */
export function formatResults(results: Results): string {
  const { command, load, versions, products, notes } = results;
  const facts = [
    ['date', new Date().toISOString().slice(0, 10)],
    ['machine', `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${gigabytes(totalmem())} GB`],
    ...versions,
    ...(products === null
      ? []
      : [['roofline', `${fixed(roofline(results))} GFLOP/s: the fastest of ${products.map(describe).join(', ')}`]]),
    ['command', `\`${command}\``],
    ['load before the start', `${load.toFixed(1)} of ${availableParallelism()} cores`],
  ];
  return `# What a training step costs

MMVAE++ on two modalities of ${SAMPLES} samples, minibatches of ${BATCH}, Adam, 32-bit floats, on the processor. Written by
\`npm run bench\`; every engine starts from the same weights and data and must find the same loss on the same noise.

${facts.map(([name, value]) => `- ${name}: ${value}`).join('\n')}

${rows(results)}

- ms per step: median of the rounds [least, most]; engines take turns, a round lasts about 0.7 s.
- GFLOP/s: operations of the matrix products of the plain formula, forward and backward, by the time of the whole step.
${shortcuts(results)}- ${EPOCHS} epochs: from the start of the process, loading and compiling included; ours to its exit, others to their last step, torch.compile with its cache filled; ≈: its steps alone, not run.
- peak: of the process of the rounds.
- by our best: its time by that of our fastest native engine.
${notes.map((note) => `- ${note}`).join('\n')}
`;
}

/** Where we do less than the plain formula asks, so that nobody takes the rate for one of arithmetic done. */
function shortcuts(results: Results): string {
  return results.sizes
    .filter(({ flops }) => flops.done < flops.plain)
    .map(({ size, flops, measurements }) => {
      const best = fastest(measurements);
      const rate = flops.done / best / 1e6;
      const share = finite((100 * rate) / roofline(results), (percent) => `, ${percent.toFixed(0)} % of the roofline`);
      return `  - At 2 × ${size.features}, hidden ${size.hidden.join(', ')}, we multiply the squares out and do ${fixed(flops.done / 1e9)} of ${fixed(flops.plain / 1e9)} GFLOP: our best really runs at ${fixed(rate)} GFLOP/s${share}.\n`;
    })
    .join('');
}

/** Milliseconds of our fastest native engine. */
function fastest(measurements: readonly Measurement[]): number {
  return Math.min(...measurements.filter(({ engine }) => engine.native).map(({ rounds: times }) => median(times)));
}

function rows(results: Results): string {
  const head = [
    'features',
    'hidden',
    'engine',
    'ms per step',
    'GFLOP/s',
    'of roofline',
    `${EPOCHS} epochs`,
    'peak',
    'by our best',
  ];
  const body = results.sizes.flatMap(({ size, flops, measurements }) => {
    const best = fastest(measurements);
    return measurements.map(({ engine, rounds: times, seconds, estimated, peak }) => {
      const ms = median(times);
      const gflops = flops.plain / ms / 1e6;
      return [
        `2 × ${size.features}`,
        size.hidden.join(', '),
        engine.ours ? `**${engine.name}**` : engine.name,
        `${fixed(ms)} [${fixed(Math.min(...times))}, ${fixed(Math.max(...times))}]`,
        fixed(gflops),
        finite((100 * gflops) / roofline(results), (percent) => `${percent.toFixed(0)} %`),
        `${estimated ? '≈ ' : ''}${fixed(seconds)} s`,
        finite(peak, (bytes) => `${(bytes / 1e6).toFixed(0)} MB`),
        finite(ms / best, (ratio) => ratio.toFixed(2)),
      ];
    });
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column < 3 ? '---' : '---:'));
  return [head, rule, ...body].map(line).join('\n');
}

const describe = ({ shape: [m, k, n], gflops }: { shape: readonly number[]; gflops: number }): string =>
  `${m}×${k} · ${k}×${n} ${fixed(gflops)}`;

/** Three digits that count. */
function fixed(value: number): string {
  return value.toFixed(Math.max(0, 2 - Math.max(0, Math.floor(Math.log10(value)))));
}

const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(0);

/** A ratio to what was not measured is infinite, 0 or no number. */
function finite(value: number, format: (value: number) => string): string {
  return Number.isFinite(value) && value > 0 ? format(value) : UNKNOWN;
}
