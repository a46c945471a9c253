import { mostKept } from '../../run/mostKept.ts';
import type { StudyEdit } from '../../run/remedy.ts';
import type { Study, StudyInput } from '../../run/study.ts';
import { overlapHint } from '../cohort.ts';
import { readRow } from '../matrix.ts';
import { nearMiss } from '../nearMiss.ts';
import { counted, error, type Finding, few, type InspectedTable, info, percent, warning } from './finding.ts';

const LOW_OVERLAP = 0.5;
const IMBALANCE = 10;
/** What a remedy leaves the larger tables: this many times the features of the smallest. */
const BALANCED = 5;
const TOO_FEW = 30;
const KFOLD_BELOW = 200;

/** What a study says that concerns all tables. */
export interface StudySettings {
  readonly samples?: Study['samples'] | undefined;
  readonly evaluation?: StudyInput['evaluation'];
}

/** What the tables show together: how their samples match, how their sizes compare, whether there are enough samples. */
export function matchFindings(
  tables: readonly InspectedTable[],
  samples: { union: number; intersection: number },
  { samples: mode = 'union', evaluation }: StudySettings,
): Finding[] {
  const findings: Finding[] = [];
  for (const [k, a] of tables.entries()) {
    for (const b of tables.slice(k + 1)) findings.push(...pairFindings(a, b, tables));
  }
  if (tables.length > 1 && mode === 'union') findings.push(...onlyFindings(tables, samples.intersection));
  if (tables.length > 2 && samples.intersection === 0) findings.push(noCompleteSample(mode));
  findings.push(
    ...sizeFindings(tables),
    ...sampleFindings(mode === 'union' ? samples.union : samples.intersection, evaluation),
  );
  return findings;
}

function noCompleteSample(mode: Study['samples']): Finding {
  if (mode === 'union') {
    return warning('No sample has every table.', 'Keep "samples": "union", the default, or leave a table out.');
  }
  return error('No sample has every table, and "samples": "intersection" asks for it.', 'Let samples lack tables.', [
    { edit: 'setSamples', samples: 'union' },
  ]);
}

function pairFindings(a: InspectedTable, b: InspectedTable, tables: readonly InspectedTable[]): Finding[] {
  if (a.rows.size === 0 || b.rows.size === 0) return [];
  const shared = [...a.rows.keys()].filter((id) => b.rows.has(id)).length;
  if (shared === 0) {
    const stranger = [b, a].find((one) => tables.every((other) => other === one || !meet(one, other)));
    const text = `${a.name} and ${b.name} have no sample in common.`;
    return [error(text, overlapHint(a.table, b.table), stranger ? [leaveOut(stranger.name)] : [])];
  }
  const findings: Finding[] = [];
  const smaller = Math.min(a.rows.size, b.rows.size);
  const rest = smaller - shared;
  const miss = nearMiss(a.table.sampleIds, b.table.sampleIds);
  if (miss && miss.count * 2 >= rest && rest > 0) {
    findings.push(
      warning(
        `${counted(miss.count, 'more sample')} of ${a.name} and ${b.name} would match but for ${miss.difference}: "${miss.example[0]}" and "${miss.example[1]}".`,
        'Write the ids alike in both tables.',
      ),
    );
  }
  if (shared < LOW_OVERLAP * smaller) {
    findings.push(
      warning(
        `${a.name} and ${b.name} share ${counted(shared, 'sample')} only, ${percent(shared / smaller)} of the smaller table.`,
        'Check that both hold the same kind of sample id; prediction between them is scored on shared samples alone.',
      ),
    );
  }
  if (sameValues(a, b))
    findings.push(
      warning(`${a.name} and ${b.name} hold the same values.`, 'Leave one of them out.', [leaveOut(b.name)]),
    );
  return findings;
}

function leaveOut(modality: string): StudyEdit {
  return { edit: 'leaveOutModality', modality };
}

function meet(a: InspectedTable, b: InspectedTable): boolean {
  for (const id of a.rows.keys()) if (b.rows.has(id)) return true;
  return false;
}

function sameValues(a: InspectedTable, b: InspectedTable): boolean {
  const [left, right] = [a.table.matrix, b.table.matrix];
  if (left.rows !== right.rows || left.columns !== right.columns) return false;
  if (left.layout === 'sparse' && right.layout === 'sparse') {
    return (
      sameBytes(left.starts, right.starts) &&
      sameBytes(left.indices, right.indices) &&
      sameBytes(left.values, right.values)
    );
  }
  const [one, other] = [new Float32Array(left.columns), new Float32Array(left.columns)];
  for (let row = 0; row < left.rows; row++) {
    readRow(left, row, one);
    readRow(right, row, other);
    if (!sameBytes(one, other)) return false;
  }
  return true;
}

function sameBytes(a: NodeJS.TypedArray, b: NodeJS.TypedArray): boolean {
  return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}

function bytesOf({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function onlyFindings(tables: readonly InspectedTable[], complete: number): Finding[] {
  const edits: StudyEdit[] = complete > 0 ? [{ edit: 'setSamples', samples: 'intersection' }] : [];
  return tables.flatMap(({ name, rows }, k) => {
    const others = tables.filter((_, j) => j !== k);
    const alone = [...rows.keys()].filter((id) => !others.some((other) => other.rows.has(id)));
    // A table that matches nothing is an error already.
    if (alone.length === 0 || alone.length === rows.size) return [];
    return [
      info(
        `${counted(alone.length, 'sample')} ${alone.length === 1 ? 'is' : 'are'} in ${name} only: ${few(alone)}.`,
        `Such samples still train that table's part of the model; "samples": "intersection" leaves them out.`,
        edits,
      ),
    ];
  });
}

function sizeFindings(tables: readonly InspectedTable[]): Finding[] {
  if (tables.length < 2) return [];
  const bySize = tables
    .map(({ name, summary, settings }) => ({ name, size: mostKept(summary.features, settings) }))
    .sort((a, b) => b.size - a.size);
  const [largest, smallest] = [bySize[0], bySize[bySize.length - 1]];
  const large = bySize.filter(({ size }) => size >= IMBALANCE * smallest.size);
  if (large.length === 0) return [];
  const ratio = Math.floor(largest.size / smallest.size);
  return [
    warning(
      `${largest.name} has ${ratio} times as many features as ${smallest.name} (${largest.size} and ${smallest.size}); its private variation may drown the shared signal.`,
      'mmvae++ is made for this; or keep the top N features by variance ("topVariance").',
      large.map(({ name }) => ({
        edit: 'setModality',
        modality: name,
        set: { topVariance: BALANCED * smallest.size },
      })),
    ),
  ];
}

function sampleFindings(samples: number, evaluation: StudyInput['evaluation']): Finding[] {
  if (samples < TOO_FEW) {
    return [
      warning(
        `${counted(samples, 'sample')} ${samples === 1 ? 'is' : 'are'} very few: held-out scores will be little more than chance.`,
        'Add samples, or read the results as a trial run.',
      ),
    ];
  }
  if (samples >= KFOLD_BELOW || evaluation?.split === 'kfold') return [];
  if (evaluation?.split === 'holdout') {
    return [
      warning(`${samples} samples are few for one hold-out split.`, 'Hold out each part in turn.', [
        { edit: 'crossValidate', folds: 5 },
      ]),
    ];
  }
  return [
    info(
      `${samples} samples are few for one hold-out split.`,
      'Nothing to do: below 200 samples the evaluation is 5-fold by default.',
    ),
  ];
}
