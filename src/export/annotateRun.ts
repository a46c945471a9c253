import { rowsAmong } from '../run/rowsAmong.ts';
import type { Latents, Loadings, R2Scores, RunData } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import type { Annotated, Columns } from './annotated.ts';
import { featureFrame } from './featureFrame.ts';
import { pickFrame, pickNumbers } from './frame.ts';
import type { ModalityValues } from './modalityValues.ts';
import { runSettings } from './runSettings.ts';
import { sampleFrame } from './sampleFrame.ts';

/** A run that was evaluated. */
export type EvaluatedRun = RunData & { readonly latents: Latents; readonly r2: R2Scores };

/** @throws UserError where the run was not evaluated yet */
export function requireEvaluated(data: RunData): EvaluatedRun {
  const { latents, r2 } = data;
  if (latents && r2) return { ...data, latents, r2 };
  throw new UserError(`${data.folder} holds no latents yet: the first evaluation writes them.`);
}

/** All samples with all latents, and the features of all modalities one after the other; no measured values. */
export function annotateRun(data: EvaluatedRun): Annotated {
  const modalities = data.run.modalities.map(({ name }) => name);
  const shared = modalities.map((name) => loadingsOf(data, name)?.shared ?? []);
  return {
    matrix: null,
    samples: sampleFrame(data.latents, data.groups),
    features: featureFrame(data.r2, modalities, data.groups),
    latents: latentsOf(data, () => true),
    loadings: named({ shared: belowEachOther(shared) }),
    settings: runSettings(data.folder, data.run),
  };
}

/**
 * The samples that have one modality, with the shared and its own latents, and its features.
 * @param values null where its table is not at hand
 */
export function annotateModality(data: EvaluatedRun, modality: string, values: ModalityValues | null): Annotated {
  const rows = values?.rows ?? rowsWith(data.latents, modality);
  const blocks = latentsOf(data, (name) => name === 'shared' || name === `private_${modality}`);
  return {
    matrix: values?.matrix ?? null,
    samples: pickFrame(sampleFrame(data.latents, data.groups), rows),
    features: featureFrame(data.r2, [modality], data.groups),
    latents: new Map([...blocks].map(([name, block]) => [name, block.map((values) => pickNumbers(values, rows))])),
    loadings: named(loadingsOf(data, modality) ?? {}),
    settings: runSettings(data.folder, data.run),
  };
}

/** Names of the features of a modality that the model knows. */
export function featuresOf({ r2 }: EvaluatedRun, modality: string): readonly string[] {
  return r2.targets.find(({ name }) => name === modality)?.features ?? [];
}

/** Rows of the samples that have a modality, told by what the model has of them; all where it has nothing of its own. */
function rowsWith({ sampleIds, blocks, errors }: Latents, modality: string): Int32Array {
  const own = blocks.find(({ name }) => name === `private_${modality}`)?.dimensions[0];
  const known = own ?? errors.find((error) => error.modality === modality)?.values;
  return Int32Array.from(sampleIds.keys()).filter((row) => !Number.isNaN(known?.[row] ?? 0));
}

function latentsOf({ latents }: EvaluatedRun, wanted: (block: string) => boolean): Map<string, Columns> {
  const blocks = latents.blocks.filter(({ name }) => wanted(name));
  return new Map(blocks.map(({ name, dimensions }) => [`X_crossmodal_${name}`, dimensions]));
}

/** What moves each feature, in the order of `featuresOf`; undefined where the run has not ended. */
function loadingsOf(data: EvaluatedRun, modality: string): Pick<Loadings, 'shared' | 'private'> | undefined {
  const found = data.loadings?.find((one) => one.modality === modality);
  if (!found) return undefined;
  const places = rowsAmong(featuresOf(data, modality), found.features);
  const ordered = (columns: Columns): Columns => columns.map((values) => pickNumbers(values, places));
  return { shared: ordered(found.shared), private: ordered(found.private) };
}

function named(loadings: { readonly [block: string]: Columns }): Map<string, Columns> {
  const blocks = Object.entries(loadings).filter(([, columns]) => columns.length > 0);
  return new Map(blocks.map(([block, columns]) => [`crossmodal_loadings_${block}`, columns]));
}

/** Columns of several modalities as columns of all their features. @param blocks [modalities][columns][features] */
function belowEachOther([first, ...others]: readonly Columns[]): Columns {
  return first.map((column, k) => {
    const parts = [column, ...others.map((columns) => columns[k])];
    const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  });
}
