import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { holderOf } from '../../../src/run/folderLock.ts';
import { runFileSchema } from '../../../src/run/runFile.ts';

/** Ends what is still being trained in a folder: sweeps and trainers outlive their window on purpose. */
export async function endTrainings(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  // Sweeps first: they start trainers anew.
  for (const lock of files.filter((file) => file.endsWith('.sweep/lock'))) {
    end((await holderOf(join(folder, dirname(lock))))?.pid);
  }
  for (const file of files.filter((file) => file.endsWith('run.crossmodal'))) {
    const run = runFileSchema.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    if (run.data?.status === 'running') end(run.data.pid);
  }
}

function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
