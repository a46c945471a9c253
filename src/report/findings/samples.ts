import type { RunFile } from '../../run/runFile.ts';
import { formatCount, list, plural } from '../words.ts';
import type { Finding } from './finding.ts';

/** Below this many samples single numbers move a lot from split to split. */
const FEW = 200;

export function fewSamples({ samples: { total } }: RunFile): Finding[] {
  if (total >= FEW) return [];
  return [
    {
      kind: 'caution',
      text: `${plural(total, 'sample')} ${total === 1 ? 'is' : 'are'} few: expect single R² values to move by 0.1 or more with another split.`,
      advice: 'Repeat with other seeds before you believe a single feature.',
    },
  ];
}

export function missingTables({ samples: { total, complete }, modalities }: RunFile): Finding[] {
  if (complete >= total) return [];
  const short = modalities.filter(({ samples }) => samples < total);
  return [
    {
      kind: 'note',
      text: `${formatCount(complete)} of ${plural(total, 'sample')} have every table (${list(short.map(({ name, samples }) => `${name}: ${formatCount(samples)}`))}); missing tables are left out of the sums, not filled in.`,
      advice: null,
    },
  ];
}
