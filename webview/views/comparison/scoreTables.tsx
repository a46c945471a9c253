import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { comparedDirections } from '../../../src/report/comparedFeatures.ts';
import { type ComparisonRow, compareRuns } from '../../../src/report/comparison.ts';
import { blockName, directionName, formatScore } from '../../../src/report/words.ts';
import { Panel } from '../panel.tsx';
import type { ComparisonProps } from './comparisonProps.ts';
import { RunMark } from './runMark.tsx';
import { ScoreCell } from './scoreCell.tsx';

interface ScoreTablesProps extends ComparisonProps {
  readonly direction: { readonly source: string; readonly target: string } | null;
}

/** Median R² of every direction and how well each block tells the classes apart, one column a run. */
export function ScoreTables(props: ScoreTablesProps) {
  const { store, compared, direction } = props;
  const { rows } = useMemo(() => compareRuns(compared.runs), [compared]);
  const directions = comparedDirections(compared.runs, 1);
  const of = (group: ComparisonRow['group']) => rows.filter((row) => row.group === group);
  const directionOf = ({ name }: ComparisonRow) =>
    directions.find(({ source, target }) => `${source} → ${target}` === name);
  const cross = of('median R²').filter(directionOf);
  const self = of('median R²').filter(({ name }) => name.endsWith(' (self)'));
  return (
    <Panel view="compared-scores" title="Scores of all runs" ready={true}>
      <ScoreTable
        {...props}
        title="Median held-out R²"
        note="Bold: the best of a row. 1 is perfect, 0 no better than the mean, below 0 worse."
        rows={[...cross, ...self]}
        bars
        nameOf={(row) => {
          const one = directionOf(row);
          if (!one) return row.name;
          const pressed = one.source === direction?.source && one.target === direction.target;
          return (
            <button
              type="button"
              class="link"
              aria-pressed={pressed}
              title="Draw this direction"
              onClick={() => store.choose({ direction: one })}
            >
              {directionName(one.source, one.target)}
            </button>
          );
        }}
      />
      <ScoreTable
        {...props}
        title="Label: area under the ROC curve"
        note="How well each latent block tells the classes of held-out samples apart: 1 always, 0.5 by chance."
        rows={of('AUC')}
        nameOf={({ name }) => (name === 'all' ? 'all blocks' : blockName(name))}
      />
      {rows.every(({ group }) => group === 'setting') && <p class="empty">No run has held-out scores yet.</p>}
    </Panel>
  );
}

interface ScoreTableProps extends ComparisonProps {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly ComparisonRow[];
  readonly bars?: boolean;
  readonly nameOf: (row: ComparisonRow) => ComponentChildren;
}

function ScoreTable({ theme, compared, title, note, rows, bars = false, nameOf }: ScoreTableProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <div class="table-holder">
        <table class="run-scores">
          <caption>{title}</caption>
          <thead>
            <tr>
              <td />
              {compared.runs.map((run) => (
                <th key={run.folder} scope="col" title={run.name}>
                  <RunMark run={run} theme={theme} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const best = bestText(row.values);
              return (
                <tr key={row.name}>
                  <th scope="row">{nameOf(row)}</th>
                  {row.values.map((value, i) => {
                    const { folder } = compared.runs[i];
                    const score = typeof value === 'number' ? value : null;
                    const text = formatScore(score);
                    if (bars) return <ScoreCell key={folder} value={score} best={text === best} />;
                    return (
                      <td key={folder} class="number">
                        {text === best ? <strong>{text}</strong> : text}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="muted caption">{note}</p>
    </>
  );
}

/** The highest score as it is written; null where more than half of the runs reach it: then none stands out. */
function bestText(values: ComparisonRow['values']): string | null {
  const scores = values.filter((value) => typeof value === 'number');
  const best = formatScore(Math.max(...scores));
  return scores.filter((score) => formatScore(score) === best).length > scores.length / 2 ? null : best;
}
