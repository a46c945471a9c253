import type { CategoricalColumn, LabelColumn } from './runData.ts';

/** Numbers with more distinct values than this are a measurement, not classes. */
const MOST_CLASSES = 20;

/**
 * Reads a column of text as a label: numbers with more than 20 distinct values are continuous, everything else is
 * categorical with its classes in natural order. null and blank are missing.
 */
export function labelColumn(name: string, values: readonly (string | null)[]): LabelColumn {
  const classes = [...new Set(values.filter((value) => value !== null && value !== ''))] as string[];
  if (classes.length > MOST_CLASSES && classes.every((value) => Number.isFinite(Number(value)))) {
    return {
      kind: 'continuous',
      name,
      values: Float32Array.from(values, (value) => (value ? Number(value) : Number.NaN)),
    };
  }
  const numbers = classes.every((value) => Number.isFinite(Number(value)));
  const order = new Intl.Collator('en', { numeric: true });
  classes.sort(numbers ? (a, b) => Number(a) - Number(b) : order.compare);
  return categoricalColumn(name, values, classes);
}

/** @param classes in the order of their codes; a value that is none of them is missing */
export function categoricalColumn(
  name: string,
  values: readonly (string | null)[],
  classes: readonly string[],
): CategoricalColumn {
  const codeOf = new Map(classes.map((value, code) => [value, code]));
  const codes = Int32Array.from(values, (value) => codeOf.get(value ?? '') ?? -1);
  return { kind: 'categorical', name, classes, codes };
}
