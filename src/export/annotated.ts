import type { Matrix } from '../data/matrix.ts';
import { elementName, writeColumns, writeFrame, writeMapping, writeMatrix, writeSetting } from './anndataElements.ts';
import type { Frame } from './frame.ts';
import type { Hdf5Writer } from './hdf5Writer.ts';
import type { Setting } from './runSettings.ts';

/** Columns side by side, such as a block of latents: [columns][rows]. */
export type Columns = readonly Float32Array[];

/** Samples and features with what is known of them: what Python's anndata calls AnnData. */
export interface Annotated {
  /** [samples, features]; null = not there */
  readonly matrix: Matrix | null;
  readonly samples: Frame;
  readonly features: Frame;
  /** by name, of the samples */
  readonly latents: ReadonlyMap<string, Columns>;
  /** by name, of the features */
  readonly loadings: ReadonlyMap<string, Columns>;
  readonly settings: Setting;
}

/** @param path of the group, "" for the root of an .h5ad file */
export function writeAnnotated(to: Hdf5Writer, path: string, annotated: Annotated): void {
  const at = (name: string): string => (path === '' ? name : `${path}/${name}`);
  to.group(path, { 'encoding-type': 'anndata', 'encoding-version': '0.1.0' });
  if (annotated.matrix) writeMatrix(to, at('X'), annotated.matrix);
  writeFrame(to, at('obs'), annotated.samples);
  writeFrame(to, at('var'), annotated.features);
  writeAligned(to, at('obsm'), annotated.latents);
  writeAligned(to, at('varm'), annotated.loadings);
  for (const name of ['obsp', 'varp', 'layers']) writeMapping(to, at(name));
  writeSettings(to, at('uns'), annotated.settings);
}

/** Blocks of columns by name. */
export function writeAligned(to: Hdf5Writer, path: string, blocks: ReadonlyMap<string, Columns>): void {
  writeMapping(to, path);
  for (const [name, columns] of blocks) writeColumns(to, `${path}/${elementName(name)}`, columns);
}

export function writeSettings(to: Hdf5Writer, path: string, settings: Setting): void {
  writeMapping(to, path);
  writeSetting(to, `${path}/crossmodal`, settings);
}
