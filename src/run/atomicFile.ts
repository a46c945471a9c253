import { open, rename, rm } from 'node:fs/promises';
import { unwritable } from './diskTrouble.ts';

/**
 * Writes a file so that a reader sees the old content or the new, never a part: temporary file, fsync, rename.
 * @param content text, or bytes one after another
 * @throws UserError where the disk is full, or the file may not be written
 */
export async function writeAtomically(file: string, content: string | readonly Uint8Array[]): Promise<void> {
  await replaceAtomically(file, async (temporary) => {
    const handle = await open(temporary, 'w');
    try {
      for (const part of typeof content === 'string' ? [content] : content) await handle.writeFile(part);
    } finally {
      await handle.close();
    }
  });
}

/** The same for a file that something else writes. @param write makes the file that it is given */
export async function replaceAtomically(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await write(temporary);
    const handle = await open(temporary, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw unwritable(file, error);
  }
}
