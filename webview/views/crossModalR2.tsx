import { useMemo } from 'preact/hooks';
import { median } from '../../src/math/statistics.ts';
import { directionName, formatCount, formatScore, plural, sourceName } from '../../src/report/words.ts';
import type { R2Scores } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { r2Bins, r2Distribution, r2Domain } from '../plots/r2Distribution.ts';
import { currentFeature, currentPair, type Pair, type Target, targetOf } from '../state/choice.ts';
import { directionTo } from '../state/openFeature.ts';
import { PAPER_INK, screenInk } from '../theme/ink.ts';
import { whyEmpty } from './emptyStates.tsx';
import { Panel } from './panel.tsx';
import { paper } from './paper.ts';
import { Q_LIMIT } from './r2Columns.ts';
import { R2Histogram } from './r2Histogram.tsx';
import { R2Matrix } from './r2Matrix.tsx';
import { R2Table } from './r2Table.tsx';
import { SaveMenu } from './saveMenu.tsx';
import { useDrawn } from './useDrawn.ts';
import type { ViewProps } from './viewer.ts';

/** Which features can be predicted across tables: all of them, as a distribution and as a ranked table. */
export function CrossModalR2(props: ViewProps & { run: RunFile }) {
  const { r2, choice } = props.state;
  const pair = r2 ? currentPair(r2, props.run, choice) : null;
  const target = r2 && pair ? targetOf(r2, pair) : null;
  if (r2 && pair && target) return <R2Panel {...props} r2={r2} pair={pair} target={target} />;
  return (
    <Panel view="r2" title="Cross-modal R²" ready={false}>
      <p class="empty">{whyEmpty(props.state, 'Scores come with the first evaluation.', 'r2.csv')}</p>
    </Panel>
  );
}

type R2PanelProps = ViewProps & { run: RunFile; r2: R2Scores; pair: Pair; target: Target };

function R2Panel({ store, state, run, r2, pair, target }: R2PanelProps) {
  const drawn = useDrawn(['distribution']);
  const score = run.metrics?.r2.find(({ source, target: to }) => source === pair.source && to === pair.target);
  const middle = score?.median ?? null;
  const { statistics } = pair;
  const { features } = state.selections.present;
  const bins = useMemo(() => r2Bins(pair.r2, target.self, statistics?.baseline ?? null), [pair, target, statistics]);
  const builder = useMemo(() => {
    const reference = statistics && { ridge: median(statistics.baseline), chance: median(statistics.nullR2) };
    return r2Distribution(bins, middle, target.name, reference);
  }, [bins, target, statistics, middle]);
  const chart = useMemo(() => builder(screenInk()), [builder]);
  const name = directionName(pair.source, pair.target);
  const targets = [...new Set(r2.pairs.map((entry) => entry.target))];
  const sources = r2.pairs.filter((entry) => entry.target === pair.target).map(({ source }) => source);
  const below = pair.r2.some((value) => value < -0.95);

  return (
    <Panel
      view="r2"
      title="Cross-modal R²"
      ready={drawn.all}
      controls={
        <>
          <select
            aria-label="Source"
            value={pair.source}
            onChange={(event) =>
              store.choose({ direction: { source: event.currentTarget.value, target: pair.target }, feature: null })
            }
          >
            {sources.map((source) => (
              <option key={source} value={source}>
                {sourceName(source)}
              </option>
            ))}
          </select>
          <span aria-hidden="true">→</span>
          <select
            aria-label="Target"
            value={pair.target}
            onChange={(event) =>
              store.choose({ direction: directionTo(r2, pair, event.currentTarget.value), feature: null })
            }
          >
            {targets.map((to) => (
              <option key={to} value={to}>
                {to}
              </option>
            ))}
          </select>
          <SaveMenu
            store={store}
            plot={`Distribution of R², ${name}`}
            figure={() =>
              paper(
                run,
                `r2-${pair.source}-to-${pair.target}`,
                `Held-out R², ${name}`,
                builder(PAPER_INK),
                420,
                score?.samples,
              )
            }
          />
        </>
      }
    >
      {run.modalities.length > 2 && <R2Matrix store={store} run={run} source={pair.source} target={pair.target} />}
      <R2Histogram
        store={store}
        state={state}
        pair={pair}
        target={target}
        chart={chart}
        domain={r2Domain(bins)}
        summary={`Distribution of held-out R², ${name}: median ${formatScore(middle)} over ${plural(target.features.length, 'feature')}.`}
        onDrawn={drawn.mark('distribution')}
      />
      <p class="muted caption">
        {score &&
          `${formatCount(score.positive)} of ${plural(score.features, 'feature')} above 0${score.predictable === null ? '' : `, ${formatCount(score.predictable)} predicted better than by chance (q\u00a0≤\u00a0${Q_LIMIT})`}; n\u00a0=\u00a0${formatCount(score.samples)} held-out samples. `}
        {statistics &&
          'Grey is chance: with held-out samples permuted, R² stays below the dashed line in 95 % of cases. '}
        {below && 'The first bar holds all values below −0.95.'}
      </p>
      <R2Table
        store={store}
        state={state}
        pair={pair}
        target={target}
        current={currentFeature(pair, target, state.choice)}
        selected={features?.modality === target.name ? features.names : null}
      />
    </Panel>
  );
}
