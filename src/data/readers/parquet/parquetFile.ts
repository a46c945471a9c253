import { UserError } from '../../../run/userError.ts';
import { listNames, uniqueNames } from '../columns.ts';
import type { ReadOptions, TableFile, TablePart } from '../tableFile.ts';
import { numberBlocks } from './numberBlocks.ts';
import { type OpenParquet, openParquet } from './openParquet.ts';
import { labelColumns, labelsOf } from './parquetLabels.ts';
import { readSampleIds } from './sampleIds.ts';

/**
 * A Parquet file of numbers: one row a sample, one column a feature.
 * @throws UserError where it is damaged, or has columns that hold no numbers
 */
export async function openParquetTable(file: string, options: ReadOptions): Promise<TableFile> {
  const opened = openParquet(file, options);
  try {
    requireNumbers(opened);
  } catch (error) {
    opened.close();
    throw error;
  }
  return {
    file,
    format: 'Parquet',
    parts: [tablePart(opened, options.idColumn === undefined)],
    labelColumns: labelColumns(opened).map(({ name }) => name),
    readLabels: async () => labelsOf(opened),
    close: opened.close,
  };
}

/** @param guessed nobody named the column with the ids */
function tablePart(opened: OpenParquet, guessed: boolean): TablePart {
  const { file, id, columns, footer } = opened;
  const warnings: string[] = [];
  const written = columns.map(({ name }, k) => name || `column_${k + 1}`);
  const features = uniqueNames(file, written, warnings);
  if (id === null)
    warnings.push(
      `${file}: no column names the samples; they are called by their numbers, counted from 0 or as pandas did.`,
    );
  else if (guessed && id.kind === 'number' && footer.index === null)
    warnings.push(
      `${file}: no column of texts names the samples; they are called by the whole numbers of "${id.name}", of which none repeats. If it is a feature, put a column with the sample ids before it.`,
    );
  let ids: string[] | null = null;
  const sampleIds = (): string[] => {
    ids ??= readSampleIds(opened);
    return ids;
  };
  return {
    name: '',
    modality: null,
    chosen: true,
    layout: 'dense',
    shape: { rows: footer.rows, columns: columns.length, exact: true },
    stored: null,
    names: async () => ({ rows: sampleIds(), columns: features, warnings }),
    async *blocks() {
      yield* numberBlocks(opened, sampleIds(), features);
    },
  };
}

function requireNumbers({ file, columns }: OpenParquet): void {
  const wrong = columns.filter(({ kind }) => kind !== 'number');
  if (wrong.length === 0) return;
  const [{ name, kind }] = wrong;
  const what = kind === 'text' || kind === 'number' ? 'text' : kind.other;
  const others = wrong.slice(1).map((column) => column.name);
  const elsewhere =
    others.length > 0
      ? ` ${others.length === 1 ? 'Another column holds' : `${others.length} other columns hold`} no numbers, too: ${listNames(others, 5)}.`
      : '';
  const columnsMeant = others.length > 0 ? 'these columns' : 'the column';
  const asLabel =
    typeof kind === 'string' || kind.asText ? `, or use one as a label: --labels ${file}:${name}` : ' and save again.';
  throw new UserError(
    `${file}, column "${name}": it holds ${what}, not numbers.${elsewhere} Remove ${columnsMeant}${asLabel}`,
  );
}
