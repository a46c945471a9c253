import { useMemo, useState } from 'preact/hooks';
import { questionKind } from '../../../src/report/questionWords.ts';
import { scoreWords } from '../../../src/report/scoreWords.ts';
import { settingName } from '../../../src/report/settingName.ts';
import type { SweepGroup } from '../../../src/report/sweepGroups.ts';
import {
  type ComparedGroups,
  changesQuestion,
  groupsByQuestion,
  selectModels,
  sweepQuestions,
} from '../../../src/report/sweepQuestions.ts';
import { varyingAxes } from '../../../src/report/sweepWords.ts';
import { formatCount, formatScore, plural } from '../../../src/report/words.ts';
import { SEED_AXIS } from '../../../src/run/seedAxis.ts';
import type { SweepPlan } from '../../../src/run/sweepPlan.ts';
import { intervalLimits, rankedGroups } from '../../state/groupRanking.ts';
import type { SweepRun } from '../../state/sweepState.ts';
import { Elided } from '../elided.tsx';
import { Panel } from '../panel.tsx';
import { GroupRow } from './groupRow.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

/** Rows shown at first, and with each click on "more". */
const FIRST = 12;
const MORE = 100;
/** Of each question at least so many. */
const LEAST = 3;

/** Runs that have settings in common, ranked by the mean of their score, with what chance does to it. */
export function GroupsTable({ store, state, plan, shown, score }: SweepViewProps) {
  const { runs, choice, selected } = state;
  const axes = varyingAxes(plan.axes);
  const by = axes.some(({ path }) => path === choice.groupBy) ? choice.groupBy : null;
  const groups = useMemo(() => rankedGroups(plan, shown, score, by), [plan, shown, score, by]);
  const limits = useMemo(() => intervalLimits(groups), [groups]);
  const parts = useMemo(
    () => (by === null ? groupsByQuestion(plan, groups) : [{ name: '', groups }]),
    [plan, groups, by],
  );
  const marks = useMemo(() => marksOf(plan, runs, score), [plan, runs, score]);
  const [most, setMost] = useState(FIRST);
  const paths = groups[0]?.settings.map(({ path }) => path) ?? [];
  const overSeeds = by === null && axes.some(({ path }) => path === SEED_AXIS);
  const markOf = ({ rows }: SweepGroup, rank: number, among: number): string => {
    if (among < 2) return '';
    if (by === null) return marks.get(rows[0].name) ?? '';
    return rank === 0 && !changesQuestion(by) ? 'best' : '';
  };
  const first = firstRows(parts, most);
  const hidden = groups.length - first.reduce((sum, part) => sum + part.groups.length, 0);
  const scored = groups.some((group) => group.score !== null);
  const parameters = groups.some((group) => group.parameters !== null);
  const columns = paths.length + (parameters ? 6 : 5);
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
          {first.map(({ name, groups: own }, part) => (
            <tbody key={name}>
              {parts.length > 1 && (
                <tr>
                  <th scope="rowgroup" class="group-question" colSpan={columns}>
                    <Elided text={name} />
                  </th>
                </tr>
              )}
              {own.map((group, rank) => (
                <GroupRow
                  key={group.key}
                  group={group}
                  rank={rank}
                  limits={limits}
                  mark={markOf(group, rank, parts[part].groups.length)}
                  parameters={parameters}
                  selected={selected.size > 0 && group.rows.every((row) => selected.has(row.name))}
                  onSelect={() => store.select(group.rows.map((row) => row.name))}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {hidden > 0 && (
        <p>
          <button type="button" class="link" onClick={() => setMost(most + MORE)}>
            Show {formatCount(Math.min(MORE, hidden))} more of {formatCount(groups.length)}
          </button>
        </p>
      )}
      <p class="muted caption">
        {scored
          ? `Finished runs only. The dot is the mean${overSeeds ? ' over seeds' : ''}, the line one standard error to either side; a click selects the runs.`
          : 'Scores come with the first finished run.'}
        {parts.length > 1 && ` Ranked within each ${questionKind(sweepQuestions(plan)[0].settings)}.`}
        {by !== null && ' Each value is averaged over all other settings and seeds.'}
        {shown.length < runs.length && ` Of the ${plural(shown.length, 'run')} that the filter leaves.`}
      </p>
    </Panel>
  );
}

/** What stands out about some settings, by the name of each of their runs: chosen within each question, of all runs. */
function marksOf(plan: SweepPlan, runs: readonly SweepRun[], score: string): Map<string, string> {
  const rows = runs.map(({ row }) => row);
  const marks = new Map<string, string>();
  for (const { best, chosen } of selectModels(plan, rows, score)) {
    for (const { name } of chosen?.rows ?? []) marks.set(name, 'simplest of those as good');
    for (const { name } of best?.rows ?? []) marks.set(name, 'best');
  }
  return marks;
}

/** The first of each question, the same number of each. */
function firstRows(parts: readonly ComparedGroups[], most: number): ComparedGroups[] {
  const each = Math.max(LEAST, Math.ceil(most / parts.length));
  return parts.slice(0, most).map(({ name, groups }) => ({ name, groups: groups.slice(0, each) }));
}
