import { useMemo } from 'preact/hooks';
import { ScatterTools } from '../../scatter/tools.tsx';
import { countCodes } from '../../state/colouring.ts';
import { comparedLatents } from '../../state/comparedLatents.ts';
import { Legend } from '../legend.tsx';
import { Panel } from '../panel.tsx';
import { useLabelColouring } from '../useColouring.ts';
import { useDrawn } from '../useDrawn.ts';
import type { ComparisonProps } from './comparisonProps.ts';
import { LatentMap } from './latentMap.tsx';
import { type PlacedMaps, usePlacedMaps } from './usePlacedMaps.ts';

/** Up to so many maps stand in one row and can be taller. */
const FEW = 3;

/** The shared block of every run, laid over that of the first one. */
export function LatentMaps(props: ComparisonProps) {
  const placed = usePlacedMaps(props.compared);
  if (placed) return <MapsPanel {...props} placed={placed} />;
  return (
    <Panel view="compared-latents" title="Shared latent space" ready={true}>
      <p class="empty">No run has positions in a shared block yet.</p>
    </Panel>
  );
}

function MapsPanel({ placed, ...props }: ComparisonProps & { placed: PlacedMaps }) {
  const { store, compared, state } = props;
  const drawn = useDrawn(placed.maps.map(({ run }) => run.folder));
  const latents = useMemo(() => comparedLatents(compared), [compared]);
  const [{ run: reference }] = placed.maps;
  const current = useLabelColouring(props, latents, reference.run);
  const { codes, swatches, name } = current.colouring;
  const counts = useMemo(() => countCodes(codes, swatches.length, null), [codes, swatches]);
  const mask = state.selections.present.samples?.mask;
  const selected = mask?.length === compared.sampleIds.length ? mask : null;
  return (
    <Panel
      view="compared-latents"
      title="Shared latent space"
      ready={drawn.all}
      controls={
        <>
          <ScatterTools tool={state.choice.tool} onTool={(tool) => store.choose({ tool })} />
          {latents.labels.length > 1 && (
            <label>
              colour{' '}
              <select value={name} onChange={(event) => store.choose({ label: event.currentTarget.value })}>
                {latents.labels.map((label) => (
                  <option key={label.name} value={label.name}>
                    {label.name}
                  </option>
                ))}
              </select>
            </label>
          )}
        </>
      }
    >
      <p class="muted caption">
        Each map is turned, mirrored and shifted, never stretched, until its samples lie nearest to those of{' '}
        {reference.letter} (orthogonal Procrustes). r = 1: the same map but for its size.
      </p>
      <div class="latent-maps">
        {placed.maps.map((map) => (
          <LatentMap
            {...props}
            key={map.run.folder}
            placed={placed}
            map={map}
            current={current}
            selected={selected}
            height={placed.maps.length > FEW ? 272 : 336}
            onDrawn={drawn.mark(map.run.folder)}
          />
        ))}
      </div>
      <Legend current={current} counts={counts} selected={selected && countCodes(codes, swatches.length, selected)} />
    </Panel>
  );
}
