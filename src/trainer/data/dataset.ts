import { basename } from 'node:path';
import { type Cohort, matchSamples } from '../../data/cohort.ts';
import { type LabelTable, labelValues, requireUsableLabel } from '../../data/labelTable.ts';
import { refuseOtherValues } from '../../data/likelihoodValues.ts';
import { visitStored } from '../../data/matrix.ts';
import { defaultLikelihood, defaultTransform, guessScale, type Scale } from '../../data/scale.ts';
import { at } from '../../engine/at.ts';
import { labelColumn } from '../../run/labelColumn.ts';
import type { LabelColumn } from '../../run/runData.ts';
import type { LikelihoodName, Study, TransformName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import { samplesAside, withoutSamples } from './setAside.ts';
import { readStudyTables } from './studyTables.ts';

/** Everything read from a study's files, matched by sample id; nothing is transformed yet. */
export interface Dataset {
  readonly cohort: Cohort;
  /** samples that the run goes without, because the study sets them aside; they are in none of the rest */
  readonly aside: number;
  /** in the order of cohort.modalities */
  readonly sources: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly scale: Scale;
    readonly transform: TransformName[];
    readonly likelihood: LikelihoodName;
    readonly rows: 'samples' | 'features';
    readonly missingCells: number;
  }[];
  readonly labels: {
    readonly path: string;
    readonly sha256: string;
    /** the column that the study names */
    readonly column: LabelColumn;
    /** every column of the file, in the order of the cohort's samples */
    readonly columns: readonly { readonly name: string; readonly values: readonly (string | null)[] }[];
  } | null;
  readonly warnings: readonly string[];
}

/**
 * Reads and matches a study's tables.
 * @param directory what the study's paths are relative to
 */
export async function loadDataset(study: Study, directory: string): Promise<Dataset> {
  const { tables, labels, hashes, warnings } = await readStudyTables(study, directory);
  const everyone = matchSamples(tables, study.samples);
  const aside = samplesAside(study, everyone.sampleIds, labels);
  // Before anything is made of the values: nothing of these samples may reach the run.
  const used = aside.size === 0 ? tables : tables.map((one) => ({ ...one, table: withoutSamples(one.table, aside) }));
  const cohort = aside.size === 0 ? everyone : matchSamples(used, study.samples);
  const sources = [];
  for (const [m, modality] of cohort.modalities.entries()) {
    const { noise, transform } = study.modalities[m];
    // Of the table, not of the cohort: in a cohort, samples that a sparse table lacks would count as zeros.
    const scale = guessScale(used[m].table.matrix);
    const likelihood = study.modalities[m].likelihood ?? defaultLikelihood(scale);
    if (noise !== undefined && likelihood !== 'gaussian' && likelihood !== 'laplace') {
      throw new UserError(
        `Modality "${modality.name}": "noise" fixes the scale of a gaussian or laplace likelihood, and "${likelihood}" has none. Leave it out.`,
      );
    }
    refuseOtherValues(modality, likelihood);
    sources.push({
      path: tables[m].path,
      sha256: at(hashes, tables[m].path),
      scale,
      transform: transform ?? defaultTransform(likelihood, scale),
      likelihood,
      rows: tables[m].rows,
      missingCells: countMissingCells(modality),
    });
  }
  return {
    cohort,
    aside: aside.size,
    sources,
    labels: study.labels && labels ? loadLabels(study.labels, labels, cohort, at(hashes, labels.file)) : null,
    warnings,
  };
}

function loadLabels(
  { column: name, supervise }: NonNullable<Study['labels']>,
  table: LabelTable,
  cohort: Cohort,
  hash: string,
): NonNullable<Dataset['labels']> {
  const path = table.file;
  const column = labelColumn(name, labelValues(table, name, cohort.sampleIds));
  requireUsableLabel(column, path);
  if (supervise && column.kind === 'continuous') {
    throw new UserError(
      `${basename(path)}, column "${name}" holds numbers, not classes, and cannot supervise the latent. Choose a column with a few classes, or set labels.supervise to false.`,
    );
  }
  const columns = table.columns.map((other) => ({
    name: other.name,
    values: labelValues(table, other.name, cohort.sampleIds),
  }));
  return { path, sha256: hash, column, columns };
}

/** Cells that are missing in samples that have the modality. */
function countMissingCells({ matrix, observed }: Cohort['modalities'][number]): number {
  let missing = 0;
  visitStored(matrix, (value, _, row) => {
    if (Number.isNaN(value) && observed[row] === 1) missing++;
  });
  return missing;
}
