import { rowsAmong } from '../run/rowsAmong.ts';
import { writeFrame, writeIntegers, writeMapping, writeMask } from './anndataElements.ts';
import { type Annotated, writeAligned, writeAnnotated, writeSettings } from './annotated.ts';
import type { Hdf5Writer } from './hdf5Writer.ts';

/** Stands before the HDF5 data: Python's mudata looks for its first word. */
export const H5MU_START = 'MuData (format-version=0.1.0;creator=crossmodal)';

/**
 * Writes .h5mu (documentation of mudata, "Storing multimodal data on disk"): what is known of all samples and features, and
 * each modality with what is known of its own.
 * @param whole its features are those of the modalities, one after the other
 * @param modalityOf makes one modality; it is asked for the next when the last is written
 */
export async function writeMuData(
  to: Hdf5Writer,
  whole: Annotated,
  modalities: readonly string[],
  modalityOf: (name: string) => Promise<Annotated>,
): Promise<void> {
  to.group('', { 'encoding-type': 'MuData', 'encoding-version': '0.1.0', axis: 0 });
  to.group('mod', { 'mod-order': modalities });
  writeFrame(to, 'obs', whole.samples);
  writeFrame(to, 'var', whole.features);
  writeAligned(to, 'obsm', whole.latents);
  writeAligned(to, 'varm', whole.loadings);
  for (const name of ['obsp', 'varp', 'obsmap', 'varmap']) writeMapping(to, name);
  let from = 0;
  for (const name of modalities) {
    const modality = await modalityOf(name);
    // A feature has one name in the whole file: Python's mudata finds the rows of var again by it.
    const names = whole.features.names.slice(from, from + modality.features.names.length);
    writeAnnotated(to, `mod/${name}`, { ...modality, features: { ...modality.features, names } });
    writePlaces(to, 'obs', name, rowsAmong(whole.samples.names, modality.samples.names));
    writePlaces(to, 'var', name, rowsAmong(whole.features.names, names));
    from += names.length;
  }
  writeSettings(to, 'uns', whole.settings);
}

/** Which rows a modality has, and where: counted from 1, 0 = not there. @param rows −1 = not there */
function writePlaces(to: Hdf5Writer, axis: 'obs' | 'var', modality: string, rows: Int32Array): void {
  writeMask(
    to,
    `${axis}m/${modality}`,
    Uint8Array.from(rows, (row) => (row < 0 ? 0 : 1)),
  );
  writeIntegers(
    to,
    `${axis}map/${modality}`,
    Uint32Array.from(rows, (row) => row + 1),
  );
}
