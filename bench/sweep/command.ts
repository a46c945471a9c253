import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = resolve('dist', 'crossmodal.cjs');
const MOST_OUTPUT = 64 * 2 ** 20;

/** Runs the built command line in a process of its own. @returns seconds, from its start to its end */
export async function timed(args: readonly string[]): Promise<number> {
  const begun = performance.now();
  await promisify(execFile)(process.execPath, [PROGRAM, ...args], { maxBuffer: MOST_OUTPUT });
  return (performance.now() - begun) / 1000;
}
