import type { ComponentChildren } from 'preact';
import { formatInterval, formatProbability, formatScore, formatShare } from '../../src/report/words.ts';
import type { Pair, Target } from '../state/choice.ts';
import type { SortKey } from '../state/ranking.ts';
import { Elided } from './elided.tsx';
import { r2Class, r2Style } from './r2Cell.ts';
import { Q_LIMIT, type R2Column } from './r2Columns.ts';

interface R2RowProps {
  readonly columns: readonly R2Column[];
  readonly pair: Pair;
  readonly target: Target;
  /** index of the feature in the target */
  readonly feature: number;
  /** place in the list, from 0 */
  readonly row: number;
  /** whether it is open */
  readonly chosen: boolean;
  readonly selected: boolean;
  /** whether the tab key stops at it */
  readonly stop: boolean;
}

/** One feature of the ranked table. */
export function R2Row({ columns, pair, target, feature, row, chosen, selected, stop }: R2RowProps) {
  return (
    <tr
      class="ranked-row"
      data-row={row}
      aria-rowindex={row + 2}
      aria-current={chosen ? 'true' : undefined}
      aria-selected={selected}
    >
      {columns.map(({ by }) =>
        by === 'name' ? (
          <th key={by} scope="row" class="cell-name">
            <button type="button" tabIndex={stop ? 0 : -1}>
              <Elided text={target.features[feature]} />
            </button>
          </th>
        ) : (
          <Cell key={by} by={by} pair={pair} target={target} feature={feature} />
        ),
      )}
    </tr>
  );
}

interface CellProps {
  readonly by: Exclude<SortKey, 'name'>;
  readonly pair: Pair;
  readonly target: Target;
  readonly feature: number;
}

function Cell({ by, pair, target, feature }: CellProps) {
  const { statistics } = pair;
  switch (by) {
    case 'r2':
      return <R2Cell r2={pair.r2[feature]} />;
    case 'self':
      return <NumberCell by={by}>{formatScore(target.self[feature])}</NumberCell>;
    case 'interval':
      return (
        <NumberCell by={by}>
          {statistics && formatInterval(statistics.low[feature], statistics.high[feature])}
        </NumberCell>
      );
    case 'ridge':
      return <NumberCell by={by}>{statistics && formatScore(statistics.baseline[feature])}</NumberCell>;
    case 'q': {
      const q = statistics?.q[feature] ?? Number.NaN;
      return (
        <NumberCell by={by} strong={q <= Q_LIMIT}>
          {formatProbability(q)}
        </NumberCell>
      );
    }
    case 'verdict':
      return <VerdictCell target={target} feature={feature} />;
  }
}

function NumberCell({ by, strong = false, children }: { by: SortKey; strong?: boolean; children: ComponentChildren }) {
  return <td class={`cell-${by} number ${strong ? '' : 'muted'}`}>{children}</td>;
}

function R2Cell({ r2 }: { r2: number }) {
  return (
    <td
      class="cell-r2"
      title={Number.isNaN(r2) ? 'No score: the feature does not vary among the held-out samples' : undefined}
    >
      <span class="scored">
        <span class={`bar ${r2Class(r2)}`} style={r2Style(Math.abs(r2))} aria-hidden="true" />
        <span class="number">{formatScore(r2)}</span>
      </span>
    </td>
  );
}

function VerdictCell({ target, feature }: { target: Target; feature: number }) {
  const verdict = target.verdicts?.verdict[feature] ?? null;
  if (!target.verdicts || verdict === null) return <td class="cell-verdict muted">–</td>;
  const share = (name: 'shared' | 'private' | 'neither') =>
    `${name} ${formatShare(target.verdicts?.[name][feature] ?? Number.NaN)}`;
  return (
    <td
      class={`cell-verdict ${verdict === 'neither' ? 'muted' : ''}`}
      title={`Explained variation: ${share('shared')}, ${share('private')}, ${share('neither')}`}
    >
      {verdict}
    </td>
  );
}
