import { useEffect } from 'preact/hooks';
import { blockName, plural } from '../../src/report/words.ts';
import type { LatentBlock, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { Scatter } from '../scatter/scatter.tsx';
import { zoomTo } from '../state/choice.ts';
import { samplesSelected } from '../state/selection.ts';
import type { CurrentColouring } from './useColouring.ts';
import type { Layout } from './useLayout.ts';
import type { Present } from './usePresent.ts';
import type { ViewProps } from './viewer.ts';
import { type Waiting, WaitingText } from './waiting.tsx';

export interface LatentPlotProps extends ViewProps {
  readonly run: RunFile;
  readonly latents: Latents;
  readonly block: LatentBlock;
  /** shared by all blocks */
  readonly current: CurrentColouring;
  readonly onDrawn: () => void;
}

interface LatentScatterProps extends LatentPlotProps {
  readonly layout: Layout | null;
  readonly waiting: Waiting | null;
  readonly present: Present;
  /** pixels */
  readonly height: number;
}

/** The samples of one block, or why they are not there yet. */
export function LatentScatter(props: LatentScatterProps) {
  const { store, state, theme, latents, block, current, layout, waiting, present, height, onDrawn } = props;
  const nothing = layout === null;
  useEffect(() => {
    if (nothing) onDrawn();
  }, [nothing, onDrawn]);
  if (layout === null) {
    return (
      <div class="latent-waiting" style={{ height: `${height}px` }}>
        {waiting && <WaitingText waiting={waiting} />}
      </div>
    );
  }
  const { colouring } = current;
  const { key } = layout;
  const name = blockName(block.name);
  return (
    <>
      {waiting && <WaitingText waiting={waiting} />}
      <Scatter
        x={layout.x}
        y={layout.y}
        codes={colouring.codes}
        colouring={colouring}
        hidden={current.hidden}
        outline={theme.background}
        xTitle={layout.xTitle}
        yTitle={layout.yTitle}
        height={height}
        zoom={state.choice.zoom[key] ?? null}
        onZoom={(box) => store.choose(zoomTo(store.state.choice, key, box))}
        tool={state.choice.tool}
        selected={samplesSelected(state.selections.present, latents.sampleIds.length)}
        onSelect={(points, tool, mode) => {
          const origin = tool === 'point' ? (latents.sampleIds[points.indexOf(1)] ?? '') : `${tool} in ${name}`;
          store.selectSamples(points, origin, mode);
        }}
        describe={(i) => ({
          title: latents.sampleIds[i],
          detail: [
            colouring.name === '' ? '' : `${colouring.name}: ${colouring.describe(i)}`,
            colouring.name === latents.split.name ? '' : (latents.split.classes[latents.split.codes[i] ?? -1] ?? ''),
          ]
            .filter((text) => text !== '')
            .join(' · '),
        })}
        summary={`Scatter of ${plural(present.all, 'sample')} in the ${name} block${colouring.name === '' ? '' : `, coloured by ${colouring.name}`}.`}
        onDrawn={onDrawn}
      />
    </>
  );
}
