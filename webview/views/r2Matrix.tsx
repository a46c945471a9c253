import { directionName, formatScore, sourceName } from '../../src/report/words.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { r2Class, r2Style } from './r2Cell.ts';
import type { ViewProps } from './viewer.ts';

/** Median R² of every direction: sources down, targets across. The first picture where there are more than two tables. */
export function R2Matrix({
  store,
  run,
  source,
  target,
}: Pick<ViewProps, 'store'> & { run: RunFile; source: string; target: string }) {
  const names = run.modalities.map(({ name }) => name);
  const scores = run.metrics?.r2 ?? [];
  const sources = scores.some((entry) => entry.source === 'all') && names.length > 2 ? [...names, 'all'] : names;
  return (
    <table class="matrix">
      <caption class="muted">Median R² from each source (rows) to each target (columns)</caption>
      <thead>
        <tr>
          <td />
          {names.map((name) => (
            <th key={name} scope="col" title={name}>
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sources.map((from) => (
          <tr key={from}>
            <th scope="row" title={from}>
              {sourceName(from)}
            </th>
            {names.map((to) => {
              const entry = scores.find((score) => score.source === from && score.target === to);
              const median = entry?.median ?? null;
              const name = directionName(from, to);
              if (from === to) {
                return (
                  <td key={to} class="matrix-self" title={`${name}: median R² ${formatScore(median)}`}>
                    {formatScore(median)}
                  </td>
                );
              }
              return (
                <td key={to}>
                  <button
                    type="button"
                    class={`r2-cell ${r2Class(median)}`}
                    style={r2Style(median)}
                    aria-pressed={from === source && to === target}
                    aria-label={`${name}: median R² ${formatScore(median)}`}
                    title={
                      entry
                        ? `${name}: median R² ${formatScore(median)}, ${entry.positive} of ${entry.features} features above 0`
                        : name
                    }
                    onClick={() => store.choose({ direction: { source: from, target: to }, feature: null })}
                  >
                    {formatScore(median)}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
