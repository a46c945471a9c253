import type { Metrics } from '../../run/runFile.ts';
import { blockName, formatCount, plural } from '../words.ts';
import { shortList } from './directions.ts';
import type { Finding } from './finding.ts';

/** Latent dimensions that are the same for every sample. */
export function unusedDimensions({ dimensions }: Metrics): Finding[] {
  const unused = dimensions.filter(({ used }) => !used);
  if (unused.length === 0) return [];
  const shared = dimensions.filter(({ block }) => block === 'shared');
  const names = unused.map(({ block, dimension }) => `${blockName(block)} ${dimension}`);
  const text = `${formatCount(unused.length)} of ${plural(dimensions.length, 'latent dimension')} ${unused.length === 1 ? 'is' : 'are'} not used (${shortList(names)}): the same for every sample.`;
  if (shared.length > 0 && shared.every(({ used }) => !used)) {
    return [
      {
        kind: 'caution',
        text: `${text} The whole shared block is among them: the model found nothing that the tables share.`,
        advice: 'Try a lower "beta" or more epochs; if it stays so, these tables may have little in common.',
      },
    ];
  }
  return [{ kind: 'note', text, advice: 'A model with fewer dimensions in that block would say the same.' }];
}
