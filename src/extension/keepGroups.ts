import type { Group } from '../run/groups.ts';
import { mergeGroups } from '../run/mergeGroups.ts';
import { readGroups } from '../run/readRun.ts';
import { writeGroups } from '../run/runFolder.ts';

const turns = new Map<string, Promise<unknown>>();

/**
 * Keeps the groups of one viewer with the run, together with what other viewers have kept since.
 * @param base what the viewer was last told @param mine what it has now
 * @returns all groups of the run
 */
export function keepGroups(folder: string, base: readonly Group[], mine: readonly Group[]): Promise<readonly Group[]> {
  const keep = async () => {
    const merged = mergeGroups(base, mine, await readGroups(folder));
    await writeGroups(folder, merged);
    return merged;
  };
  // One after another: between reading and writing nobody else may write.
  const turn = (turns.get(folder) ?? Promise.resolve()).then(keep, keep);
  turns.set(folder, turn);
  const leave = () => {
    if (turns.get(folder) === turn) turns.delete(folder);
  };
  turn.then(leave, leave);
  return turn;
}
