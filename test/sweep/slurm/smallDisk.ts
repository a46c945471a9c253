import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shell } from '../../e2e/lib/shell.ts';

/** A folder on a disk of its own that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  makeRoom(): Promise<void>;
  remove(): Promise<void>;
}

/** Shared memory of a container, which is small as well. */
const SHARED_MEMORY = '/dev/shm';
const LARGEST = 256 * 2 ** 20;

/**
 * A disk in memory of its own; where only the machine's owner may mount one, what is left of a small shared memory.
 * @param folder to be made
 * @param kilobytes free on it
 */
export async function smallDisk(folder: string, kilobytes: number): Promise<SmallDisk> {
  await mkdir(folder);
  const mount = (options: string) => shell('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  try {
    await mount(`size=${kilobytes}k`);
    return {
      folder,
      makeRoom: async () => void (await mount('remount,size=10m')),
      remove: async () => void (await shell('umount', ['--lazy', folder])),
    };
  } catch (error) {
    const { bavail, bsize } = await statfs(SHARED_MEMORY);
    if (bavail * bsize > LARGEST) throw error;
    const own = await mkdtemp(join(SHARED_MEMORY, 'crossmodal-'));
    const ballast = join(own, 'ballast');
    await writeFile(ballast, Buffer.alloc(bavail * bsize - kilobytes * 1024));
    return {
      folder: own,
      makeRoom: () => rm(ballast),
      remove: () => rm(own, { recursive: true }),
    };
  }
}
