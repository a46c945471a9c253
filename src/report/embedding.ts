import type { FeatureDetail, FeatureValues, RunData, Umap } from '../run/runData.ts';

/** One run as a report carries it: what the viewer draws at once, and the answers that it may ask for later. */
export interface ReportRun {
  readonly data: RunData;
  /** predicted against measured for the features worth opening */
  readonly features: readonly FeatureDetail[];
  /** of the same features, where their tables were at hand */
  readonly values: readonly FeatureValues[];
  /** of blocks that two dimensions do not show */
  readonly umaps: readonly Umap[];
}

/** As in the page: sample ids, the same for most features, are there once. */
interface EmbeddedRun extends Omit<ReportRun, 'features'> {
  readonly ids: readonly (readonly string[])[];
  readonly features: readonly (Omit<FeatureDetail, 'sampleIds'> & { readonly ids: number })[];
}

/** Typed arrays are embedded as { $: constructor, b: base64 }: JSON numbers are three times as long, and JSON has no NaN. */
const ARRAYS = { Float32Array, Int32Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** JSON that is safe inside a <script type="application/json">: no "<" is left in it, whatever the features are called. */
export function embed(runs: readonly ReportRun[]): string {
  const text = JSON.stringify(runs.map(shareIds), (_key, value: unknown) => {
    if (value instanceof Float32Array) return { $: 'Float32Array', b: toBase64(value) };
    if (value instanceof Int32Array) return { $: 'Int32Array', b: toBase64(value) };
    if (typeof value === 'number' && Number.isNaN(value)) return { $: 'NaN' };
    return value;
  });
  return text.replaceAll('<', '\\u003c');
}

/** The inverse of {@link embed}. The text is ours, made by the version of Crossmodal whose viewer reads it. */
export function extract(json: string): ReportRun[] {
  const runs: EmbeddedRun[] = JSON.parse(json, (_key, value: unknown) => {
    if (!isTagged(value)) return value;
    return value.$ === 'NaN' ? Number.NaN : new ARRAYS[value.$](fromBase64(value.b).buffer);
  });
  return runs.map(({ ids, features, ...rest }) => ({
    ...rest,
    features: features.map(({ ids: at, ...detail }) => ({ ...detail, sampleIds: ids[at] })),
  }));
}

function shareIds({ features, ...rest }: ReportRun): EmbeddedRun {
  const known = new Map<string, number>();
  const ids: (readonly string[])[] = [];
  const slim = features.map(({ sampleIds, ...detail }) => {
    const key = sampleIds.join('\n');
    const at = known.get(key) ?? ids.push(sampleIds) - 1;
    known.set(key, at);
    return { ...detail, ids: at };
  });
  return { ...rest, ids, features: slim };
}

function isTagged(value: unknown): value is { $: 'NaN' } | { $: ArrayName; b: string } {
  return typeof value === 'object' && value !== null && '$' in value;
}

function toBase64(array: Float32Array | Int32Array): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let text = '';
  // In slices: a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
