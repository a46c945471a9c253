import { useEffect, useMemo } from 'preact/hooks';
import { directionName, formatScore, plural } from '../../src/report/words.ts';
import type { FeatureDetail, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { scatterFigure } from '../plots/scatterFigure.ts';
import { Scatter } from '../scatter/scatter.tsx';
import { askPrediction } from '../state/asks.ts';
import { currentFeature, currentPair, type Pair, type Target, targetOf } from '../state/choice.ts';
import type { State } from '../state/store.ts';
import { PAPER_INK } from '../theme/ink.ts';
import { whyEmpty } from './emptyStates.tsx';
import { FeatureEvidence } from './featureEvidence.tsx';
import { Legend } from './legend.tsx';
import { Panel } from './panel.tsx';
import { paper } from './paper.ts';
import { SaveMenu } from './saveMenu.tsx';
import { useLabelColouring } from './useColouring.ts';
import { useDrawn } from './useDrawn.ts';
import { useLast } from './useLast.ts';
import type { ViewProps } from './viewer.ts';

/** A longer legend stands beside the latent space only. */
const SHORT_LEGEND = 7;

/** One feature: what the model predicted for held-out samples against what was measured. */
export function FeatureView(props: ViewProps & { run: RunFile }) {
  const { store, state, run } = props;
  const { r2, latents, choice } = state;
  const pair = r2 ? currentPair(r2, run, choice) : null;
  const target = r2 && pair ? targetOf(r2, pair) : null;
  const index = pair && target ? currentFeature(pair, target, choice) : -1;
  const feature = target?.features[index];
  const [source, to] = [pair?.source, pair?.target];
  const ask = useMemo(
    () =>
      source !== undefined && to !== undefined && feature !== undefined ? askPrediction(source, to, feature) : null,
    [source, to, feature],
  );
  const known = ask ? state.asked.prediction.get(ask.id) : undefined;
  useEffect(() => {
    if (ask && known === undefined) store.ask(ask);
  }, [store, ask, known]);
  const detail = known?.status === 'here' ? known.content : null;
  // The old picture stays while new numbers of the same feature are on their way: an update must not flicker.
  const last = useLast(detail);
  const same = last?.source === source && last?.target === to && last?.feature === feature;
  const shown = detail ?? (known?.status !== 'failed' && same ? last : null);
  if (shown && latents && pair && target)
    return <FeaturePanel {...props} pair={pair} target={target} index={index} detail={shown} latents={latents} />;
  return (
    <Panel view="feature" title={feature ?? 'Feature'} ready={false}>
      <p class="empty">
        {emptyText(props.state, pair !== null, feature, known?.status === 'failed' ? known.message : null)}
      </p>
    </Panel>
  );
}

function emptyText(state: State, scored: boolean, feature: string | undefined, failure: string | null): string {
  if (failure !== null) return failure;
  if (feature !== undefined) return `Reading the held-out predictions of ${feature}…`;
  return scored ? 'No feature has a score.' : whyEmpty(state, 'Predictions come with the first evaluation.', 'r2.csv');
}

interface FeaturePanelProps extends ViewProps {
  readonly run: RunFile;
  readonly pair: Pair;
  readonly target: Target;
  /** of the feature in the target */
  readonly index: number;
  readonly detail: FeatureDetail;
  readonly latents: Latents;
}

function FeaturePanel({ store, state, theme, run, pair, target, index, detail, latents }: FeaturePanelProps) {
  const drawn = useDrawn(['points']);
  const current = useLabelColouring({ store, state, theme }, latents, run);
  const { colouring, onPaper, hidden } = current;
  const rowOf = useMemo(() => new Map(latents.sampleIds.map((id, row) => [id, row])), [latents]);
  const rows = useMemo(() => detail.sampleIds.map((id) => rowOf.get(id) ?? -1), [detail, rowOf]);
  const codes = useMemo(() => Uint8Array.from(rows, (row) => colouring.codes[row] ?? 0), [rows, colouring]);
  const counts = useMemo(() => {
    const result = new Array<number>(colouring.swatches.length).fill(0);
    codes.forEach((code, i) => {
      if (!Number.isNaN(detail.actual[i] + detail.predicted[i])) result[code] = result[code] + 1;
    });
    return result;
  }, [codes, detail, colouring]);
  const n = counts.reduce((sum, count) => sum + count, 0);
  const unit = detail.unit === '' ? '' : ` (${detail.unit})`;
  const titles = { x: `measured${unit}`, y: `predicted${unit}` };
  const name = directionName(detail.source, detail.target);
  const key = JSON.stringify([detail.source, detail.target, detail.feature]);
  const label = (i: number) => (rows[i] === undefined || rows[i] < 0 ? 'missing' : colouring.describe(rows[i]));
  const figure = () => {
    const points = detail.sampleIds.map((id, i) => ({
      sample_id: id,
      x: detail.actual[i],
      y: detail.predicted[i],
      label: label(i),
      code: codes[i],
    }));
    const title = `${detail.feature}, ${name}: R² ${formatScore(detail.r2)}`;
    return paper(
      run,
      `${detail.feature}-${detail.source}-to-${detail.target}`,
      title,
      scatterFigure(
        points.filter(({ code }) => !hidden.has(code)),
        onPaper(),
        titles,
        true,
      )(PAPER_INK),
      320,
      n,
    );
  };
  return (
    <Panel
      view="feature"
      title={detail.feature}
      ready={drawn.all}
      controls={<SaveMenu store={store} plot={`${detail.feature}, ${name}`} figure={figure} />}
    >
      <p class="muted caption">
        Predicted against measured, {name} · R² <strong class="number">{formatScore(detail.r2)}</strong> · n = {n}{' '}
        held-out
      </p>
      <FeatureEvidence pair={pair} target={target} index={index} />
      <Scatter
        x={detail.actual}
        y={detail.predicted}
        codes={codes}
        colouring={colouring}
        hidden={hidden}
        outline={theme.background}
        xTitle={titles.x}
        yTitle={titles.y}
        height={288}
        identity
        zoom={state.choice.zoom[key] ?? null}
        onZoom={(box) => {
          const { [key]: _, ...others } = store.state.choice.zoom;
          store.choose({ zoom: box ? { ...others, [key]: box } : others });
        }}
        describe={(i) => ({
          title: detail.sampleIds[i],
          detail: colouring.name === '' ? '' : `${colouring.name}: ${label(i)}`,
        })}
        summary={`${detail.feature}: predicted from ${detail.source} against measured, ${plural(n, 'held-out sample')}, R² ${formatScore(detail.r2)}. On the dashed line both are equal.`}
        onDrawn={drawn.mark('points')}
      />
      {colouring.swatches.length <= SHORT_LEGEND || colouring.kind === 'continuous' ? (
        <Legend current={current} counts={counts} selected={null} />
      ) : (
        <p class="muted caption">Colours as in the latent space.</p>
      )}
    </Panel>
  );
}
