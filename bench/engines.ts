import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { threadsPerOperation, type Workload } from '../src/engine/execution.ts';
import { findNative } from '../src/engine/nativePlace.ts';
import type { Command } from './engineProcess.ts';

/** Something that trains the problem. */
export interface Engine {
  readonly name: string;
  readonly ours: boolean;
  /** whether it is of those whose best the others are compared with */
  readonly native: boolean;
  /** whether the table may do without it */
  readonly optional: boolean;
  /** @param problem the folder of the problem */
  command(problem: string, workload: Workload): Command;
}

const OURS = [
  { name: 'graph', argument: 'graph', native: true },
  { name: 'xla', argument: 'xla', native: true },
  { name: 'tfjs-node eager', argument: 'eager', native: true },
  { name: 'wasm', argument: 'wasm', native: false },
] as const;

const PEERS = [
  { name: 'PyTorch', module: 'torch', args: ['torch_step.py', 'plain'] },
  { name: 'PyTorch, tuned', module: 'torch', args: ['torch_step.py', 'tuned'] },
  { name: 'PyTorch, tuned, torch.compile', module: 'torch', args: ['torch_step.py', 'compile'] },
  { name: 'JAX jit', module: 'jax', args: ['jax_step.py'] },
] as const;

/** @param folder of the bundles */
export function ourEngines(folder: string): Engine[] {
  const installed = findNative() !== undefined;
  return OURS.filter(({ native }) => installed || !native).map(({ name, argument, native }) => ({
    name,
    ours: true,
    native,
    // Not every TensorFlow has it for every processor.
    optional: argument === 'xla',
    command: (problem, workload) => ({
      program: process.execPath,
      args: [join(folder, 'ours.cjs'), problem, argument],
      env: {
        TF_NUM_INTRAOP_THREADS: String(
          argument === 'eager'
            ? availableParallelism()
            : threadsPerOperation(argument === 'xla' ? 'xla' : 'graph', workload),
        ),
      },
    }),
  }));
}

/** The Python that has the peers, or null. */
export function peersPython(environment: string): string | null {
  const named = process.env['CROSSMODAL_BENCH_PYTHON'];
  if (named) return named;
  const own = pythonIn(environment);
  return existsSync(own) ? own : null;
}

/** Makes a Python environment with the peers, where it is not there yet. @throws where pip cannot */
export async function installPeers(environment: string): Promise<void> {
  const run = promisify(execFile);
  if (!existsSync(pythonIn(environment))) await run('python3', ['-m', 'venv', environment]);
  const requirements = join('bench', 'peers', 'requirements.txt');
  // A host that cannot be reached must not hold us up for long.
  await run(pythonIn(environment), ['-m', 'pip', 'install', '--quiet', '--retries', '0', '-r', requirements]);
}

const pythonIn = (environment: string): string =>
  process.platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');

const Versions = z.record(z.string(), z.string().nullable());
const ASK_VERSIONS = `
import importlib, json
def version(name):
    try: return importlib.import_module(name).__version__
    except ImportError: return None
print(json.dumps({name: version(name) for name in ("torch", "jax", "numpy")}))
`;

/** Versions of what the peers need; null for what cannot be imported. @throws where there is no such Python */
export async function peerVersions(python: string): Promise<Readonly<Record<string, string | null>>> {
  const { stdout } = await promisify(execFile)(python, ['-c', ASK_VERSIONS]);
  return Versions.parse(JSON.parse(stdout));
}

/** The peers that can be imported. */
export function peerEngines(python: string, versions: Readonly<Record<string, string | null>>): Engine[] {
  return PEERS.filter(({ module }) => versions[module] && versions['numpy']).map(
    ({ name, args: [script, ...args] }) => ({
      name,
      ours: false,
      native: false,
      optional: true,
      command: (problem) => ({
        program: python,
        args: [join('bench', 'peers', script), problem, ...args],
        env: { JAX_PLATFORMS: 'cpu', PYTHONDONTWRITEBYTECODE: '1' },
      }),
    }),
  );
}
