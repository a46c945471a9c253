import { formatMean, formatSpread } from '../../../src/report/groupWords.ts';
import { settingName } from '../../../src/report/settingName.ts';
import { settingWords } from '../../../src/report/settingWords.ts';
import type { SweepGroup } from '../../../src/report/sweepGroups.ts';
import { formatCount, formatInterval, formatScore } from '../../../src/report/words.ts';
import { standardInterval } from '../../state/groupRanking.ts';
import { Elided } from '../elided.tsx';

interface GroupRowProps {
  readonly group: SweepGroup;
  /** from 0 */
  readonly rank: number;
  /** ends of the scale that intervals are drawn on */
  readonly limits: readonly [number, number];
  /** what stands out about it; empty: nothing */
  readonly mark: string;
  /** whether there is a column of parameters */
  readonly parameters: boolean;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** Runs of the same settings: their score, drawn and in numbers. A click anywhere selects them. */
export function GroupRow({ group, rank, limits, mark, parameters, selected, onSelect }: GroupRowProps) {
  const { settings, score, finished, rows } = group;
  const words = settings.map(({ path, value }) => `${settingName(path)} ${settingWords(value)}`).join(', ');
  const complete = finished === rows.length;
  return (
    <tr class="group-row" data-selected={selected} onClick={onSelect}>
      <th scope="row" class="number">
        <button
          type="button"
          aria-pressed={selected}
          aria-label={`${score ? `${rank + 1}: ` : ''}select the runs of ${words || 'the study'}`}
        >
          {score ? rank + 1 : '–'}
        </button>
      </th>
      <td class="number" title={score ? undefined : 'No finished run of these settings has this score'}>
        {score ? formatMean(score.mean, score.sd) : '–'}
        {score?.sd != null && ` ± ${formatSpread(score.sd)}`}
      </td>
      <td class="group-interval">{score && <Interval score={score} limits={limits} />}</td>
      <td class="group-mark">{mark && <strong>{mark}</strong>}</td>
      {settings.map(({ path, value }) => (
        <td key={path} class={`group-setting ${typeof value === 'number' ? 'number' : ''}`}>
          <Elided text={settingWords(value)} />
        </td>
      ))}
      <td class={`number ${complete ? '' : 'muted'}`}>
        {complete ? formatCount(finished) : `${formatCount(finished)} of ${formatCount(rows.length)}`}
      </td>
      {parameters && <td class="number">{group.parameters === null ? '–' : formatCount(group.parameters)}</td>}
    </tr>
  );
}

interface IntervalProps {
  readonly score: NonNullable<SweepGroup['score']>;
  readonly limits: GroupRowProps['limits'];
}

function Interval({ score, limits: [low, high] }: IntervalProps) {
  const place = (value: number) => `${((100 * (value - low)) / (high - low)).toFixed(1)}%`;
  const [from, to] = standardInterval(score);
  const words =
    score.standardError === null
      ? formatScore(score.mean)
      : `${formatScore(score.mean)}, with one standard error ${formatInterval(from, to)}`;
  return (
    <span class="interval" role="img" aria-label={words} title={words}>
      {low <= 0 && high >= 0 && <span class="interval-zero" style={{ left: place(0) }} />}
      <span class="interval-line" style={{ left: place(from), right: `calc(100% - ${place(to)})` }} />
      <span class="interval-dot" style={{ left: place(score.mean) }} />
    </span>
  );
}
