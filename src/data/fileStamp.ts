import { stat } from 'node:fs/promises';
import { filesOf } from './filesOf.ts';

/** A file that was written so short a time ago may be written again without a new time: some disks count whole seconds. */
const SETTLED_MS = 2_000;

/** What tells that a table's files were written again without reading them: which they are, sizes and times of the last change. */
export async function stampOf(path: string): Promise<string | null> {
  return (await stampsOf(path))?.map(({ text }) => text).join(' ') ?? null;
}

/** The same where it can be relied upon: null also for files that were written just now. */
export async function settledStampOf(path: string): Promise<string | null> {
  const stamps = await stampsOf(path);
  if (!stamps?.every(({ changed }) => Date.now() - changed > SETTLED_MS)) return null;
  return stamps.map(({ text }) => text).join(' ');
}

async function stampsOf(path: string): Promise<{ text: string; changed: number }[] | null> {
  const files = await filesOf(path).catch(() => []);
  const found = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  const stamps = found.flatMap((file) =>
    file?.isFile()
      ? [
          {
            text: `${file.ino} ${file.size} ${file.mtimeMs} ${file.ctimeMs}`,
            changed: Math.max(file.mtimeMs, file.ctimeMs),
          },
        ]
      : [],
  );
  return stamps.length > 0 && stamps.length === files.length ? stamps : null;
}
