import { formatCount, plural } from '../report/words.ts';
import { SEED_AXIS } from '../run/seedAxis.ts';
import type { SettingValue, Sweep } from '../run/sweepFile.ts';
import { UserError } from '../run/userError.ts';
import { randomDraws } from './randomDraws.ts';

/** The values that one run gives to the settings that a sweep names. */
export type Combination = ReadonlyMap<string, SettingValue>;

/**
 * Grid, list and random draws crossed: in the order of the file, the first setting varies slowest and the seed fastest.
 * @throws UserError where a setting is named twice, or there are more combinations than limits.runs
 */
export function combinations(sweep: Sweep): Combination[] {
  refuseTwice(sweep);
  refuseTooMany(sweep);
  const grid = Object.entries(sweep.grid).map(([path, values]) =>
    valuesOf(path, values).map((value) => settings({ [path]: value })),
  );
  const isSeed = ([first]: readonly Combination[]): boolean => first.has(SEED_AXIS);
  const parts = [
    ...grid.filter((part) => !isSeed(part)),
    ...(sweep.list ? [sweep.list.map(settings)] : []),
    ...(sweep.random ? [randomDraws(sweep.random).map(settings)] : []),
    ...grid.filter(isSeed),
  ];
  return parts.reduce<Combination[]>(
    (before, part) => before.flatMap((one) => part.map((more) => new Map([...one, ...more]))),
    [new Map()],
  );
}

/** The settings that a sweep names: those of the grid first, the seed last and always there. */
export function namedSettings({ grid, list, random }: Sweep): string[] {
  const paths = [
    ...Object.keys(grid),
    ...(list ?? []).flatMap((settings) => Object.keys(settings)),
    ...Object.keys(random?.settings ?? {}),
  ].map(nameOf);
  return [...new Set(paths.filter((path) => path !== SEED_AXIS)), SEED_AXIS];
}

function settings(values: Record<string, SettingValue>): Combination {
  return new Map(Object.entries(values).map(([path, value]) => [nameOf(path), value]));
}

function nameOf(path: string): string {
  return path === 'training.seed' ? SEED_AXIS : path;
}

function valuesOf(path: string, values: Sweep['grid'][string]): readonly SettingValue[] {
  if (Array.isArray(values)) return values;
  if (nameOf(path) === SEED_AXIS) return Array.from({ length: values.count }, (_, i) => values.from + i);
  throw new UserError(`grid.${path}: "count" is for seeds. Write the values as a list.`);
}

/** Before any of them is made: there may be more than the memory holds. */
function refuseTooMany({ grid, list, random, limits }: Sweep): void {
  const inGrid = Object.values(grid).map((values) => (Array.isArray(values) ? values.length : values.count));
  const count = [...inGrid, list?.length ?? 1, random?.draws ?? 1].reduce((product, size) => product * size, 1);
  if (count <= limits.runs) return;
  throw new UserError(
    `it asks for ${plural(count, 'run')}, and limits.runs allows ${formatCount(limits.runs)}. Take values out, or raise limits.runs.`,
  );
}

/** Two parts of a sweep cannot both decide one setting. */
function refuseTwice({ grid, list, random }: Sweep): void {
  const parts = [
    ...Object.keys(grid).map((path) => ({ part: 'grid', path })),
    ...[...new Set((list ?? []).flatMap((one) => Object.keys(one)))].map((path) => ({ part: 'list', path })),
    ...Object.keys(random?.settings ?? {}).map((path) => ({ part: 'random', path })),
  ];
  for (const [i, { part, path }] of parts.entries()) {
    const earlier = parts.slice(0, i).find((other) => nameOf(other.path) === nameOf(path));
    if (earlier) throw new UserError(`"${path}" is named twice, in ${earlier.part} and ${part}. Name it once.`);
  }
}
