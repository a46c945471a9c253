import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { loadEngine } from '../src/engine/engine.ts';
import { type Engine, installPeers, ourEngines, peerEngines, peersPython, peerVersions } from './engines.ts';
import { measure, memoryAfter, spread } from './measure.ts';
import { flopsOf, type Size, workloadOf, writeProblem } from './problem.ts';
import { putSection } from './sections.ts';
import { formatResults, type Results } from './table.ts';

const FEATURES = [20, 200, 2000, 5000];
/** also with one hidden layer more */
const DEEP_FEATURES = [200, 2000];
const QUICK_FEATURES = [20, 200];
const ROUNDS = { quick: 3, full: 5 };
const ENDURANCE = { features: 20, steps: [500, 10_000] };
/** Of the processors: more than this, and what is measured is not what the machine can do. */
const BUSY = 0.25;
const ENVIRONMENT = join('.cache', 'bench-venv');

const Roofline = z.object({
  version: z.string(),
  products: z.array(z.object({ shape: z.array(z.number()), gflops: z.number() })),
});

/** @param folder where the bundles are, and what is written in passing */
export async function main(argv: string[], folder: string): Promise<void> {
  const { quick, sizes: only, peers } = readOptions(argv);
  const notes: string[] = [];
  const [load] = loadavg();
  if (load > BUSY * availableParallelism())
    tell(`The machine is busy (load ${load.toFixed(1)}): times will be too long.`);
  const versions = new Map([['Node', process.version]]);
  const engines = [...ourEngines(folder)];
  const native = engines.some((engine) => engine.native);

  if (peers) {
    tell('installing PyTorch and JAX …');
    await installPeers(ENVIRONMENT);
  }
  const python = peersPython(ENVIRONMENT);
  if (python === null) notes.push('PyTorch and JAX were not measured: `npm run bench -- --peers` installs them.');
  else {
    const found = await peerVersions(python);
    for (const [name, version] of Object.entries(found)) {
      if (version) versions.set(name, version);
      else notes.push(`${name} cannot be imported by ${python}: engines that need it are left out.`);
    }
    engines.push(...peerEngines(python, found));
  }

  let products: Results['products'] = null;
  if (native) {
    tell('matrix products …');
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'roofline.cjs')]);
    const measured = Roofline.parse(JSON.parse(stdout));
    products = measured.products;
    versions.set('tensorflow', measured.version);
  } else notes.push('Native TensorFlow is not installed: run `crossmodal engines install`.');

  // The problems' first weights are made here.
  versions.set('wasm', (await loadEngine('wasm')).version);
  const sizes: Results['sizes'][number][] = [];
  const leaveOut = ({ name }: Engine, reason: string): void => {
    const note = `${name} was left out: ${reason}`;
    if (!notes.includes(note)) notes.push(note);
  };
  for (const size of sizesOf(only ?? (quick ? QUICK_FEATURES : FEATURES), quick)) {
    tell(`2 × ${size.features} features, hidden ${size.hidden.join(', ')} …`);
    const workload = workloadOf(size);
    const measurements = await withProblem(size, folder, (problem) =>
      measure(engines, problem, workload, { rounds: quick ? ROUNDS.quick : ROUNDS.full, leaveOut }),
    );
    sizes.push({ size, flops: flopsOf(size), measurements });
  }
  const agreement = Math.max(...sizes.map(({ measurements }) => spread(measurements.map(({ loss }) => loss))));
  notes.push(`All losses on the check batches agree to ${agreement.toExponential(0)} of their size.`);
  if (native) notes.push(await endurance(engines[0], folder));

  const text = formatResults({
    command: ['npm run bench', ...(argv.length > 0 ? ['--', ...argv] : [])].join(' '),
    load,
    versions,
    products,
    sizes,
    notes,
  });
  process.stdout.write(text);
  // A part of the table must not take the place of the whole.
  const file = quick || only ? join(folder, 'results.md') : join('bench', 'results.md');
  putSection(file, text);
  tell(`written to ${file}`);
}

/** Whether memory grows over a long training. */
async function endurance(engine: Engine, folder: string): Promise<string> {
  tell('memory over a long training …');
  const { features, steps } = ENDURANCE;
  const size = { features, hidden: [128] };
  const [before, after] = await withProblem(size, folder, (problem) =>
    memoryAfter(engine, problem, workloadOf(size), steps),
  );
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  const growth = (100 * (after - before)) / before;
  return `Memory of \`${engine.name}\` at 2 × ${features} features: ${megabytes(before)} after ${steps[0]} steps, ${megabytes(after)} after ${steps[1].toLocaleString('en')} (${growth < 0 ? '−' : '+'}${Math.abs(growth).toFixed(1)} %).`;
}

async function withProblem<T>(size: Size, folder: string, work: (problem: string) => Promise<T>): Promise<T> {
  const problem = join(folder, `problem-${size.features}-${size.hidden.length}`);
  writeProblem(size, problem);
  try {
    return await work(problem);
  } finally {
    rmSync(problem, { recursive: true });
  }
}

function sizesOf(features: readonly number[], quick: boolean): Size[] {
  const deep = quick ? [] : features.filter((count) => DEEP_FEATURES.includes(count));
  return [
    ...features.map((count) => ({ features: count, hidden: [128] })),
    ...deep.map((count) => ({ features: count, hidden: [128, 128] })),
  ];
}

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
      sizes: { type: 'string' },
    },
  });
  const sizes = values.sizes?.split(',').map(Number) ?? null;
  if (sizes?.some((size) => !Number.isInteger(size) || size < 1)) throw new Error('--sizes takes numbers: 20,200');
  return { quick: values.quick, peers: values.peers, sizes };
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
