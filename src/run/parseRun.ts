import { type CsvColumns, parseColumns } from './csvColumns.ts';
import { categoricalColumn, labelColumn } from './labelColumn.ts';
import { rowsAmong } from './rowsAmong.ts';
import type {
  FeatureStatistics,
  FeatureVerdicts,
  LabelColumn,
  LatentBlock,
  Latents,
  Loadings,
  R2Scores,
  ReconstructionError,
} from './runData.ts';
import type { RunFile } from './runFile.ts';

/** latents.csv with labels.csv and errors.csv beside it, which may not be there. */
export function parseLatents(latents: Buffer, labels: Buffer | null, errors: Buffer | null): Latents {
  const { header, texts, numbers } = parseColumns(latents, (_, column) => column < 2);
  const [sampleIds, split] = texts;
  const blocks = new Map<string, Float32Array[]>();
  header.slice(2).forEach((name, k) => {
    const block = name.replace(/_\d+$/, '');
    const dimensions = blocks.get(block) ?? [];
    dimensions.push(numbers[k + 2]);
    blocks.set(block, dimensions);
  });
  const splits = [...new Set(split)].sort(new Intl.Collator('en', { numeric: true }).compare);
  return {
    sampleIds,
    split: categoricalColumn('split', split, splits),
    blocks: [...blocks].map(([name, dimensions]): LatentBlock => ({ name, dimensions })),
    labels: labels === null ? [] : parseLabels(labels, sampleIds),
    errors: errors === null ? [] : parseErrors(errors, sampleIds),
  };
}

function parseLabels(bytes: Buffer, sampleIds: readonly string[]): LabelColumn[] {
  const { header, texts } = parseColumns(bytes, () => true);
  const rows = rowsAmong(sampleIds, texts[0]);
  return header.slice(1).map((name, k) => {
    const values = Array.from(rows, (row) => texts[k + 1][row] ?? null);
    return labelColumn(name, values);
  });
}

function parseErrors(bytes: Buffer, sampleIds: readonly string[]): ReconstructionError[] {
  const { header, texts, numbers } = parseColumns(bytes, (_, column) => column === 0);
  const rows = rowsAmong(sampleIds, texts[0]);
  return header.slice(1).map((modality, k) => ({ modality, values: pick(numbers[k + 1], rows) }));
}

/** Every row has a cell for the most private dimensions that any modality has: the run says how many are its own. */
export function parseLoadings(bytes: Buffer, { study }: RunFile): Loadings[] {
  const { header, texts, numbers } = parseColumns(bytes, (_, column) => column < 2);
  const [modalities, features] = texts;
  const shared = header.filter((name) => name.startsWith('shared_')).length;
  const own = groupRows(modalities.length, (row) => modalities[row]);
  return study.modalities.map(({ name }) => {
    const rows = own.get(name) ?? [];
    const size = study.model.private;
    const privates = typeof size === 'number' ? size : (size[name] ?? 0);
    const dimension = (at: number) => pick(numbers[2 + at] ?? new Float32Array(), rows);
    return {
      modality: name,
      features: rows.map((row) => features[row]),
      shared: Array.from({ length: shared }, (_, k) => dimension(k)),
      private: Array.from({ length: privates }, (_, k) => dimension(shared + k)),
    };
  });
}

/** r2.csv with features.csv beside it, which may not be there. */
export function parseR2(bytes: Buffer, featuresBytes: Buffer | null): R2Scores {
  const table = parseColumns(bytes, (_, column) => column < 3);
  const [sources, targets, features] = table.texts;
  const verdicts = featuresBytes === null ? null : parseVerdicts(featuresBytes);
  const pairs = [...groupRows(table.rows, (row) => JSON.stringify([sources[row], targets[row]])).values()];
  // Every source lists a target's features in the same order: the longest list names them all.
  const lists = new Map<string, readonly number[]>();
  for (const rows of pairs) {
    const target = targets[rows[0]];
    if (rows.length > (lists.get(target)?.length ?? 0)) lists.set(target, rows);
  }
  return {
    targets: [...lists].map(([name, rows]) => ({
      name,
      features: rows.map((row) => features[row]),
      self: column(table, 'r2_self', rows),
      verdicts: verdicts?.get(name) ?? null,
    })),
    pairs: pairs.map((rows) => ({
      source: sources[rows[0]],
      target: targets[rows[0]],
      r2: column(table, 'r2', rows),
      statistics: someKnown({
        low: column(table, 'r2_low', rows),
        high: column(table, 'r2_high', rows),
        baseline: column(table, 'baseline_r2', rows),
        nullR2: column(table, 'null_r2', rows),
        p: column(table, 'p', rows),
        q: column(table, 'q', rows),
      }),
    })),
  };
}

/** Null where nothing was computed yet, or by an earlier version. */
function someKnown(statistics: FeatureStatistics): FeatureStatistics | null {
  return Object.values(statistics).some((values) => !values.every(Number.isNaN)) ? statistics : null;
}

/** By modality; those without any are left out. */
function parseVerdicts(bytes: Buffer): Map<string, FeatureVerdicts> {
  const known = ['shared', 'private', 'neither'] as const;
  const table = parseColumns(bytes, (name, at) => at === 0 || !known.some((share) => share === name));
  const [modalities] = table.texts;
  const verdicts = table.texts.at(-1) ?? [];
  const groups = groupRows(table.rows, (row) => modalities[row]);
  return new Map(
    [...groups].flatMap(([name, rows]) => {
      const [shared, private_, neither] = known.map((share) => column(table, share, rows));
      const verdict = rows.map((row) => known.find((one) => one === verdicts[row]) ?? null);
      if (verdict.every((one) => one === null)) return [];
      return [[name, { shared, private: private_, neither, verdict }]];
    }),
  );
}

/** Rows by a key, in the order in which the keys appear. */
function groupRows(count: number, keyOf: (row: number) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    const rows = groups.get(key);
    if (rows) rows.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Some rows of a column by its name; NaN where the column is not there. */
function column({ header, numbers }: CsvColumns, name: string, rows: readonly number[]): Float32Array {
  return pick(numbers[header.indexOf(name)] ?? new Float32Array(), rows);
}

/** NaN where there is no such row. */
function pick(values: Float32Array, rows: ArrayLike<number>): Float32Array {
  return Float32Array.from(rows, (row) => values[row] ?? Number.NaN);
}
