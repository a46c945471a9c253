import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomicFile.ts';
import { RUN_FILES } from './runFolder.ts';
import { unlessMissing } from './unlessMissing.ts';

/** Notes in the folder of a stopped run that it was stopped because its time was up. Whoever goes on with it takes the note away. */
export async function writeRunTimeout(folder: string, message: string): Promise<void> {
  await writeAtomically(join(folder, RUN_FILES.timeout), `${message}\n`);
}

/** What was noted; null: nothing. */
export async function readRunTimeout(folder: string): Promise<string | null> {
  const text = await unlessMissing(readFile(join(folder, RUN_FILES.timeout), 'utf8'));
  return text?.trimEnd() ?? null;
}
