import { overlapHint } from '../cohort.ts';
import { nearMiss } from '../nearMiss.ts';
import { counted, error, type Finding, few, type InspectedTable, info, percent, warning } from './finding.ts';

const LOW_OVERLAP = 0.5;
const IMBALANCE = 10;
const TOO_FEW = 30;
const KFOLD_BELOW = 200;

/** What the tables show together: how their samples match, how their sizes compare, whether there are enough samples. */
export function matchFindings(
  tables: readonly InspectedTable[],
  samples: { union: number; intersection: number },
): Finding[] {
  const findings: Finding[] = [];
  for (const [k, a] of tables.entries()) {
    for (const b of tables.slice(k + 1)) findings.push(...pairFindings(a, b));
  }
  if (tables.length > 1) findings.push(...onlyFindings(tables));
  if (tables.length > 2 && samples.intersection === 0) {
    findings.push(warning('No sample has every table.', 'Keep "samples": "union", the default, or leave a table out.'));
  }
  findings.push(...sizeFindings(tables), ...sampleFindings(samples.union));
  return findings;
}

function pairFindings(a: InspectedTable, b: InspectedTable): Finding[] {
  if (a.rows.size === 0 || b.rows.size === 0) return [];
  const shared = [...a.rows.keys()].filter((id) => b.rows.has(id)).length;
  if (shared === 0) return [error(`${a.name} and ${b.name} have no sample in common.`, overlapHint(a.table, b.table))];
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
    findings.push(warning(`${a.name} and ${b.name} hold the same values.`, 'Leave one of them out.'));
  return findings;
}

function sameValues(a: InspectedTable, b: InspectedTable): boolean {
  const [left, right] = [a.table.values, b.table.values];
  return left.length === right.length && left.every((value, i) => Object.is(value, right[i]));
}

function onlyFindings(tables: readonly InspectedTable[]): Finding[] {
  return tables.flatMap(({ name, rows }, k) => {
    const others = tables.filter((_, j) => j !== k);
    const alone = [...rows.keys()].filter((id) => !others.some((other) => other.rows.has(id)));
    // A table that matches nothing is an error already.
    if (alone.length === 0 || alone.length === rows.size) return [];
    return [
      info(
        `${counted(alone.length, 'sample')} ${alone.length === 1 ? 'is' : 'are'} in ${name} only: ${few(alone)}.`,
        'They still train that table\'s part of the model; "samples": "intersection" leaves them out.',
      ),
    ];
  });
}

function sizeFindings(tables: readonly InspectedTable[]): Finding[] {
  if (tables.length < 2) return [];
  const bySize = [...tables].sort((a, b) => b.summary.features - a.summary.features);
  const [largest, smallest] = [bySize[0], bySize[bySize.length - 1]];
  if (largest.summary.features < IMBALANCE * smallest.summary.features) return [];
  const ratio = Math.floor(largest.summary.features / smallest.summary.features);
  return [
    warning(
      `${largest.name} has ${ratio} times as many features as ${smallest.name} (${largest.summary.features} and ${smallest.summary.features}); its private variation may drown the shared signal.`,
      'mmvae++ is made for this; or keep the top N features by variance ("topVariance").',
    ),
  ];
}

function sampleFindings(samples: number): Finding[] {
  if (samples < TOO_FEW) {
    return [
      warning(
        `${counted(samples, 'sample')} ${samples === 1 ? 'is' : 'are'} very few: held-out scores will be little more than chance.`,
        'Add samples, or read the results as a trial run.',
      ),
    ];
  }
  if (samples < KFOLD_BELOW) {
    return [
      info(
        `${samples} samples are few for one hold-out split.`,
        'Nothing to do: below 200 samples the evaluation is 5-fold by default.',
      ),
    ];
  }
  return [];
}
