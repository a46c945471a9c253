import { basename } from 'node:path';
import type { Inspection } from '../run/inspection.ts';
import { labelColumn } from '../run/labelColumn.ts';
import type { LabelColumn } from '../run/runData.ts';
import { batchFindings } from './findings/batchFindings.ts';
import { doubtFindings } from './findings/doubtFindings.ts';
import type { Finding } from './findings/finding.ts';
import { info, worstFirst } from './findings/finding.ts';
import { labelFindings } from './findings/labelFindings.ts';
import { layerFindings } from './findings/layerFindings.ts';
import { matchFindings, type StudySettings } from './findings/matchFindings.ts';
import { outlierFindings } from './findings/outlierFindings.ts';
import { tableFindings } from './findings/tableFindings.ts';
import { type LookedAt, lookAt, type TableToInspect, tableInspection } from './inspectTable.ts';
import { type LabelTable, labelValues, readLabels } from './labelTable.ts';
import { readTables } from './readTables.ts';

/** Formats of files whose samples have columns of their own, beside the tables. */
const HOLDS_LABELS = ['AnnData', 'MuData'];

export interface LabelsToInspect {
  readonly file: string;
  readonly column: string;
  readonly idColumn?: string | undefined;
}

/**
 * Looks at tables before training: shapes, scales, missing cells, how samples match, what weighs how much, and what should
 * be put right first. One table alone is fine. Tables that can be read but not trained on give findings, not errors.
 * @param progress hears what is being done, in words
 * @throws UserError for a table or label table that cannot be read, or has no such label column.
 */
export async function inspectTables(
  files: readonly TableToInspect[],
  labels?: LabelsToInspect,
  study: StudySettings = {},
  progress: (text: string) => void = () => undefined,
): Promise<Omit<Inspection, 'estimate'>> {
  const tables: LookedAt[] = [];
  const findings: Finding[] = [];
  /** files that tell of their samples themselves */
  const describing = new Set<string>();
  const labelTable = labels ? await readLabels(labels.file, { idColumn: labels.idColumn }) : null;
  const reading = (file: string): void => progress(`Reading ${basename(file)}`);
  for await (const read of readTables(files, labelTable?.sampleIds ?? [], reading)) {
    const { given, table, orientation, warnings } = read;
    progress(`Looking at ${given.name}: ${table.sampleIds.length} samples, ${table.features.length} features`);
    const looked = lookAt(given, read);
    tables.push(looked);
    if (HOLDS_LABELS.includes(read.format)) describing.add(given.file);
    findings.push(
      ...warnings.map((text) => info(text)),
      ...doubtFindings(given.name, orientation),
      ...tableFindings(looked),
      ...looked.findings,
      ...layerFindings(looked, read.part, read.others),
      ...outlierFindings(looked),
    );
  }
  progress('Matching samples');
  const { overlap, samples, sampleIds } = overlapOf(tables);
  findings.push(...matchFindings(tables, samples, study));
  const column = labels && labelTable ? readColumn(labelTable, labels.column, sampleIds) : null;
  const found = labels && column ? { file: labels.file, column: labels.column, ...countLabels(column) } : null;
  if (found) findings.push(...labelFindings(found, sampleIds.length));
  const described = labelTable ? [labelTable] : await Promise.all([...describing].map((file) => readLabels(file, {})));
  findings.push(...batchFindings(tables, described, labels?.column ?? null));
  const losses = tables.map(({ weight }) => weight?.loss ?? null);
  const totalLoss = losses.reduce((sum, loss) => (sum === null || loss === null ? null : sum + loss), 0);
  const labelOf = column && labelBySample(column, sampleIds);
  return {
    tables: tables.map((table) => tableInspection(table, sampleIds, totalLoss, labelOf)),
    overlap,
    samples,
    labels: found,
    findings: worstFirst(
      findings.map((finding) => ({ ...finding, remedy: isPossible(finding, files.length) ? finding.remedy : null })),
    ),
  };
}

/** A study has two tables or more, also after a remedy. */
function isPossible({ remedy }: Finding, tables: number): boolean {
  const leftOut = remedy?.edits.filter(({ edit }) => edit === 'leaveOutModality').length ?? 0;
  return tables - leftOut >= 2;
}

/** How many samples are in exactly which tables; samples whose row is blank do not count. */
function overlapOf(tables: readonly LookedAt[]): Pick<Inspection, 'overlap' | 'samples'> & { sampleIds: string[] } {
  const sampleIds = [...new Set(tables.flatMap(({ rows }) => [...rows.keys()]))];
  const groups = new Map<string, { tables: string[]; samples: number }>();
  for (const id of sampleIds) {
    const names = tables.filter(({ rows }) => rows.has(id)).map(({ name }) => name);
    const key = names.join('\n');
    const group = groups.get(key);
    if (group) group.samples++;
    else groups.set(key, { tables: names, samples: 1 });
  }
  const overlap = [...groups.values()].sort((a, b) => b.samples - a.samples || b.tables.length - a.tables.length);
  const intersection = overlap.find((group) => group.tables.length === tables.length)?.samples ?? 0;
  return { overlap, samples: { union: sampleIds.length, intersection }, sampleIds };
}

function readColumn(table: LabelTable, column: string, sampleIds: readonly string[]): LabelColumn {
  return labelColumn(column, labelValues(table, column, sampleIds));
}

function countLabels(column: LabelColumn): Pick<NonNullable<Inspection['labels']>, 'kind' | 'classes' | 'missing'> {
  const { kind } = column;
  if (kind === 'continuous') {
    return { kind, classes: [], missing: column.values.filter((value) => Number.isNaN(value)).length };
  }
  const counts = new Int32Array(column.classes.length);
  let missing = 0;
  for (const code of column.codes) {
    if (code < 0) missing++;
    else counts[code]++;
  }
  return { kind, classes: column.classes.map((name, code) => ({ name, samples: counts[code] })), missing };
}

function labelBySample(column: LabelColumn, sampleIds: readonly string[]): (sample: string) => number | null {
  const rowOf = new Map(sampleIds.map((id, n) => [id, n]));
  return (sample) => {
    const row = rowOf.get(sample) ?? -1;
    const value = column.kind === 'categorical' ? column.codes[row] : column.values[row];
    const known = column.kind === 'categorical' ? value >= 0 : Number.isFinite(value);
    return known ? value : null;
  };
}
