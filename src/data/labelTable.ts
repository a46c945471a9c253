import type { LabelColumn } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import { copyText, listNames } from './readers/columns.ts';
import { isMissing } from './readers/missing.ts';
import { visitSamples } from './readers/samples.ts';

/** What is known of the samples besides measurements: text, column by column. */
export interface LabelTable {
  readonly file: string;
  readonly sampleIds: readonly string[];
  /** null = missing */
  readonly columns: readonly { readonly name: string; readonly values: readonly (string | null)[] }[];
}

/** Numbers with more different values than this are a scale, not classes. */
const MOST_NUMERIC_CLASSES = 20;
const MOST_CLASSES = 32767;

/**
 * Reads a table of labels (CSV or TSV, plain or gzip), every column as text.
 * @throws UserError for whatever is wrong in the file.
 */
export async function readLabels(
  file: string,
  options: { readonly idColumn?: string | undefined },
): Promise<LabelTable> {
  let columns: { name: string; values: (string | null)[] }[] = [];
  let cellOf = new Int32Array();
  // Labels repeat: one copy of each text, instead of slices that keep the file's text in memory.
  const texts = new Map<string, string>();
  const { ids } = await visitSamples(file, options.idColumn, {
    begin(layout) {
      cellOf = new Int32Array(layout.cells);
      columns = layout.names.map((name) => ({ name, values: [] }));
    },
    sample(cells) {
      for (let k = 0; k < cellOf.length; k++) {
        const cell = cells[cellOf[k]].trim();
        if (isMissing(cell)) {
          columns[k].values.push(null);
          continue;
        }
        let text = texts.get(cell);
        if (text === undefined) {
          text = copyText(cell);
          texts.set(text, text);
        }
        columns[k].values.push(text);
      }
    },
  });
  return { file, sampleIds: ids, columns };
}

/**
 * One column, in the order of `sampleIds`; null where the label is missing or the sample is not in the table.
 * @throws UserError when there is no such column, or none of the samples is in the table.
 */
export function labelValues(table: LabelTable, column: string, sampleIds: readonly string[]): (string | null)[] {
  const found = table.columns.find((candidate) => candidate.name === column);
  if (!found) {
    throw new UserError(
      `${table.file} has no column "${column}". Its columns are: ${listNames(
        table.columns.map(({ name }) => name),
        30,
      )}.`,
    );
  }
  const rowOf = new Map(table.sampleIds.map((id, row) => [id, row]));
  if (!sampleIds.some((id) => rowOf.has(id))) {
    throw new UserError(
      `${table.file}: none of its sample ids (${listNames(table.sampleIds, 3)}) is in the tables (${listNames(sampleIds, 3)}). Check the id column.`,
    );
  }
  return sampleIds.map((id) => {
    const row = rowOf.get(id);
    return row === undefined ? null : found.values[row];
  });
}

/**
 * Decides what a label is: numbers with more than 20 different values are continuous, everything else is categorical,
 * its classes in natural order (2 before 10).
 * @throws UserError when there are more classes than a code can count.
 */
export function labelColumn(name: string, values: readonly (string | null)[]): LabelColumn {
  const distinct = new Set(values.filter((value) => value !== null));
  const numeric = [...distinct].every((value) => Number.isFinite(Number(value)));
  if (numeric && distinct.size > MOST_NUMERIC_CLASSES) {
    return {
      kind: 'continuous',
      name,
      values: Float32Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
    };
  }
  if (distinct.size > MOST_CLASSES) {
    throw new UserError(
      `The label "${name}" has ${distinct.size} different texts; it looks like an id. Choose a column whose values repeat.`,
    );
  }
  const order = new Intl.Collator('en', { numeric: true });
  const classes = [...distinct].sort(
    (a, b) => (numeric ? Number(a) - Number(b) : 0) || order.compare(a, b) || (a < b ? -1 : 1),
  );
  const codeOf = new Map(classes.map((text, code) => [text, code]));
  return {
    kind: 'categorical',
    name,
    classes,
    codes: Int16Array.from(values, (value) => (value === null ? -1 : (codeOf.get(value) ?? -1))),
  };
}

/**
 * Refuses a label from which nothing can be learnt.
 * @throws UserError when every sample has the same label, or none has one.
 */
export function requireUsableLabel(label: LabelColumn, file: string): void {
  const known =
    label.kind === 'categorical'
      ? label.classes
      : [...new Set(label.values)].filter((value) => !Number.isNaN(value)).map(String);
  if (known.length === 0)
    throw new UserError(`${file}, column "${label.name}": no sample of the tables has a label. Choose another column.`);
  if (known.length === 1) {
    throw new UserError(
      `${file}, column "${label.name}": every labelled sample is "${known[0]}". A label needs at least two classes; choose another column.`,
    );
  }
}
