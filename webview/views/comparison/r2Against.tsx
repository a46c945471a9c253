import { useMemo } from 'preact/hooks';
import { type ComparedFeatures, comparedFeatures } from '../../../src/report/comparedFeatures.ts';
import { directionName, formatInterval, formatScore, plural } from '../../../src/report/words.ts';
import { scatterFigure } from '../../plots/scatterFigure.ts';
import { Scatter } from '../../scatter/scatter.tsx';
import { ScatterTools } from '../../scatter/tools.tsx';
import { againstColouring } from '../../state/againstColouring.ts';
import { zoomTo } from '../../state/choice.ts';
import { countCodes } from '../../state/colouring.ts';
import type { NamedRun } from '../../state/compared.ts';
import type { SelectMode } from '../../state/selection.ts';
import { PAPER_INK } from '../../theme/ink.ts';
import { Legend } from '../legend.tsx';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import { useDrawn } from '../useDrawn.ts';
import type { ComparisonProps } from './comparisonProps.ts';
import { Differences } from './differences.tsx';
import { RunSelect } from './runSelect.tsx';
import { useFeatureLegend } from './useFeatureLegend.ts';

interface R2AgainstProps extends ComparisonProps {
  readonly direction: { readonly source: string; readonly target: string };
  readonly pair: readonly [NamedRun, NamedRun];
}

/** R² below this is drawn at it: one feature gone wrong must not squeeze all others into a corner. */
const LOWEST = -1;

/** R² of every feature in one run against that in another. */
export function R2Against(props: R2AgainstProps) {
  const { source, target } = props.direction;
  const [x, y] = props.pair;
  const features = useMemo(() => comparedFeatures(x, y, source, target), [x, y, source, target]);
  if (features) return <AgainstPanel {...props} features={features} />;
  return (
    <Panel view="compared-r2" title="R² feature by feature" ready={true} controls={<RunSelect {...props} />}>
      <p class="empty">
        {x.letter} and {y.letter} share no feature with a score of {directionName(source, target)}. Choose other runs or
        another direction.
      </p>
    </Panel>
  );
}

function AgainstPanel(props: R2AgainstProps & { features: ComparedFeatures }) {
  const { store, state, theme, direction, pair, features } = props;
  const { source, target } = direction;
  const [x, y] = pair;
  const drawn = useDrawn(['points']);
  const colouring = useMemo(
    () => againstColouring(features, [x, y], theme.shade),
    [features, x.index, y.index, theme.shade],
  );
  const drawnX = useMemo(() => features.a.map(clipped), [features]);
  const drawnY = useMemo(() => features.b.map(clipped), [features]);
  const below = features.features.filter((_, i) => Math.min(features.a[i], features.b[i]) < LOWEST).length;
  const chosen = state.selections.present.features;
  const selected = useMemo(
    () =>
      chosen?.modality === target ? Uint8Array.from(features.features, (name) => Number(chosen.names.has(name))) : null,
    [chosen, target, features],
  );
  const key = JSON.stringify(['compared', source, target, x.folder, y.folder]);
  const counts = useMemo(() => countCodes(colouring.codes, colouring.swatches.length, null), [colouring]);
  const select = (points: Uint8Array, origin: string, mode: SelectMode) =>
    store.selectFeatures(
      target,
      features.features.filter((_, i) => points[i] === 1),
      origin,
      mode,
    );
  const current = useFeatureLegend(colouring, store, state, select);
  const name = directionName(source, target);
  const n = plural(features.features.length, 'feature');
  const figure = () => {
    const points = features.features.map((feature, i) => ({
      feature,
      x: features.a[i],
      y: features.b[i],
      label: colouring.describe(i),
      code: colouring.codes[i],
    }));
    const shown = points.filter(({ code }) => !current.hidden.has(code));
    const titles = { x: `held-out R² in ${x.letter} ${x.name}`, y: `held-out R² in ${y.letter} ${y.name}` };
    return {
      name: `r2-${source}-to-${target}-${x.letter}-against-${y.letter}`,
      title: `R² of ${x.run.study.model.name} against ${y.run.study.model.name}, ${name}`,
      subtitle: `n = ${n}`,
      width: 380,
      chart: { ...scatterFigure(shown, colouring, titles, true)(PAPER_INK), table: featureTable(features, x, y) },
    };
  };
  return (
    <Panel
      view="compared-r2"
      title="R² feature by feature"
      ready={drawn.all}
      controls={
        <>
          <RunSelect {...props} />
          <ScatterTools tool={state.choice.tool} onTool={(tool) => store.choose({ tool })} />
          <SaveMenu store={store} plot={`R² of ${x.letter} against ${y.letter}`} figure={figure} />
        </>
      }
    >
      <div class="against">
        <div class="against-plot">
          <Scatter
            x={drawnX}
            y={drawnY}
            codes={colouring.codes}
            colouring={colouring}
            hidden={current.hidden}
            outline={theme.background}
            xTitle={`R² in ${x.letter}, ${name}`}
            yTitle={`R² in ${y.letter}`}
            height={376}
            identity
            zoom={state.choice.zoom[key] ?? null}
            onZoom={(box) => store.choose(zoomTo(store.state.choice, key, box))}
            selected={selected}
            onSelect={(points, tool, mode) => {
              const named = tool === 'point' ? features.features[points.indexOf(1)] : undefined;
              select(points, named ?? `${tool} in ${x.letter} against ${y.letter}`, mode);
            }}
            tool={state.choice.tool}
            describe={(i) => ({
              title: features.features[i],
              detail: [
                `${x.letter}: ${scoreWords(features.a, features.intervals?.a, i)}`,
                `${y.letter}: ${scoreWords(features.b, features.intervals?.b, i)}`,
              ].join(' · '),
            })}
            summary={`R² of ${n}, ${name}: ${y.letter} upwards against ${x.letter} across. ${y.letter} is higher for ${features.higher.b}, ${x.letter} for ${features.higher.a}. On the dashed line both are equal.`}
            onDrawn={drawn.mark('points')}
          />
          <Legend current={current} counts={counts} selected={selected && countCodes(colouring.codes, 3, selected)} />
          <p class="muted caption">
            n = {n} that both scored; above the dashed line {y.letter} is better.{' '}
            {features.intervals
              ? 'Intervals: 95\u00a0%, by bootstrap over held-out samples.'
              : 'Intervals come when both runs have ended.'}
            {below > 0 && ` ${plural(below, 'feature')} below −1 drawn at −1.`}
          </p>
        </div>
        <Differences {...props} />
      </div>
    </Panel>
  );
}

/** The numbers behind the plot, with their intervals. */
function featureTable({ features, a, b, intervals }: ComparedFeatures, x: NamedRun, y: NamedRun): object[] {
  const columns = (run: NamedRun, r2: Float32Array, interval: Interval | undefined, i: number) => ({
    [`r2_${run.letter}`]: r2[i],
    ...(interval && { [`r2_low_${run.letter}`]: interval.low[i], [`r2_high_${run.letter}`]: interval.high[i] }),
  });
  return features.map((feature, i) => ({
    feature,
    ...columns(x, a, intervals?.a, i),
    ...columns(y, b, intervals?.b, i),
  }));
}

type Interval = { readonly low: Float32Array; readonly high: Float32Array };

function clipped(r2: number): number {
  return Math.max(LOWEST, r2);
}

/** "0.62 (0.48 to 0.71)" */
function scoreWords(r2: Float32Array, interval: Interval | undefined, feature: number): string {
  const text = formatScore(r2[feature]);
  return interval ? `${text} (${formatInterval(interval.low[feature], interval.high[feature])})` : text;
}
