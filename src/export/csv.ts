import { writeAtomically } from '../run/atomicFile.ts';
import { formatCsv } from '../run/csv.ts';
import type { Annotated, Columns } from './annotated.ts';
import { distinctColumns, type Frame, type FrameColumn } from './frame.ts';

/**
 * Writes one row a sample, with its latents beside what is known of it, and one row a feature in a second file.
 * R and Python read TRUE and FALSE, and an empty cell as missing.
 * @returns the second file
 */
export async function writeCsvFiles(
  file: string,
  { samples, features, latents, loadings }: Annotated,
): Promise<string> {
  const featureFile = featureFileOf(file);
  await writeAtomically(featureFile, frameText('name', features, loadings));
  await writeAtomically(file, frameText('sample_id', samples, latents));
  return featureFile;
}

/** The second file that is written beside `file`. */
export function featureFileOf(file: string): string {
  return file.replace(/\.csv$/i, '.features.csv');
}

function frameText(first: string, { names, columns }: Frame, blocks: ReadonlyMap<string, Columns>): string {
  const numbered = [...blocks].flatMap(([block, dimensions]) =>
    dimensions.map((values, k): FrameColumn => {
      return { kind: 'continuous', name: `${block.replace(/^X_crossmodal_|^crossmodal_/, '')}_${k + 1}`, values };
    }),
  );
  const all = distinctColumns([{ kind: 'text', name: first, values: names }, ...columns, ...numbered]);
  function* rows(): Iterable<(string | number)[]> {
    for (const row of names.keys()) yield all.map((column) => cell(column, row));
  }
  return formatCsv(
    all.map(({ name }) => name),
    rows(),
  );
}

function cell(column: FrameColumn, row: number): string | number {
  switch (column.kind) {
    case 'categorical':
      return column.classes[column.codes[row]] ?? '';
    case 'boolean':
      return column.values[row] ? 'TRUE' : 'FALSE';
    default:
      return column.values[row];
  }
}
