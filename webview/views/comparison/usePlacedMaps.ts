import { useMemo, useRef } from 'preact/hooks';
import type { Latents } from '../../../src/run/runData.ts';
import { fitBox } from '../../scatter/viewBox.ts';
import type { Box } from '../../state/choice.ts';
import type { Compared, NamedRun } from '../../state/compared.ts';
import { principalPlane } from '../../state/principalPlane.ts';
import { type Alignment, align } from '../../state/procrustes.ts';

/** The shared block of a run as it is drawn beside those of the others. */
export interface PlacedMap {
  readonly run: NamedRun;
  readonly sampleIds: readonly string[];
  /** [samples of the run] row among all compared samples */
  readonly rows: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** null for the first map, which stays as it is, and where nothing could be aligned */
  readonly alignment: Alignment | null;
}

export interface PlacedMaps {
  readonly maps: readonly PlacedMap[];
  /** holds the samples of all maps */
  readonly box: Box;
  readonly titles: { readonly x: string; readonly y: string | null };
}

/** The maps of all runs that have one, laid over the first. An update of one run aligns that one anew, not the others. */
export function usePlacedMaps(compared: Compared): PlacedMaps | null {
  const known = useRef(new WeakMap<Latents, { readonly reference: Latents; readonly alignment: Alignment | null }>());
  return useMemo(() => {
    const mapped = compared.runs.flatMap((run) => {
      const { latents } = run;
      const [block] = latents?.blocks ?? [];
      return latents && block ? [{ run, latents, dimensions: block.dimensions }] : [];
    });
    const [reference] = mapped;
    if (!reference) return null;
    const rowOf = rowsOf(compared.sampleIds);
    const rowOfReference = rowsOf(reference.latents.sampleIds);
    const plane = principalPlane(reference.dimensions);
    const flat = reference.dimensions.length === 1;
    const maps = mapped.map(({ run, latents, dimensions }): PlacedMap => {
      const before = known.current.get(latents);
      const alignment =
        latents === reference.latents
          ? null
          : before?.reference === reference.latents
            ? before.alignment
            : align(reference.dimensions, dimensions, lookUp(rowOfReference, latents.sampleIds));
      known.current.set(latents, { reference: reference.latents, alignment });
      const rows = lookUp(rowOf, latents.sampleIds);
      const { x, y } = plane(alignment?.moved ?? dimensions);
      return { run, sampleIds: latents.sampleIds, rows, x, y: flat ? spread(x, rows) : y, alignment };
    });
    return {
      maps,
      box: maps.map(({ x, y }) => fitBox(x, y, false)).reduce(around),
      titles: titlesOf(reference.run, reference.dimensions.length),
    };
  }, [compared]);
}

function titlesOf({ letter }: NamedRun, dimensions: number): PlacedMaps['titles'] {
  if (dimensions > 2) return { x: `main axis of ${letter}`, y: `second axis of ${letter}` };
  return { x: `shared 1 of ${letter}`, y: dimensions === 1 ? null : `shared 2 of ${letter}` };
}

/** The smallest box that holds both. */
function around(a: Box, b: Box): Box {
  const span = (axis: 'x' | 'y') => [Math.min(a[axis][0], b[axis][0]), Math.max(a[axis][1], b[axis][1])] as const;
  return { x: span('x'), y: span('y') };
}

function rowsOf(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, row) => [id, row]));
}

/** −1 where an id is not known. */
function lookUp(rowOf: ReadonlyMap<string, number>, ids: readonly string[]): Int32Array {
  return Int32Array.from(ids, (id) => rowOf.get(id) ?? -1);
}

/** Heights that separate the points of one dimension: the same for a sample in every map. */
function spread(x: Float32Array, rows: Int32Array): Float32Array {
  return x.map((value, i) => (Number.isNaN(value) ? value : ((rows[i] * 0.618034) % 1) - 0.5));
}
