import { useMemo, useState } from 'preact/hooks';
import { selectModel } from '../../../src/report/modelSelection.ts';
import { scoreWords } from '../../../src/report/scoreWords.ts';
import { settingName } from '../../../src/report/settingName.ts';
import { varyingAxes } from '../../../src/report/sweepWords.ts';
import { formatCount, formatScore, plural } from '../../../src/report/words.ts';
import { SEED_AXIS } from '../../../src/run/seedAxis.ts';
import { intervalLimits, rankedGroups } from '../../state/groupRanking.ts';
import { Elided } from '../elided.tsx';
import { Panel } from '../panel.tsx';
import { GroupRow } from './groupRow.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

/** Rows shown at first, and with each click on "more". */
const FIRST = 12;
const MORE = 100;

/** Runs that have settings in common, ranked by the mean of their score, with what chance does to it. */
export function GroupsTable({ store, state, plan, shown, score }: SweepViewProps) {
  const { runs, choice, selected } = state;
  const axes = varyingAxes(plan.axes);
  const by = axes.some(({ path }) => path === choice.groupBy) ? choice.groupBy : null;
  const groups = useMemo(() => rankedGroups(plan, shown, score, by), [plan, shown, score, by]);
  const limits = useMemo(() => intervalLimits(groups), [groups]);
  const selection = useMemo(
    () =>
      selectModel(
        plan,
        runs.map(({ row }) => row),
        score,
      ),
    [plan, runs, score],
  );
  const [most, setMost] = useState(FIRST);
  const paths = groups[0]?.settings.map(({ path }) => path) ?? [];
  const overSeeds = by === null && axes.some(({ path }) => path === SEED_AXIS);
  const mark = (key: string, rank: number): string => {
    if (by !== null) return rank === 0 && groups.length > 1 ? 'best' : '';
    const marks = [
      selection.best?.key === key && 'best',
      selection.chosen?.key === key && selection.chosen !== selection.best && 'simplest of those as good',
    ];
    return groups.length > 1 ? marks.filter(Boolean).join(', ') : '';
  };
  const scored = groups.some((group) => group.score !== null);
  const parameters = groups.some((group) => group.parameters !== null);
  return (
    <Panel
      view="sweep-groups"
      title={`Settings by ${scoreWords(score)}`}
      ready={true}
      controls={
        axes.length > 1 && (
          <label>
            compare{' '}
            <select
              value={by ?? ''}
              onChange={({ currentTarget: { value } }) => {
                setMost(FIRST);
                store.choose({ groupBy: value === '' ? null : value });
              }}
            >
              <option value="">all settings</option>
              {axes.map(({ path }) => (
                <option key={path} value={path}>
                  {settingName(path)}
                </option>
              ))}
            </select>
          </label>
        )
      }
    >
      <div class="table-holder">
        <table class="run-groups">
          <thead>
            <tr>
              <th scope="col" class="number">
                rank
              </th>
              <th scope="col" class="number" title="Mean and standard deviation over finished runs">
                mean ± sd
              </th>
              <th scope="col" class="group-interval">
                {scored && (
                  <span class="interval-limits" aria-hidden="true">
                    <span>{formatScore(limits[0])}</span>
                    <span>{formatScore(limits[1])}</span>
                  </span>
                )}
                <span class="visually-hidden">Mean with one standard error</span>
              </th>
              <td />
              {paths.map((path) => (
                <th key={path} scope="col" class="group-setting" title={path}>
                  <Elided text={settingName(path)} />
                </th>
              ))}
              <th scope="col" class="number">
                {overSeeds ? 'seeds' : 'runs'}
              </th>
              {parameters && (
                <th scope="col" class="number">
                  parameters
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {groups.slice(0, most).map((group, rank) => (
              <GroupRow
                key={group.key}
                group={group}
                rank={rank}
                limits={limits}
                mark={mark(group.key, rank)}
                parameters={parameters}
                selected={selected.size > 0 && group.rows.every(({ name }) => selected.has(name))}
                onSelect={() => store.select(group.rows.map(({ name }) => name))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {groups.length > most && (
        <p>
          <button type="button" class="link" onClick={() => setMost(most + MORE)}>
            Show {formatCount(Math.min(MORE, groups.length - most))} more of {formatCount(groups.length)}
          </button>
        </p>
      )}
      <p class="muted caption">
        {scored
          ? `Finished runs only. The dot is the mean${overSeeds ? ' over seeds' : ''}, the line one standard error to either side; a click selects the runs.`
          : 'Scores come with the first finished run.'}
        {by !== null && ' Each value is averaged over all other settings and seeds.'}
        {shown.length < runs.length && ` Of the ${plural(shown.length, 'run')} that the filter leaves.`}
      </p>
    </Panel>
  );
}
