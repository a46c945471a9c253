import { UserError } from '../run/userError.ts';
import { pickColumns } from './matrix.ts';
import { nearMiss } from './nearMiss.ts';
import { requireMemory } from './requireMemory.ts';
import type { Table } from './table.ts';

/** A table brought to the columns that a model knows. */
export interface Aligned {
  /** columns in the order asked for; NaN where the table has no such column */
  readonly table: Table;
  /** features that the table lacks */
  readonly missing: readonly string[];
  /** columns that nobody asked for */
  readonly ignored: number;
}

/** What to look for in a table of the modality `name`: columns, and those of them that matter, the features. */
export interface Wanted {
  readonly name: string;
  readonly columns: readonly string[];
  readonly features: readonly string[];
}

/**
 * Picks the columns of a table by name.
 * @throws UserError where the table has none of the features
 */
export function alignFeatures(table: Table, { name, columns, features }: Wanted): Aligned {
  const positionOf = new Map(table.features.map((column, position) => [column, position]));
  const missing = features.filter((feature) => !positionOf.has(feature));
  if (missing.length === features.length) throw new UserError(noneFound(table, features, name));
  const width = table.features.length;
  const positions = Int32Array.from(columns, (column) => positionOf.get(column) ?? -1);
  const found = positions.filter((position) => position >= 0).length;
  const { layout, rows } = table.matrix;
  // Of a sparse table, too, a cell that is missing is stored.
  requireMemory(table.file, rows * (layout === 'dense' ? 4 * columns.length : 8 * (columns.length - found)));
  const matrix = pickColumns(table.matrix, positions);
  return { table: { ...table, features: columns, matrix }, missing, ignored: width - found };
}

function noneFound({ file, features: columns, sampleIds }: Table, features: readonly string[], modality: string) {
  const some = (names: readonly string[]): string => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;
  const heading = `${file} has none of the ${features.length} features that the model knows of ${modality}.`;
  const names = [`  the table's columns: ${some(columns)}`, `  the model's features: ${some(features)}`];
  return [heading, ...names, hint(columns, sampleIds, features)].join('\n');
}

function hint(columns: readonly string[], sampleIds: readonly string[], features: readonly string[]): string {
  const miss = nearMiss(columns, features);
  if (miss) {
    const [one, other] = miss.example;
    return `${miss.count} of them would match but for ${miss.difference}: "${one}" and "${other}". Write the names as in training.`;
  }
  const known = new Set(features);
  if (sampleIds.some((id) => known.has(id))) {
    return 'The rows of the table are features: turn it round, so that each row is a sample.';
  }
  return 'Check that it is the right table, and that its names are those of the training table.';
}
