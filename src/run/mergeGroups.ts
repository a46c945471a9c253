import type { Group } from './groups.ts';

/**
 * The groups of two viewers of one run. What one of them added stays, what one of them removed goes; where both gave a
 * name to different things, mine is kept under a name of its own.
 * @param base what both began with
 * @param mine what this viewer has now
 * @param theirs what the others have kept since
 */
export function mergeGroups(base: readonly Group[], mine: readonly Group[], theirs: readonly Group[]): Group[] {
  const [inBase, inMine] = [keys(base), keys(mine)];
  const kept = theirs.filter((group) => inMine.has(key(group)) || !inBase.has(key(group)));
  const known = keys(kept);
  const added = mine.filter((group) => !inBase.has(key(group)) && !known.has(key(group)));
  const names = new Set(kept.map(({ name }) => name));
  for (const group of added) {
    const name = freeName(group.name, names);
    names.add(name);
    kept.push({ ...group, name });
  }
  return kept;
}

/** The name, with a number behind it where it is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number++;
  return `${name} ${number}`;
}

function keys(groups: readonly Group[]): Set<string> {
  return new Set(groups.map(key));
}

/** The same for groups that are the same in name and content. */
function key({ name, samples, features }: Group): string {
  return JSON.stringify([name, samples, features?.modality, features?.names]);
}
