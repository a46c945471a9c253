import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SWEEP_FILES } from '../../src/run/sweepFolder.ts';
import { putSection } from '../sections.ts';
import { brushTime } from './brushTime.ts';
import { manyRuns, RUNS } from './manyRuns.ts';
import { sweepPaint } from './sweepPaint.ts';
import { formatWatch } from './table.ts';
import type { Watched } from './watched.ts';

/**
 * What opening and watching a sweep of ten thousand runs costs, into bench/results.md. The extension must have been built.
 * @param folder where the bundles are
 */
export async function main(folder: string): Promise<void> {
  const [load] = loadavg();
  if (load > 1) tell(`The machine is busy (load ${load.toFixed(1)}): times will be too long.`);
  tell('making ten thousand run folders, once …');
  // Not in the project, whose files are all looked at when it is packaged.
  const many = await manyRuns(join(tmpdir(), 'crossmodal-bench'));
  const digests = join(many.sweep, SWEEP_FILES.digests);
  const watch = async (): Promise<Watched> => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'watched.cjs'), many.sweep]);
    return JSON.parse(stdout);
  };
  await rm(digests, { force: true });
  tell('opening them for the first time …');
  const cold = await watch();
  tell('opening them again …');
  const warm = await watch();
  await rm(digests, { force: true });
  tell('opening them in VS Code …');
  const paint = await sweepPaint(many, RUNS);
  tell('drawing a range over their lines …');
  const text = formatWatch({ load, cold, warm, paint, brush: await brushTime() });
  process.stdout.write(text);
  putSection(join('bench', 'results.md'), text);
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
