import type { LatentBlock } from '../../src/run/runData.ts';
import { type Projection, UMAP_DIMENSIONS } from '../state/choice.ts';
import type { Store } from '../state/store.ts';
import { chooseProjection } from './useLayout.ts';

interface ProjectionPickerProps {
  readonly store: Store;
  readonly block: LatentBlock;
  readonly projection: Projection;
  /** what each axis can show */
  readonly axes: readonly string[];
}

const WAYS: readonly { readonly projection: Projection; readonly text: string; readonly title: string }[] = [
  {
    projection: { by: 'dimensions', x: 0, y: 1 },
    text: 'dimensions',
    title: 'Two dimensions of the block as they are',
  },
  {
    projection: { by: 'pca', x: 0, y: 1 },
    text: 'PCA',
    title: 'Principal components: the directions of the largest variance',
  },
  {
    projection: { by: 'umap' },
    text: 'UMAP',
    title: 'A map that keeps neighbours together; distances between groups mean little',
  },
];

/** How a block is laid out: two of its dimensions, principal components, or a UMAP. */
export function ProjectionPicker({ store, block, projection }: Omit<ProjectionPickerProps, 'axes'>) {
  const count = block.dimensions.length;
  if (count === 1) return null;
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">layout</legend>
      {WAYS.map(({ projection: way, text, title }) => {
        const short = way.by === 'umap' && count < UMAP_DIMENSIONS;
        return (
          <button
            type="button"
            key={text}
            aria-pressed={projection.by === way.by}
            aria-disabled={short}
            title={short ? `UMAP takes ${UMAP_DIMENSIONS} dimensions or more; this block has ${count}` : title}
            onClick={() => {
              if (!short && projection.by !== way.by) chooseProjection(store, block, way);
            }}
          >
            {text}
          </button>
        );
      })}
    </fieldset>
  );
}

/** Which dimensions or components are drawn, where there are more than two. */
export function AxisPicker({ store, block, projection, axes }: ProjectionPickerProps) {
  if (projection.by === 'umap' || axes.length <= 2) return null;
  const choose = (next: Projection) => chooseProjection(store, block, next);
  return (
    <div class="row axis-picker">
      <AxisSelect label="across" axes={axes} value={projection.x} onChange={(x) => choose({ ...projection, x })} />
      <AxisSelect label="up" axes={axes} value={projection.y} onChange={(y) => choose({ ...projection, y })} />
    </div>
  );
}

interface AxisSelectProps {
  readonly label: string;
  readonly axes: readonly string[];
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function AxisSelect({ label, axes, value, onChange }: AxisSelectProps) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {axes.map((axis, i) => (
          <option key={axis} value={i}>
            {axis}
          </option>
        ))}
      </select>
    </label>
  );
}
