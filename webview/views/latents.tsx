import type { LatentBlock, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { ScatterTools } from '../scatter/tools.tsx';
import { currentBlock, drawnBlocks } from '../state/choice.ts';
import { ColourPicker } from './colourPicker.tsx';
import { whyEmpty } from './emptyStates.tsx';
import { LargeLatent } from './largeLatent.tsx';
import { Panel } from './panel.tsx';
import { SmallLatent } from './smallLatent.tsx';
import { useColouring } from './useColouring.ts';
import { useDrawn } from './useDrawn.ts';
import type { ViewProps } from './viewer.ts';
import { WaitingText } from './waiting.tsx';

/** The samples in each latent block. */
export function LatentsView(props: ViewProps & { run: RunFile }) {
  const { latents } = props.state;
  const block = latents ? currentBlock(latents, props.state.choice) : null;
  if (latents && block) return <LatentsPanel {...props} latents={latents} block={block} />;
  return (
    <Panel view="latents" title="Latent space" ready={false}>
      <p class="empty">{whyEmpty(props.state, 'The map appears with the first evaluation.', 'latents.csv')}</p>
    </Panel>
  );
}

type LatentsPanelProps = ViewProps & { run: RunFile; latents: Latents; block: LatentBlock };

/** One block large, the others small below it; a click on a name makes that block the large one. */
function LatentsPanel({ store, state, theme, run, latents, block }: LatentsPanelProps) {
  const blocks = drawnBlocks(latents);
  const drawn = useDrawn(blocks.map(({ name }) => name));
  const current = useColouring({ store, state, theme }, latents, run);
  const plot = (entry: LatentBlock) => ({
    key: entry.name,
    ...{ store, state, theme, run, latents, current },
    block: entry,
    onDrawn: drawn.mark(entry.name),
  });
  return (
    <Panel
      view="latents"
      title="Latent space"
      ready={drawn.all}
      controls={
        <>
          <ScatterTools tool={state.choice.tool} onTool={(tool) => store.choose({ tool })} />
          <ColourPicker store={store} state={state} latents={latents} run={run} />
        </>
      }
    >
      {current.waiting && <WaitingText waiting={current.waiting} />}
      <LargeLatent {...plot(block)} />
      {blocks.length > 1 && (
        <div class="latents-small">{blocks.map((entry) => entry !== block && <SmallLatent {...plot(entry)} />)}</div>
      )}
    </Panel>
  );
}
