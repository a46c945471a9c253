import { useEffect, useMemo } from 'preact/hooks';
import { blockName } from '../../src/report/words.ts';
import type { LatentBlock, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { type ColourBy, colourKey } from '../state/choice.ts';
import { latentFigure } from './latentFigure.ts';
import { LatentScatter } from './latentScatter.tsx';
import { Legend } from './legend.tsx';
import { SaveMenu } from './saveMenu.tsx';
import { useColouring } from './useColouring.ts';
import { useLayout } from './useLayout.ts';
import { shownWords, usePresent } from './usePresent.ts';
import type { ViewProps } from './viewer.ts';
import { WaitingText } from './waiting.tsx';

const HEIGHT = 288;

interface FeatureLatentsProps extends ViewProps {
  readonly run: RunFile;
  readonly latents: Latents;
  readonly block: LatentBlock;
  readonly modality: string;
  readonly feature: string;
  readonly onDrawn: () => void;
}

/** The chosen block of latents, coloured by what was measured of a feature. */
export function FeatureLatents(props: FeatureLatentsProps) {
  const { store, state, run, latents, block, modality, feature, onDrawn } = props;
  const colour = useMemo((): ColourBy => ({ by: 'feature', modality, feature }), [modality, feature]);
  const current = useColouring(props, latents, run, colour);
  const { layout, waiting: laying } = useLayout(store, state, latents, run, block);
  const present = usePresent(latents, layout, current, state);
  const { waiting } = current;
  const failed = waiting?.status === 'failed';
  useEffect(() => {
    if (failed) onDrawn();
  }, [failed, onDrawn]);
  const name = blockName(block.name);
  // Until its values are here, the colours are still others.
  const title = `Latent space: ${name}${waiting ? '' : `, coloured by ${feature}`}`;
  return (
    <figure class="feature-plot">
      <figcaption>
        <h3>{title}</h3>
        {layout && !waiting && (
          <SaveMenu
            store={store}
            plot={`${feature} in the ${name} latents`}
            figure={() => ({ ...latentFigure(run, latents, block, layout, current), title })}
          />
        )}
      </figcaption>
      {failed ? (
        <div class="latent-waiting" style={{ height: `${HEIGHT}px` }}>
          <WaitingText waiting={waiting} />
        </div>
      ) : (
        <>
          <LatentScatter
            {...props}
            current={current}
            layout={layout}
            waiting={laying}
            present={present}
            height={HEIGHT}
          />
          {waiting ? (
            <WaitingText waiting={waiting} />
          ) : (
            <Legend current={current} counts={present.byCode} selected={present.selectedByCode} />
          )}
          <p class="muted caption">
            {shownWords(present.all, present.hidden)}
            {colourKey(state.choice.colour) !== colourKey(colour) && (
              <>
                {' · '}
                <button type="button" class="link" onClick={() => store.choose({ colour })}>
                  Colour the latent space by this feature
                </button>
              </>
            )}
          </p>
        </>
      )}
    </figure>
  );
}
