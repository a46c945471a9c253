import { alignFeatures } from '../../data/alignFeatures.ts';
import { cellInWords } from '../../data/cellInWords.ts';
import { type CohortModality, inOrderOf, observedRows } from '../../data/cohort.ts';
import { firstOutside, likelihoodDomain } from '../../data/likelihoodValues.ts';
import { openTableFile } from '../../data/openTableFile.ts';
import { choosePart, readTable, type TableChoice } from '../../data/readTable.ts';
import { applySteps } from '../../data/transforms/applySteps.ts';
import { stepsDomain } from '../../data/transforms/refuseUnfitValues.ts';
import type { ModalityArrays } from '../../model/tables.ts';
import { UserError } from '../../run/userError.ts';
import { fillGaps } from '../data/fillGaps.ts';
import { standardized } from '../data/standardized.ts';
import type { TrainedModality } from './trainedModel.ts';

/** Samples that a model has not seen, as its encoders take them. */
export interface NewSamples {
  readonly sampleIds: readonly string[];
  readonly given: readonly ModalityArrays[];
  /** what a user should know of the tables */
  readonly notes: readonly string[];
}

/**
 * Reads tables of new samples (`part`: of a file that holds several) and prepares them as the training samples were:
 * features by name, the transforms with the statistics of training. The samples are those that any table has values of, by first appearance.
 * @throws UserError for what is wrong in a table
 */
export async function readNewSamples(
  tables: readonly { readonly modality: TrainedModality; readonly file: string; readonly part?: string }[],
): Promise<NewSamples> {
  const notes: string[] = [];
  const sources = [];
  for (const { modality, file, part } of tables) {
    const { table, warnings } = await readTable(file, await choiceFor(file, part, modality));
    const aligned = alignFeatures(table, modality);
    const rows = observedRows(aligned.table);
    if (rows.size === 0) {
      throw new UserError(`${file} has no values of ${modality.name}: every cell is missing. Check the file.`);
    }
    const blank = table.sampleIds.length - rows.size;
    notes.push(...warnings, ...notesOn(modality, aligned.missing, aligned.ignored, blank));
    sources.push({ modality, name: modality.name, table: aligned.table, rows });
  }
  const sampleIds = [...new Set(sources.flatMap(({ rows }) => [...rows.keys()]))];
  if (sources.length > 1) {
    for (const { name, rows } of sources) {
      const lacking = sampleIds.length - rows.size;
      if (lacking > 0) {
        notes.push(
          `Samples without ${name}: ${lacking} of ${sampleIds.length}. They are predicted from what they have, and less exactly.`,
        );
      }
    }
  }
  return { sampleIds, notes, given: sources.map((source) => prepareNew(source, sampleIds)) };
}

/**
 * As in training: the part of that name, where the file has it and none is named, else the one that it chooses itself. Which
 * way round it lies, the names of the model's features tell: the new table may be of another kind than that of training.
 */
async function choiceFor(file: string, named: string | undefined, modality: TrainedModality): Promise<TableChoice> {
  const { idColumn, part: trained } = modality.choice;
  const opened = await openTableFile(file, { idColumn });
  try {
    const part = choosePart(opened, named ?? opened.parts.find(({ name }) => name === trained)?.name);
    const { rows, columns } = await part.names();
    const known = new Set(modality.columns);
    const count = (names: readonly string[]): number => names.filter((name) => known.has(name)).length;
    return { idColumn, part: part.name, rows: count(rows) > count(columns) ? 'features' : 'samples' };
  } finally {
    opened.close();
  }
}

/** Transforms as in training. @throws UserError for values that the training table could not hold */
function prepareNew(
  { modality, ...source }: { modality: TrainedModality } & Parameters<typeof inOrderOf>[1],
  sampleIds: readonly string[],
): ModalityArrays {
  const { fitted, fill, name, features } = modality;
  const placed = inOrderOf(sampleIds, source);
  requireSameScale(placed, modality);
  const x = standardized(applySteps(placed, fitted), fitted);
  fillGaps(x, fill);
  return { name, features: features.length, x, observed: placed.observed, cells: null };
}

/** @throws UserError for the first value that no table like that of training can hold */
function requireSameScale(placed: CohortModality, { name, likelihood, fitted }: TrainedModality): void {
  const domain = likelihoodDomain(likelihood) ?? stepsDomain(fitted.steps);
  const at = domain ? firstOutside(placed.matrix, domain) : -1;
  if (domain === null || at === -1) return;
  throw new UserError(
    `${cellInWords(placed, at)}, but the run was trained on ${domain.words} of ${name}. Give a table on the scale of the training table.`,
  );
}

function notesOn(
  { name, features }: TrainedModality,
  missing: readonly string[],
  ignored: number,
  blank: number,
): string[] {
  const shown = missing.slice(0, 5).join(', ');
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  return [
    ...(missing.length > 0
      ? [
          `${name}: ${missing.length} of the model's ${features.length} features are not in the table. They count as their mean in training, which makes predictions worse: ${shown}${more}.`,
        ]
      : []),
    ...(ignored > 0 ? [`${name}: columns that the model does not know are ignored: ${ignored}.`] : []),
    ...(blank > 0 ? [`${name}: rows without any value that the model knows are left out: ${blank}.`] : []),
  ];
}
