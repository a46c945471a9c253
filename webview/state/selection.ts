/** Samples and features that stand out in every view at once. Null = nothing selected: all look alike. */
export interface Selection {
  readonly samples: SampleSelection | null;
  readonly features: FeatureSelection | null;
}

export interface SampleSelection {
  /** [samples of the run's latents] 1 = selected */
  readonly mask: Uint8Array;
  readonly count: number;
  /** where it came from, in words: "lasso in shared", "C1A" */
  readonly origin: string;
}

export interface FeatureSelection {
  readonly modality: string;
  readonly names: ReadonlySet<string>;
  readonly origin: string;
}

export const NOTHING: Selection = { samples: null, features: null };

/** How a new selection meets the old one: plain, with Shift, with Alt. */
export type SelectMode = 'replace' | 'add' | 'subtract';

/** The way of a click or drag by its keys. */
export function selectMode(event: { readonly shiftKey: boolean; readonly altKey: boolean }): SelectMode {
  if (event.altKey) return 'subtract';
  return event.shiftKey ? 'add' : 'replace';
}

/** @param mask [samples] 1 = meant by this step. @returns null where no sample is left */
export function selectSamples(
  old: SampleSelection | null,
  mask: Uint8Array,
  origin: string,
  mode: SelectMode,
): SampleSelection | null {
  const before = old?.mask.length === mask.length ? old.mask : null;
  const next = new Uint8Array(mask.length);
  let count = 0;
  for (let i = 0; i < mask.length; i++) {
    const [was, is] = [before?.[i] === 1, mask[i] === 1];
    const on = mode === 'replace' ? is : mode === 'add' ? was || is : was && !is;
    if (on) {
      next[i] = 1;
      count++;
    }
  }
  if (count === 0) return null;
  return {
    mask: next,
    count,
    origin: mode === 'replace' || !old ? origin : joinOrigins(old.origin, origin, mode),
  };
}

/** Features of another modality replace the old ones in any mode. @returns null where no feature is left */
export function selectFeatures(
  old: FeatureSelection | null,
  modality: string,
  names: Iterable<string>,
  origin: string,
  mode: SelectMode,
): FeatureSelection | null {
  const before = old?.modality === modality ? old : null;
  const meant = new Set(names);
  const next =
    mode === 'replace'
      ? meant
      : mode === 'add'
        ? new Set([...(before?.names ?? []), ...meant])
        : new Set([...(before?.names ?? [])].filter((name) => !meant.has(name)));
  if (next.size === 0) return null;
  return {
    modality,
    names: next,
    origin: mode === 'replace' || !before ? origin : joinOrigins(before.origin, origin, mode),
  };
}

/** Steps of the same kind, one after another, are told once. */
function joinOrigins(before: string, origin: string, mode: 'add' | 'subtract'): string {
  const word = mode === 'add' ? 'and' : 'without';
  return before === origin || before.endsWith(` ${word} ${origin}`) ? before : `${before} ${word} ${origin}`;
}

/** [samples] 1 = selected; null where nothing is, or where the selection is of another number of samples. */
export function samplesSelected({ samples }: Selection, count: number): Uint8Array | null {
  return samples?.mask.length === count ? samples.mask : null;
}

/** The rows that a mask selects. */
export function selectedRows({ mask, count }: SampleSelection): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(count);
  let k = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) rows[k++] = i;
  return rows;
}

/** A selection by sample id, after the samples changed their places. Those that are gone drop out. */
export function moveSelection(selection: Selection, before: readonly string[], now: readonly string[]): Selection {
  const { samples } = selection;
  if (!samples) return selection;
  const selected = new Set(before.filter((_, i) => samples.mask[i] === 1));
  const mask = Uint8Array.from(now, (id) => Number(selected.has(id)));
  return { ...selection, samples: selectSamples(null, mask, samples.origin, 'replace') };
}

/** A short key of samples in their order, by FNV-1a: other samples, or another order, have another one. */
export function samplesKey(ids: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const id of ids) {
    // One code more than the letters, so that "ab", "c" is not "a", "bc".
    for (let i = 0; i <= id.length; i++) hash = Math.imul(hash ^ (i < id.length ? id.charCodeAt(i) : 0), 0x01000193);
  }
  return `${ids.length} ${hash >>> 0}`;
}

/** As kept across a reload of the page: plain JSON, an eighth of the mask. */
export interface SavedSelection {
  readonly samples: {
    readonly bits: string;
    readonly length: number;
    readonly origin: string;
    /** key of the samples that the bits run along */
    readonly of: string;
  } | null;
  readonly features: { readonly modality: string; readonly names: readonly string[]; readonly origin: string } | null;
}

/** @param of the key of the samples that the mask runs along */
export function packSelection({ samples, features }: Selection, of: string): SavedSelection {
  return {
    samples: samples && { bits: packBits(samples.mask), length: samples.mask.length, origin: samples.origin, of },
    features: features && { ...features, names: [...features.names] },
  };
}

export function unpackSelection({ samples, features }: SavedSelection): Selection {
  return {
    samples: samples && selectSamples(null, unpackBits(samples.bits, samples.length), samples.origin, 'replace'),
    features: features && selectFeatures(null, features.modality, features.names, features.origin, 'replace'),
  };
}

function packBits(mask: Uint8Array): string {
  const bytes = new Uint8Array(Math.ceil(mask.length / 8));
  mask.forEach((on, i) => {
    if (on) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  });
  let text = '';
  // In slices: a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}

function unpackBits(bits: string, length: number): Uint8Array {
  const bytes = Uint8Array.from(atob(bits), (character) => character.charCodeAt(0));
  return Uint8Array.from({ length }, (_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1);
}
