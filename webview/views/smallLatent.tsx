import { blockName, formatCount } from '../../src/report/words.ts';
import { Elided } from './elided.tsx';
import { latentFigure } from './latentFigure.ts';
import { type LatentPlotProps, LatentScatter } from './latentScatter.tsx';
import { SaveMenu } from './saveMenu.tsx';
import { useLayout } from './useLayout.ts';
import { shownWords, usePresent } from './usePresent.ts';

/** One block, small: a click on its name makes it the large one. */
export function SmallLatent(props: LatentPlotProps) {
  const { store, state, latents, run, block, current } = props;
  const { layout, waiting } = useLayout(store, state, latents, run, block);
  const present = usePresent(latents, layout, current, state);
  const name = blockName(block.name);
  return (
    <section class="latent-small" aria-label={name}>
      <header class="row">
        <h3 class="latent-name">
          <button
            type="button"
            class="link"
            aria-label={name}
            title={`Draw ${name} large`}
            onClick={() => store.choose({ block: block.name })}
          >
            <Elided text={name} />
          </button>
        </h3>
        {layout && (
          <SaveMenu
            store={store}
            plot={`Latent space: ${name}`}
            figure={() => latentFigure(run, latents, block, layout, current)}
          />
        )}
      </header>
      <LatentScatter {...props} layout={layout} waiting={waiting} present={present} height={184} />
      <p class="muted caption">
        {shownWords(present.all, present.hidden)}
        {present.selectedEverywhere > 0 && `; ${formatCount(present.selected)} selected`}
      </p>
    </section>
  );
}
