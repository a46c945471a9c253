import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFileSchema } from '../../../src/run/runFile.ts';

/** Ends what is still being trained in a folder: trainers outlive their window on purpose. */
export async function endTrainings(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('run.crossmodal'));
  for (const file of files) {
    const run = runFileSchema.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    if (run.data?.status !== 'running') continue;
    try {
      process.kill(run.data.pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}
