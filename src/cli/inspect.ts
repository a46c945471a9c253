import { dirname, resolve } from 'node:path';
import { namedTables } from '../data/namedTables.ts';
import { estimateSentence, formatNumber, tableKind } from '../report/words.ts';
import type { Inspection } from '../run/inspection.ts';
import { readStudy } from '../run/readStudy.ts';
import { UserError } from '../run/userError.ts';
import type { Command } from './command.ts';
import { parseLabelsOption } from './labelsOption.ts';
import { listParts } from './listParts.ts';
import { preflight } from './preflight.ts';
import { TABLE_HELP } from './tableHelp.ts';
import { textTable } from './textTable.ts';

const MARKS = { error: 'ERROR  ', warning: 'WARNING', info: 'NOTE   ' } as const;

const STUDY = /\.crossmodal\.json$/i;

/** `crossmodal inspect TABLE…`: a preflight of tables, for people or as JSON. */
export const inspect: Command = {
  name: 'inspect',
  summary: 'Look at tables before training: shapes, matching samples, missing values, what to fix.',
  help: `Usage: crossmodal inspect TABLE… [--labels FILE:COLUMN] [--json]
       crossmodal inspect STUDY [--labels FILE:COLUMN] [--json]
       crossmodal inspect TABLE… --parts [--json]

Reads tables and tells what would matter in training: their shapes and scales, how many samples they share, and findings,
each with what to do about it. Of a study (NAME.crossmodal.json) it reads the tables, the label and what the study says of
them.

${TABLE_HELP}

Options:
  --labels FILE:COLUMN  looks at a label as well: its classes, and samples without one; FILE is a table of labels, or an
                        .h5ad or .h5mu with the column in obs
  --parts               only lists which tables and label columns each file holds, and which way round they lie, without
                        reading values
  --json                prints all of it as one JSON document, with every feature's statistics and each table's
                        missing cells and principal components

Examples: crossmodal inspect rnaseq.csv protein.csv --labels clinical.csv:stage
          crossmodal inspect cells.h5mu --labels cells.h5mu:celltype`,
  options: { labels: { type: 'string' }, parts: { type: 'boolean' } },
  async run({ positionals, options, print, progress }) {
    const [first] = positionals;
    if (first === undefined) {
      throw new UserError('inspect needs at least one table, like: crossmodal inspect rnaseq.csv protein.csv');
    }
    const asked = typeof options['labels'] === 'string' ? parseLabelsOption(options['labels']) : null;
    if (options['parts'] === true) return listParts(positionals, asked?.file ?? null, print);
    const given = await (positionals.some((file) => STUDY.test(file)) ? studySubject : tables)(positionals);
    const inspection = await preflight(given.files, asked ?? given.labels, given.study, progress);
    for (const line of inspectionLines(inspection)) print(line);
    return inspection;
  },
};

interface Subject {
  readonly files: Parameters<typeof preflight>[0];
  readonly labels?: Parameters<typeof preflight>[1];
  readonly study?: Parameters<typeof preflight>[2];
}

async function tables(given: readonly string[]): Promise<Subject> {
  return { files: (await namedTables(given)).tables };
}

async function studySubject([file, ...more]: readonly string[]): Promise<Subject> {
  if (more.length > 0) throw new UserError('inspect takes one study, or tables: a study names its tables itself.');
  const { $schema: _, modalities, labels, ...study } = await readStudy(file);
  const at = (path: string) => resolve(dirname(file), path);
  return {
    files: modalities.map((modality) => ({ ...modality, file: at(modality.file) })),
    ...(labels ? { labels: { ...labels, file: at(labels.file) } } : {}),
    study,
  };
}

function inspectionLines(inspection: Inspection): string[] {
  const lines = tableLines(inspection);
  if (inspection.tables.length > 1) lines.push('', ...overlapLines(inspection));
  if (inspection.labels) lines.push('', ...labelLines(inspection.labels));
  if (inspection.estimate) lines.push('', estimateSentence(inspection.estimate));
  lines.push('');
  if (inspection.findings.length === 0) lines.push('Nothing to put right.');
  for (const { severity, text, fix } of inspection.findings) {
    lines.push(`${MARKS[severity]}  ${indented(text)}`);
    if (fix) lines.push(`         → ${indented(fix)}`);
  }
  return lines;
}

/** A finding may hold a line end; what follows stays under its text. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n         ');
}

function tableLines({ tables }: Inspection): string[] {
  const rows = tables.map((table) => [
    table.name,
    table.stored === null ? tableKind(table) : `${tableKind(table)}, ${formatNumber(100 * table.stored)} % stored`,
    table.samples.toLocaleString('en'),
    table.features.toLocaleString('en'),
    `${((100 * table.missingCells) / (table.samples * table.features)).toFixed(1)} %`,
    [table.range.min, table.range.median, table.range.max]
      .map((value) => formatNumber(Number(value.toPrecision(3)), 3))
      .join(' · '),
    table.scale,
    table.likelihood,
    table.transform.join(', ') || 'none',
  ]);
  const header = [
    'table',
    'kind',
    'samples',
    'features',
    'missing',
    'min · median · max',
    'looks like',
    'likelihood',
    'transform',
  ];
  return textTable([header, ...rows], ['left', 'left', 'right', 'right', 'right', 'left', 'left', 'left', 'left']);
}

function overlapLines({ overlap, samples, tables }: Inspection): string[] {
  const rows = overlap.map((group) => [
    group.samples.toLocaleString('en'),
    group.tables.length === tables.length
      ? 'in every table'
      : `in ${group.tables.join(', ')}${group.tables.length === 1 ? ' only' : ''}`,
  ]);
  return [
    `${samples.union.toLocaleString('en')} samples, ${samples.intersection.toLocaleString('en')} of them in every table:`,
    ...textTable(rows, ['right', 'left']).map((line) => `  ${line}`),
  ];
}

function labelLines(labels: NonNullable<Inspection['labels']>): string[] {
  const missing = labels.missing > 0 ? `, ${labels.missing.toLocaleString('en')} samples without` : '';
  if (labels.kind === 'continuous') return [`Label "${labels.column}": numbers${missing}`];
  const rows = labels.classes.map(({ name, samples }) => [samples.toLocaleString('en'), name]);
  return [
    `Label "${labels.column}": ${labels.classes.length} classes${missing}`,
    ...textTable(rows, ['right', 'left']).map((line) => `  ${line}`),
  ];
}
