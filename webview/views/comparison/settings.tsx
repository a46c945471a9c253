import { useMemo } from 'preact/hooks';
import { compareRuns } from '../../../src/report/comparison.ts';
import { meanAndSpread, seedGroups } from '../../../src/report/seedSummary.ts';
import { formatInterval, formatNumber, formatScore, list, plural } from '../../../src/report/words.ts';
import { Panel } from '../panel.tsx';
import type { ComparisonProps } from './comparisonProps.ts';
import { RunMark } from './runMark.tsx';

/** What differs in the settings: one row a run, so that a dozen of them fit as well as two. */
export function Settings({ theme, compared }: ComparisonProps) {
  const { rows } = useMemo(() => compareRuns(compared.runs), [compared]);
  const settings = rows.filter(({ group }) => group === 'setting');
  return (
    <Panel view="compared-settings" title="Settings that differ" ready={true}>
      <div class="table-holder">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">run</th>
              {settings.map(({ name, values }) => (
                <th key={name} scope="col" class={values.every(isNumber) ? 'number' : ''}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {compared.runs.map((run, i) => (
              <tr key={run.folder}>
                <th scope="row">
                  <RunMark run={run} theme={theme} />
                </th>
                {settings.map(({ name, values }) => (
                  <td key={name} class={values.every(isNumber) ? 'number' : ''}>
                    {settingText(values[i])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted caption">What is not listed is the same in all runs.</p>
    </Panel>
  );
}

function isNumber(value: string | number | null): boolean {
  return typeof value === 'number';
}

function settingText(value: string | number | null): string {
  if (typeof value === 'number') return formatNumber(value, 3);
  return value ?? '–';
}

/** Runs of the same settings and several seeds: how far a seed alone moves the scores. */
export function Seeds({ compared }: ComparisonProps) {
  const groups = useMemo(() => seedGroups(compared.runs.map(({ letter, run }) => ({ name: letter, run }))), [compared]);
  if (groups.length === 0) return null;
  return (
    <Panel view="compared-seeds" title="What a seed does" ready={true}>
      {groups.map(({ runs, scores }) => (
        <div class="table-holder" key={runs.join()}>
          <table class="plain">
            <caption class="muted">
              {list(runs)}: {plural(runs.length, 'seed')} of the same settings
            </caption>
            <thead>
              <tr>
                <th scope="col">score</th>
                <th scope="col">of</th>
                <th scope="col" class="number">
                  median
                </th>
                <th scope="col" class="number">
                  range
                </th>
                <th scope="col" class="number" title="standard deviation over seeds">
                  mean ± sd
                </th>
              </tr>
            </thead>
            <tbody>
              {scores.map((score) => (
                <tr key={`${score.group} ${score.name}`}>
                  <td class="muted">{score.group}</td>
                  <td>{score.name}</td>
                  <td class="number">{formatScore(score.median)}</td>
                  <td class="number">{formatInterval(score.min, score.max)}</td>
                  <td class="number">{meanAndSpread(score)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </Panel>
  );
}
