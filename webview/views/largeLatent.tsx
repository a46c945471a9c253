import { blockName } from '../../src/report/words.ts';
import { latentFigure } from './latentFigure.ts';
import { type LatentPlotProps, LatentScatter } from './latentScatter.tsx';
import { Legend } from './legend.tsx';
import { AxisPicker, ProjectionPicker } from './projectionPicker.tsx';
import { SaveMenu } from './saveMenu.tsx';
import { useLayout } from './useLayout.ts';
import { presentWords, usePresent } from './usePresent.ts';

/** One block, large: with the ways to lay it out, the legend of all blocks, and what it does not show. */
export function LargeLatent(props: LatentPlotProps) {
  const { store, state, latents, run, block, current } = props;
  const { projection, axes, layout, waiting } = useLayout(store, state, latents, run, block);
  const present = usePresent(latents, layout, current, state);
  const name = blockName(block.name);
  return (
    <section class="latent-large" aria-label={name}>
      <header class="row">
        <h3 class="latent-name">{name}</h3>
        <ProjectionPicker store={store} block={block} projection={projection} />
        {layout && (
          <SaveMenu
            store={store}
            plot={`Latent space: ${name}`}
            figure={() => latentFigure(run, latents, block, layout, current)}
          />
        )}
      </header>
      <AxisPicker store={store} block={block} projection={projection} axes={axes} />
      <LatentScatter {...props} layout={layout} waiting={waiting} present={present} height={336} />
      <Legend current={current} counts={present.byCode} selected={present.selectedByCode} />
      <p class="muted caption">
        {presentWords(present, latents.sampleIds.length, block.name)}
        {layout !== null && layout.note !== '' && `; ${layout.note}`}
      </p>
    </section>
  );
}
