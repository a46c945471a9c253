import { useMemo } from 'preact/hooks';
import { directionName, formatScore, plural } from '../../src/report/words.ts';
import { rowsAmong } from '../../src/run/rowsAmong.ts';
import type { FeatureDetail, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { scatterFigure } from '../plots/scatterFigure.ts';
import { Scatter } from '../scatter/scatter.tsx';
import { zoomTo } from '../state/choice.ts';
import { countCodes } from '../state/colouring.ts';
import { type SelectMode, samplesSelected } from '../state/selection.ts';
import { PAPER_INK } from '../theme/ink.ts';
import { Legend } from './legend.tsx';
import { paper } from './paper.ts';
import { SaveMenu } from './saveMenu.tsx';
import { useLabelColouring } from './useColouring.ts';
import { shownWords, total } from './usePresent.ts';
import type { ViewProps } from './viewer.ts';

/** A longer legend stands beside the latent space only. */
const SHORT_LEGEND = 7;

interface FeaturePredictionProps extends ViewProps {
  readonly run: RunFile;
  readonly detail: FeatureDetail;
  readonly latents: Latents;
  readonly onDrawn: () => void;
}

/** What the model predicts of a feature against what was measured, a point for each held-out sample, coloured by its label. */
export function FeaturePrediction({ store, state, theme, run, detail, latents, onDrawn }: FeaturePredictionProps) {
  const current = useLabelColouring({ store, state, theme }, latents, run);
  const { colouring, onPaper, hidden } = current;
  const rows = useMemo(() => rowsAmong(detail.sampleIds, latents.sampleIds), [detail, latents]);
  const codes = useMemo(() => Uint8Array.from(rows, (row) => colouring.codes[row] ?? 0), [rows, colouring]);
  const drawn = useMemo(
    () => Uint8Array.from(detail.actual, (value, i) => Number(!Number.isNaN(value + detail.predicted[i]))),
    [detail],
  );
  const mask = samplesSelected(state.selections.present, latents.sampleIds.length);
  const selected = useMemo(() => mask && Uint8Array.from(rows, (row) => mask[row] ?? 0), [mask, rows]);
  const counts = useMemo(() => countCodes(codes, colouring.swatches.length, drawn), [codes, colouring, drawn]);
  const selectedCounts = useMemo(
    () =>
      selected &&
      countCodes(
        codes,
        colouring.swatches.length,
        selected.map((on, i) => on & drawn[i]),
      ),
    [selected, codes, colouring, drawn],
  );
  const n = total(counts);
  const switchedOff = total(counts.filter((_, code) => hidden.has(code)));
  const unit = detail.unit === '' ? '' : ` (${detail.unit})`;
  const titles = { x: `measured${unit}`, y: `predicted${unit}` };
  const name = directionName(detail.source, detail.target);
  const key = JSON.stringify([detail.source, detail.target, detail.feature]);
  const label = (i: number) => (rows[i] < 0 ? 'missing' : colouring.describe(rows[i]));

  function select(points: Uint8Array, tool: string, mode: SelectMode): void {
    const meant = new Uint8Array(latents.sampleIds.length);
    rows.forEach((row, i) => {
      if (row >= 0) meant[row] = points[i];
    });
    const origin = tool === 'point' ? (detail.sampleIds[points.indexOf(1)] ?? '') : `${tool} in ${detail.feature}`;
    store.selectSamples(meant, origin, mode);
  }

  const figure = () => {
    const points = detail.sampleIds.map((id, i) => ({
      sample_id: id,
      x: detail.actual[i],
      y: detail.predicted[i],
      label: label(i),
      code: codes[i],
    }));
    const shown = points.filter(({ code }) => !hidden.has(code));
    const chart = scatterFigure(shown, onPaper(), titles, true)(PAPER_INK);
    const title = `${detail.feature}, ${name}: R² ${formatScore(detail.r2)}`;
    const file = `${detail.feature}-${detail.source}-to-${detail.target}`;
    return paper(run, file, title, chart, 320, chart.table?.length);
  };
  return (
    <figure class="feature-plot">
      <figcaption>
        <h3>
          Predicted against measured, {name}: R² {formatScore(detail.r2)}
        </h3>
        <SaveMenu store={store} plot={`${detail.feature}, ${name}`} figure={figure} />
      </figcaption>
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
        onZoom={(box) => store.choose(zoomTo(store.state.choice, key, box))}
        tool={state.choice.tool}
        selected={selected}
        onSelect={select}
        describe={(i) => ({
          title: detail.sampleIds[i],
          detail: colouring.name === '' ? '' : `${colouring.name}: ${label(i)}`,
        })}
        summary={`${detail.feature}: predicted from ${detail.source} against measured, ${plural(n, 'held-out sample')}, R² ${formatScore(detail.r2)}. On the dashed line both are equal.`}
        onDrawn={onDrawn}
      />
      {colouring.swatches.length <= SHORT_LEGEND || colouring.kind === 'continuous' ? (
        <Legend current={current} counts={counts} selected={selectedCounts} />
      ) : (
        <p class="muted caption">Colours as in the latent space.</p>
      )}
      <p class="muted caption">{shownWords(n, switchedOff, ' held-out')}</p>
    </figure>
  );
}
