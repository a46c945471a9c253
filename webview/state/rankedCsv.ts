import { formatCsv } from '../../src/run/csv.ts';
import type { Pair, Target } from './choice.ts';

/** The ranked table with all that is known of each feature, in the order of its rows; columns are named as in the run's own files. */
export function rankedCsv(pair: Pair, target: Target, order: Iterable<number>): string {
  const { statistics } = pair;
  const { verdicts } = target;
  const columns: readonly (readonly [string, Float32Array])[] = [
    ['r2', pair.r2],
    ...(statistics
      ? ([
          ['r2_low', statistics.low],
          ['r2_high', statistics.high],
        ] as const)
      : []),
    ['r2_self', target.self],
    ...(statistics
      ? ([
          ['baseline_r2', statistics.baseline],
          ['null_r2', statistics.nullR2],
          ['p', statistics.p],
          ['q', statistics.q],
        ] as const)
      : []),
    ...(verdicts
      ? ([
          ['shared', verdicts.shared],
          ['private', verdicts.private],
          ['neither', verdicts.neither],
        ] as const)
      : []),
  ];
  const header = ['source', 'target', 'feature', ...columns.map(([name]) => name), ...(verdicts ? ['verdict'] : [])];
  const rows = Array.from(order, (index) => [
    pair.source,
    target.name,
    target.features[index],
    ...columns.map(([, values]) => values[index]),
    ...(verdicts ? [verdicts.verdict[index] ?? ''] : []),
  ]);
  return formatCsv(header, rows);
}
