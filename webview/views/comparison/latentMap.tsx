import { useMemo } from 'preact/hooks';
import { agreementWords } from '../../../src/report/comparisonFindings.ts';
import { formatScore, plural } from '../../../src/report/words.ts';
import { scatterFigure } from '../../plots/scatterFigure.ts';
import { Scatter } from '../../scatter/scatter.tsx';
import { zoomTo } from '../../state/choice.ts';
import type { NamedRun } from '../../state/compared.ts';
import { PAPER_INK } from '../../theme/ink.ts';
import { paper } from '../paper.ts';
import { SaveMenu } from '../saveMenu.tsx';
import type { CurrentColouring } from '../useColouring.ts';
import type { ComparisonProps } from './comparisonProps.ts';
import { RunMark } from './runMark.tsx';
import type { PlacedMap, PlacedMaps } from './usePlacedMaps.ts';

interface LatentMapProps extends ComparisonProps {
  readonly placed: PlacedMaps;
  readonly map: PlacedMap;
  readonly current: CurrentColouring;
  /** [all compared samples] */
  readonly selected: Uint8Array | null;
  readonly height: number;
  readonly onDrawn: () => void;
}

/** All maps move together. */
const ZOOM = 'compared-latents';

/** The shared block of one run, and how far it agrees with that of the first. */
export function LatentMap(props: LatentMapProps) {
  const { store, state, theme, compared, placed, map, current, selected, height, onDrawn } = props;
  const { run, rows, x, y, sampleIds } = map;
  const { colouring, hidden } = current;
  const codes = useMemo(() => Uint8Array.from(rows, (row) => colouring.codes[row]), [rows, colouring]);
  const mine = useMemo(() => selected && Uint8Array.from(rows, (row) => selected[row]), [rows, selected]);
  const [{ run: reference }] = placed.maps;
  const { words, basis } = agreement(map, reference);
  const title = `Shared latent space of ${run.letter}`;
  const figure = () => {
    const points = sampleIds.map((id, i) => ({
      sample_id: id,
      x: x[i],
      y: y[i],
      label: colouring.describe(rows[i]),
      code: codes[i],
    }));
    const shown = points.filter(({ code }) => !hidden.has(code));
    const chart = scatterFigure(shown, current.onPaper(), placed.titles, false)(PAPER_INK);
    const file = `shared-${run.letter}-on-${reference.letter}`;
    return paper(run.run, file, `${title}: ${words}`, chart, 380, chart.table?.length);
  };
  return (
    <figure class="latent-map">
      <figcaption>
        <RunMark run={run} theme={theme} />
        <span class="latent-map-words">
          {words}
          <br />
          <span class="muted">{basis}</span>
        </span>
        <SaveMenu store={store} plot={title} figure={figure} />
      </figcaption>
      <Scatter
        x={x}
        y={y}
        codes={codes}
        colouring={colouring}
        hidden={hidden}
        outline={theme.background}
        xTitle={placed.titles.x}
        yTitle={placed.titles.y}
        height={height}
        everything={placed.box}
        zoom={state.choice.zoom[ZOOM] ?? null}
        onZoom={(box) => store.choose(zoomTo(store.state.choice, ZOOM, box))}
        selected={mine}
        onSelect={(points, tool, mode) => {
          const mask = new Uint8Array(compared.sampleIds.length);
          points.forEach((on, i) => {
            mask[rows[i]] = on;
          });
          store.selectSamples(mask, tool === 'point' ? sampleIds[points.indexOf(1)] : `${tool} in ${run.letter}`, mode);
        }}
        tool={state.choice.tool}
        describe={(i) => ({
          title: sampleIds[i],
          detail: colouring.name === '' ? '' : `${colouring.name}: ${colouring.describe(rows[i])}`,
        })}
        summary={`${title}: ${words}. ${basis}.`}
        onDrawn={onDrawn}
      />
    </figure>
  );
}

/** How far a map agrees with the first one, and what that number rests on. */
function agreement(map: PlacedMap, reference: NamedRun): { readonly words: string; readonly basis: string } {
  const samples = plural(map.sampleIds.length, 'sample');
  if (map.run === reference) return { words: 'as it is; the others are laid over it', basis: samples };
  const { alignment } = map;
  if (!alignment) {
    return { words: `cannot be laid over ${reference.letter}`, basis: 'too few samples in both, or no spread' };
  }
  const { correlation, chance, matched } = alignment;
  return {
    words: `${agreementWords(correlation, chance, reference.letter)}: r = ${formatScore(correlation)}`,
    basis: `${plural(matched, 'sample')} in both${chance === null ? '' : `; shuffled, r stays below ${formatScore(chance)}`}`,
  };
}
