import { useMemo, useRef } from 'preact/hooks';
import { directionName, formatCount, formatScore, sourceName } from '../../src/report/words.ts';
import type { R2Scores } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { heatmapFigure } from '../plots/heatmapFigure.ts';
import { currentFeature, currentPair, type Pair, type Target, targetOf } from '../state/choice.ts';
import { BEST_FIRST, rankFeatures } from '../state/ranking.ts';
import { PAPER_INK } from '../theme/ink.ts';
import { Elided } from './elided.tsx';
import { Panel } from './panel.tsx';
import { paper } from './paper.ts';
import { r2Class, r2Style } from './r2Cell.ts';
import { SaveMenu } from './saveMenu.tsx';
import { useSize } from './useSize.ts';
import type { ViewProps } from './viewer.ts';

/** Pixels of a column and of the row names. */
const COLUMN = 16;
const NAMES = 128;
const MAX_COLUMNS = 120;

interface HeatRow {
  readonly source: string;
  readonly values: Float32Array;
}

/** The best features of the target, one row for each source: which table tells about which feature. */
export function Heatmap(props: ViewProps & { run: RunFile }) {
  const { r2, choice } = props.state;
  const pair = r2 ? currentPair(r2, props.run, choice) : null;
  const target = r2 && pair ? targetOf(r2, pair) : null;
  if (r2 && pair && target) return <HeatmapPanel {...props} r2={r2} pair={pair} target={target} />;
  return (
    <Panel view="heatmap" title="Features by source" ready={false}>
      <p class="empty">
        {props.run.status === 'running' ? 'Scores come with the first evaluation.' : 'This run has no scores.'}
      </p>
    </Panel>
  );
}

type HeatmapPanelProps = ViewProps & { run: RunFile; r2: R2Scores; pair: Pair; target: Target };

function HeatmapPanel({ store, state, run, r2, pair, target }: HeatmapPanelProps) {
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useSize(holder);
  const rows = useMemo(() => heatRows(r2, target), [r2, target]);
  const ranked = useMemo(() => rankFeatures(pair, target, '', BEST_FIRST), [pair, target]);
  const room = Math.min(MAX_COLUMNS, Math.max(1, Math.floor((width - NAMES) / COLUMN)));
  const columns = [...ranked.subarray(0, room)];
  const current = currentFeature(pair, target, state.choice);
  const shown = `${formatCount(columns.length)} of ${formatCount(target.features.length)} ${target.name} features, ranked by R² from ${sourceName(pair.source)}`;
  const open = (source: string, feature: string) =>
    store.choose({ feature, ...(source === target.name ? {} : { direction: { source, target: target.name } }) });
  const figure = () => {
    const cells = rows.flatMap(({ source, values }) =>
      columns.map((index, rank) => ({
        feature: target.features[index],
        rank,
        direction: directionName(source, target.name),
        r2: values[index],
      })),
    );
    return paper(
      run,
      `heatmap-${target.name}`,
      `Held-out R²: ${shown}`,
      heatmapFigure(cells)(PAPER_INK),
      columns.length * 12,
    );
  };
  return (
    <Panel
      view="heatmap"
      title={`Features of ${target.name} by source`}
      ready={width > 0}
      controls={<SaveMenu store={store} plot={`Features of ${target.name} by source`} figure={figure} />}
    >
      <p class="muted caption">Showing {shown}.</p>
      <div class="heatmap" ref={holder}>
        {width > 0 && (
          <table>
            <thead>
              <tr>
                <td />
                {columns.map((index) => (
                  <th key={index} scope="col" title={target.features[index]} data-chosen={index === current}>
                    <Elided text={target.features[index]} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ source, values }) => (
                <tr key={source} data-self={source === target.name}>
                  <th scope="row" title={directionName(source, target.name)} data-chosen={source === pair.source}>
                    {source === target.name ? 'itself' : sourceName(source)}
                  </th>
                  {columns.map((index) => {
                    const value = values[index];
                    const feature = target.features[index];
                    const text = `${feature}, ${directionName(source, target.name)}: R² ${formatScore(value)}`;
                    return (
                      <td key={index} data-chosen={index === current}>
                        <button
                          type="button"
                          class={`r2-cell ${r2Class(value)}`}
                          style={r2Style(value)}
                          aria-label={text}
                          title={text}
                          onClick={() => open(source, feature)}
                        />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <R2Key />
    </Panel>
  );
}

/** The scale of R², the same in every view. */
function R2Key() {
  return (
    <p class="r2-key muted">
      <span class="r2-key-negative r2-negative" aria-hidden="true" /> below 0 <span class="number">0</span>
      <span class="r2-key-ramp" aria-hidden="true" />
      <span class="number">1</span> R²
    </p>
  );
}

/** Every source of the target, then the target itself. */
function heatRows(r2: R2Scores, target: Target): HeatRow[] {
  const pairs = r2.pairs.filter((pair) => pair.target === target.name);
  // With two tables "all others" is the one other table.
  const rows = pairs
    .filter(({ source }) => source !== 'all' || pairs.length > 2)
    .map(({ source, r2: values }) => ({ source, values }));
  return [...rows, { source: target.name, values: target.self }];
}
