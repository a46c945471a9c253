import { settingName } from './settingName.ts';
import { settingWords } from './settingWords.ts';
import type { GroupScore, SweepGroup } from './sweepGroups.ts';
import { formatScore, plural } from './words.ts';

/** "model mmvae++, shared 5" */
export function groupWords({ settings }: Pick<SweepGroup, 'settings'>): string {
  if (settings.length === 0) return 'the study as it is';
  return settings.map(({ path, value }) => `${settingName(path)} ${settingWords(value)}`).join(', ');
}

/** "0.31 ± 0.02 (standard error 0.01, 5 seeds)": mean and standard deviation */
export function groupScoreWords({ runs, mean, sd, standardError }: GroupScore): string {
  if (sd === null || standardError === null) return `${formatScore(mean)} (one seed)`;
  return `${formatMean(mean, sd)} ± ${formatSpread(sd)} (standard error ${formatSpread(standardError)}, ${plural(runs, 'seed')})`;
}

/** A spread of scores: two decimals as scores have, a third one where it is smaller than these show. */
export function formatSpread(value: number): string {
  return formatScore(value, isFine(value) ? 3 : 2);
}

/** A mean with as many decimals as its spread: "0.025" beside "0.003". */
export function formatMean(mean: number, spread: number | null): string {
  return formatScore(mean, spread !== null && isFine(spread) ? 3 : 2);
}

function isFine(spread: number): boolean {
  return spread >= 0.0005 && spread < 0.01;
}
