import type { LabelTable } from '../labelTable.ts';
import type { tableComponents } from '../tableComponents.ts';
import { type Finding, info, percent, warning } from './finding.ts';

/** What people call the circumstances of a measurement. */
const BATCH =
  /(^|[^a-z])(batch|plate|lane|run|donor|center|centre|site|chip|flow_?cell|library|lib|date|operator|instrument|slide|array)s?(\d*$|[^a-z])/i;
/** Share of the components' variance from which a column is worth a word: by such a name, and by any other. */
const NAMED = 0.1;
const UNNAMED = 0.5;
/** What another column must explain beyond the label. */
const BEYOND_LABEL = 0.1;
const MOST_CLASSES = 50;
/** Samples for each class, on average: with fewer a column explains much by chance. */
const SAMPLES_PER_CLASS = 5;
const ENOUGH = 20;

interface Components {
  readonly name: string;
  readonly components: ReturnType<typeof tableComponents>;
}

/**
 * Columns that explain much of the first two principal components: those named like a batch, and the one that explains
 * most where it is more than the chosen label does. Groups that the tables share for technical reasons end up in the shared latent.
 * @param described what is known of the samples
 * @param label the chosen column, or null
 */
export function batchFindings(
  tables: readonly Components[],
  described: readonly LabelTable[],
  label: string | null,
): Finding[] {
  const columns = described.flatMap(({ sampleIds, columns: listed }) =>
    listed.map(({ name, values }) => {
      const shares = tables.map((table) => explained(table, sampleIds, values));
      return { name, shares, most: Math.max(0, ...shares) };
    }),
  );
  const byLabel = columns.find(({ name }) => name === label)?.most ?? null;
  const seen = new Set([label]);
  const ranked = columns
    .sort((a, b) => b.most - a.most)
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .map((column) => ({ ...column, named: BATCH.test(column.name) }));
  const better =
    byLabel === null
      ? undefined
      : ranked.find(({ named, most }) => !named && most >= UNNAMED && most > byLabel + BEYOND_LABEL);
  return ranked.flatMap((column) => {
    const { name, shares, most, named } = column;
    const where = tables
      .map((table, t) => ({ name: table.name, share: shares[t] }))
      .filter(({ share }) => share >= NAMED)
      .map((table) => `${percent(table.share)} of ${table.name}`);
    const explains = `"${name}" explains much of the first two principal components: ${where.join(', ')}`;
    if (named && most >= NAMED) {
      const fix =
        'If it tells how samples were measured, correct the tables for it first: a model takes it for shared signal.';
      return [warning(`${explains}.`, fix)];
    }
    if (column !== better || byLabel === null) return [];
    const fix =
      'If it tells how samples were measured, correct the tables for it; if it is biology, it may be the better label.';
    return [info(`${explains}. "${label}" explains ${percent(byLabel)} at most.`, fix)];
  });
}

/**
 * Share of the variance along both components that lies between the classes of a column (η², adjusted as ω² for what as
 * many random classes would explain); 0 for columns that are no classes.
 */
function explained(
  { components }: Components,
  sampleIds: readonly string[],
  values: readonly (string | null)[],
): number {
  if (components === null || components.samples.length < ENOUGH) return 0;
  const valueIn = new Map(sampleIds.map((id, n) => [id, values[n]]));
  const groups = new Map<string, number[]>();
  for (const [n, id] of components.samples.entries()) {
    const value = valueIn.get(id) ?? null;
    if (value === null) continue;
    const group = groups.get(value);
    if (group) group.push(n);
    else groups.set(value, [n]);
    if (groups.size > MOST_CLASSES) return 0;
  }
  const grouped = [...groups.values()].flat();
  if (groups.size < 2 || grouped.length < SAMPLES_PER_CLASS * groups.size || grouped.length < ENOUGH) return 0;
  const [all, within] = [components.x, components.y].reduce(
    ([total, inside], scores) => [
      total + squares(scores, grouped),
      inside + [...groups.values()].reduce((sum, group) => sum + squares(scores, group), 0),
    ],
    [0, 0],
  );
  if (all === 0) return 0;
  const byChance = (grouped.length - 1) / (grouped.length - groups.size);
  return Math.max(0, 1 - (within / all) * byChance);
}

/** Squared distances of some values from their mean. */
function squares(values: readonly number[], at: readonly number[]): number {
  const mean = at.reduce((sum, n) => sum + values[n], 0) / at.length;
  return at.reduce((sum, n) => sum + (values[n] - mean) ** 2, 0);
}
