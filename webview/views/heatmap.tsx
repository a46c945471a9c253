import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { directionName, formatCount, plural, sourceName } from '../../src/report/words.ts';
import type { R2Scores } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { heatmapFigure } from '../plots/heatmapFigure.ts';
import { currentFeature, currentPair, type Pair, type Target, targetOf } from '../state/choice.ts';
import { clusterOrder } from '../state/clusterOrder.ts';
import { BEST_FIRST, rankFeatures } from '../state/ranking.ts';
import type { SelectMode } from '../state/selection.ts';
import { PAPER_INK } from '../theme/ink.ts';
import { whyEmpty } from './emptyStates.tsx';
import { COLUMN, HeatmapGrid, type HeatRow, NAMES } from './heatmapGrid.tsx';
import { HeatmapPager } from './heatmapPager.tsx';
import { Panel } from './panel.tsx';
import { paper } from './paper.ts';
import { SaveMenu } from './saveMenu.tsx';
import { useSize } from './useSize.ts';
import type { ViewProps } from './viewer.ts';

const MAX_COLUMNS = 120;
const ORIGIN = 'columns of the heatmap';

/** Every feature of the target, one row for each source: which table tells about which feature. */
export function Heatmap(props: ViewProps & { run: RunFile }) {
  const { r2, choice } = props.state;
  const pair = r2 ? currentPair(r2, props.run, choice) : null;
  const target = r2 && pair ? targetOf(r2, pair) : null;
  if (r2 && pair && target) return <HeatmapPanel {...props} r2={r2} pair={pair} target={target} />;
  return (
    <Panel view="heatmap" title="Features by source" ready={false}>
      <p class="empty">{whyEmpty(props.state, 'Scores come with the first evaluation.', 'r2.csv')}</p>
    </Panel>
  );
}

type HeatmapPanelProps = ViewProps & { run: RunFile; r2: R2Scores; pair: Pair; target: Target };

function HeatmapPanel({ store, state, run, r2, pair, target }: HeatmapPanelProps) {
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useSize(holder);
  const { choice } = state;
  const { features } = state.selections.present;
  const [first, setFirst] = useState(0);
  const rows = useMemo(() => heatRows(r2, target), [r2, target]);
  // Profiles over one source alone are what ranking orders by.
  const clusters = rows.length > 2;
  const clustered = clusters && choice.heatmapOrder === 'clustered';
  const order = useMemo(() => {
    const sources = rows.filter(({ source }) => source !== target.name);
    return clustered
      ? clusterOrder(sources.map(({ values }) => values))
      : rankFeatures(pair, target, target.features.keys(), BEST_FIRST);
  }, [rows, pair, target, clustered]);
  const total = order.length;
  const room = Math.min(MAX_COLUMNS, Math.max(1, Math.floor((width - NAMES) / COLUMN)));
  const start = Math.min(first, Math.max(0, total - room));
  const end = Math.min(total, start + room);
  const current = currentFeature(pair, target, choice);

  const reach = (place: number) => {
    if (place < 0) return;
    if (place < start) setFirst(place);
    else if (place >= end) setFirst(place - room + 1);
  };
  // A new choice comes into sight; new scores move nothing.
  useEffect(() => {
    if (choice.feature !== null) reach(order.indexOf(current));
    else setFirst(0);
  }, [choice.feature, pair.source, target.name, clustered]);

  const open = (source: string, place: number) =>
    store.choose({
      feature: target.features[order[place]],
      ...(source === target.name ? {} : { direction: { source, target: target.name } }),
    });
  const select = (from: number, to: number, mode: SelectMode) => {
    const range = order.subarray(Math.min(from, to), Math.max(from, to) + 1);
    store.selectFeatures(
      target.name,
      Array.from(range, (index) => target.features[index]),
      ORIGIN,
      mode,
    );
  };
  const by = clustered ? 'clustered by their R² from all sources' : `ranked by R² from ${sourceName(pair.source)}`;
  const figure = () => {
    const columns = [...order.subarray(start, end)];
    const cells = rows.flatMap(({ source, values }) =>
      columns.map((index, rank) => ({
        feature: target.features[index],
        rank,
        direction: directionName(source, target.name),
        r2: values[index],
      })),
    );
    const which =
      columns.length === total
        ? plural(total, 'feature')
        : `features ${formatCount(start + 1)} to ${formatCount(end)} of ${formatCount(total)}`;
    return paper(
      run,
      `heatmap-${target.name}`,
      `Held-out R² of ${target.name}: ${which}, ${by}`,
      heatmapFigure(cells)(PAPER_INK),
      columns.length * 12,
    );
  };
  return (
    <Panel
      view="heatmap"
      title={`Features of ${target.name} by source`}
      ready={width > 0}
      controls={
        <>
          <select
            aria-label="Order of the features"
            title={clusters ? undefined : 'Clustering compares sources: it takes two'}
            value={clustered ? 'clustered' : 'ranked'}
            onChange={({ currentTarget: { value } }) =>
              store.choose({ heatmapOrder: value === 'clustered' ? 'clustered' : 'ranked' })
            }
          >
            <option value="ranked">ranked</option>
            <option value="clustered" disabled={!clusters}>
              {clusters ? 'clustered' : 'clustered: takes two sources'}
            </option>
          </select>
          <SaveMenu store={store} plot={`Features of ${target.name} by source`} figure={figure} />
        </>
      }
    >
      <p class="muted caption">
        {plural(total, 'feature')}, {by}. A click opens a feature, a drag across columns selects.
      </p>
      <div class="heatmap" ref={holder}>
        {width > 0 && (
          <HeatmapGrid
            rows={rows}
            pair={pair}
            target={target}
            order={order}
            shown={[start, end]}
            current={current}
            selected={features?.modality === target.name ? features.names : null}
            onOpen={open}
            onSelect={select}
            onReach={reach}
          />
        )}
      </div>
      <div class="row heatmap-foot">
        <R2Key />
        <HeatmapPager first={start} room={room} total={total} onMove={setFirst} />
      </div>
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
