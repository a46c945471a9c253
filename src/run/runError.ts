import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomicFile.ts';
import { RUN_FILES } from './runFolder.ts';
import { unlessMissing } from './unlessMissing.ts';

/** Notes in a run's folder why there is no run: it was refused before it had a record, or its process died again and again. */
export async function writeRunError(folder: string, message: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeAtomically(join(folder, RUN_FILES.error), `${message}\n`);
}

/** What was noted; null: nothing. */
export async function readRunError(folder: string): Promise<string | null> {
  const text = await unlessMissing(readFile(join(folder, RUN_FILES.error), 'utf8'));
  return text?.trimEnd() ?? null;
}

/** Whoever tries the run again takes the note away. */
export async function clearRunError(folder: string): Promise<void> {
  await rm(join(folder, RUN_FILES.error), { force: true });
}
