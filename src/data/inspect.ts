import type { Inspection } from '../run/inspection.ts';
import { labelColumn } from '../run/labelColumn.ts';
import { observedRows } from './cohort.ts';
import { type Finding, type InspectedTable, info } from './findings/finding.ts';
import { labelFindings } from './findings/labelFindings.ts';
import { matchFindings } from './findings/matchFindings.ts';
import { tableFindings } from './findings/tableFindings.ts';
import { labelValues, readLabels } from './labelTable.ts';
import { readTable } from './readTable.ts';
import { summarize } from './tableSummary.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/**
 * Looks at tables before training: shapes, scales, missing cells, how samples match, and what should be put right first.
 * One table alone is fine. Tables that can be read but not trained on give findings, not errors.
 * @throws UserError for a table or label table that cannot be read, or has no such label column.
 */
export async function inspectTables(
  files: readonly { readonly name: string; readonly file: string; readonly idColumn?: string | undefined }[],
  labels?: { readonly file: string; readonly column: string; readonly idColumn?: string | undefined },
): Promise<Inspection> {
  const tables: InspectedTable[] = [];
  const findings: Finding[] = [];
  for (const { name, file, idColumn } of files) {
    const { table, warnings } = await readTable(file, { idColumn });
    const inspected = { name, table, summary: summarize(name, table), rows: observedRows(table) };
    tables.push(inspected);
    findings.push(...warnings.map((text) => info(text)), ...tableFindings(inspected));
  }
  const { overlap, samples, sampleIds } = overlapOf(tables);
  findings.push(...matchFindings(tables, samples));
  const found = labels ? await inspectLabels(labels, sampleIds) : null;
  if (found) findings.push(...labelFindings(found, sampleIds.length));
  return {
    tables: tables.map(({ summary }) => summary),
    overlap,
    samples,
    labels: found,
    findings: findings.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
  };
}

/** How many samples are in exactly which tables; samples whose row is blank do not count. */
function overlapOf(
  tables: readonly InspectedTable[],
): Pick<Inspection, 'overlap' | 'samples'> & { sampleIds: string[] } {
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

async function inspectLabels(
  labels: { readonly file: string; readonly column: string; readonly idColumn?: string | undefined },
  sampleIds: readonly string[],
): Promise<NonNullable<Inspection['labels']>> {
  const table = await readLabels(labels.file, { idColumn: labels.idColumn });
  const column = labelColumn(labels.column, labelValues(table, labels.column, sampleIds));
  const found = { file: labels.file, column: labels.column, kind: column.kind };
  if (column.kind === 'continuous') {
    return { ...found, classes: [], missing: column.values.filter((value) => Number.isNaN(value)).length };
  }
  const counts = new Int32Array(column.classes.length);
  let missing = 0;
  for (const code of column.codes) {
    if (code < 0) missing++;
    else counts[code]++;
  }
  return { ...found, classes: column.classes.map((name, code) => ({ name, samples: counts[code] })), missing };
}
