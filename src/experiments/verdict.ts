import { formatDuration, plural } from '../report/words.ts';
import type { Check, Experiment, Plan } from './experiment.ts';
import type { Outcome } from './runExperiment.ts';
import type { Summary } from './summary.ts';
import { summaryTable } from './summaryTable.ts';

export interface Result {
  readonly experiment: Experiment;
  readonly plan: Plan;
  readonly outcome: Outcome;
  readonly summary: Summary;
  readonly checks: readonly Check[];
  readonly quick: boolean;
}

export const SMOKE_RUN =
  'This was a smoke run (--quick): few sizes, seeds and epochs, to see that everything works. Its numbers are not to be compared with anybody’s.';

/** "Holds", "Does not hold" or "Not tested", the claim, and the numbers. */
export function checkLine({ claim, holds, numbers }: Check): string {
  const word = holds === null ? 'Not tested' : holds ? 'Holds' : 'Does not hold';
  return `${word}: ${claim}${numbers === '' ? '' : ` (${numbers})`}.`;
}

/** "3 of 4 claims hold, 1 was not tested." */
export function tally(checks: readonly Check[]): string {
  const tested = checks.filter(({ holds }) => holds !== null);
  if (tested.length === 0) return 'No claim was tested.';
  const hold = tested.filter(({ holds }) => holds).length;
  const rest = checks.length - tested.length;
  const untested = rest === 0 ? '' : `, ${rest} ${rest === 1 ? 'was' : 'were'} not tested`;
  return `${hold} of ${plural(tested.length, 'claim')} ${hold === 1 ? 'holds' : 'hold'}${untested}.`;
}

/** verdict.md: what was run, what the paper shows, what came out, and which claims that bears out. */
export function verdict({ experiment, plan, outcome, summary, checks, quick }: Result): string {
  const { finished, failed, interrupted } = outcome;
  const { published } = experiment;
  const seconds = finished.reduce((sum, run) => sum + run.seconds, 0);
  const each = (of: (run: (typeof finished)[number]) => string): string => [...new Set(finished.map(of))].join('; ');
  const [header, ...rows] = summaryTable(experiment, summary);
  return [
    `# ${experiment.title}`,
    '',
    experiment.sentence,
    ...(quick ? ['', `> ${SMOKE_RUN}`] : []),
    ...(interrupted ? ['', `> Interrupted: ${finished.length} of ${plan.cells.length} runs are done.`] : []),
    '',
    '## Settings',
    '',
    ...plan.description.map((line) => `- ${line}`),
    `- ${plural(new Set(finished.map((run) => run.settings['seed'])).size, 'seed')}: each draws data, split, initial weights and noise anew where the data are synthetic, else split, weights and noise`,
    '',
    '## What was published',
    '',
    published.claim,
    '',
    published.note,
    '',
    '## What we got',
    '',
    '![figure](figure.svg)',
    '',
    'Centre over features and seeds; in brackets from 10 % to 90 % of them.',
    '',
    `| ${header.join(' | ')} |`,
    `|${header.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    '## Claims',
    '',
    tally(checks),
    '',
    ...checks.map((check) => `- ${checkLine(check)}`),
    ...(failed.length === 0
      ? []
      : [
          '',
          '## Runs that failed',
          '',
          ...failed.map(({ settings, error }) => `- ${settingsText(experiment, settings)}: ${error}`),
        ]),
    '',
    '## Runs',
    '',
    `${plural(finished.length, 'run')}, ${formatDuration(seconds)} in all. Engine: ${each(({ engine }) => engine) || 'none'}. ` +
      `Crossmodal ${each(({ crossmodal }) => crossmodal) || '–'}; ${each(({ system }) => system) || '–'}. ` +
      'Every run is in table.csv, the table above in summary.csv.',
    '',
    '## How to cite',
    '',
    ...experiment.cite.map((line) => `- ${line}`),
    '',
  ].join('\n');
}

/** "mmvae++, private features 100, seed 0" */
export function settingsText(
  { settings }: Pick<Experiment, 'settings'>,
  of: Outcome['failed'][number]['settings'],
): string {
  const [first, ...others] = Object.entries(of);
  return [String(first[1]), ...others.map(([name, value]) => `${settings[name] ?? name} ${value}`)].join(', ');
}
