import { uniqueNames } from '../columns.ts';

/** What a row of the feature list says. */
export interface Feature {
  readonly id: string;
  /** such as a gene's symbol; may repeat */
  readonly name: string;
  /** such as "Gene Expression"; "" where the list has no types */
  readonly type: string;
}

/** The features of one type: a table of the matrix. */
export interface FeatureGroup {
  readonly type: string;
  /** a name for the modality, or null where the type tells none */
  readonly modality: string | null;
  /** unique */
  readonly names: readonly string[];
  readonly warnings: readonly string[];
  /** for each feature of the matrix its place in this group, −1 where it is in another */
  readonly places: Int32Array;
}

/** Feature types of Cell Ranger and the usual names of their modalities. */
const MODALITIES = new Map([
  ['Gene Expression', 'rna'],
  ['Peaks', 'atac'],
  ['Antibody Capture', 'protein'],
  ['CRISPR Guide Capture', 'crispr'],
]);

/** Groups features by type, in the order in which the types first appear. Names are the symbols, as scanpy has it, made unique. */
export function groupFeatures(file: string, features: readonly Feature[]): FeatureGroup[] {
  const types = [...new Set(features.map(({ type }) => type))];
  return types.map((type) => {
    const places = new Int32Array(features.length).fill(-1);
    const names: string[] = [];
    let unnamed = 0;
    features.forEach((feature, f) => {
      if (feature.type !== type) return;
      places[f] = names.length;
      const name = feature.name || feature.id;
      if (name === '') unnamed++;
      names.push(name || `feature_${f + 1}`);
    });
    const warnings: string[] = [];
    if (unnamed > 0)
      warnings.push(`${file}: ${unnamed} features have no name; they are called by their place, as feature_1.`);
    const modality = MODALITIES.get(type) ?? (type === '' ? null : type.toLowerCase());
    return { type, modality, names: uniqueNames(file, names, warnings, 'feature name'), warnings, places };
  });
}
