import { UserError } from '../../../run/userError.ts';
import type { LabelTable } from '../../labelTable.ts';
import { listNames } from '../columns.ts';
import type { TableFile } from '../tableFile.ts';
import { type AnnData, openAnnData } from './annData.ts';
import { type Frame, openFrame } from './frame.ts';
import type { Hdf5File } from './hdf5File.ts';
import { labelColumn } from './labels.ts';
import { type Names, once, uniqueNamesOf } from './names.ts';

/** An .h5mu file: several AnnData objects, each a modality. @throws UserError where it holds no table */
export function openH5mu(hdf5: Hdf5File): TableFile {
  const { file } = hdf5;
  const held = hdf5.members('/mod').filter((name) => hdf5.kind(`/mod/${name}`) === 'group');
  const told = hdf5.attributes('/mod', 'mod-order').filter((name) => typeof name === 'string' && held.includes(name));
  const modalities = [...new Set([...told, ...held])].map(String);
  const obs = openFrame(hdf5, '/obs');
  const notes =
    hdf5.attribute('/', 'axis') === 1
      ? [
          `${file}: its modalities share features, not samples (axis 1). Samples of two modalities are the same only where their names are.`,
        ]
      : [];
  const everyone = once(() => uniqueNamesOf(file, obs?.index() ?? [], 'sample id'));
  const objects = modalities.map((modality): { modality: string; object: AnnData } => {
    const root = `/mod/${modality}`;
    const samples = once(() => {
      const { names, warnings } = samplesOf(hdf5, modality, obs, everyone);
      return { names, warnings: [...notes, ...warnings] };
    });
    return { modality, object: openAnnData(hdf5, { root, modality, samples }) };
  });
  const parts = objects.flatMap(({ object }) => object.parts);
  if (parts.length === 0) {
    const modalitiesHeld =
      modalities.length === 0 ? 'no modality' : `the modalities ${listNames(modalities)} without X`;
    throw new UserError(`${file} holds no table of numbers: it has ${modalitiesHeld}. Save the MuData object again.`);
  }
  return {
    file,
    format: 'MuData',
    parts,
    labelColumns: labelSources(objects, obs).map(({ shown }) => shown),
    readLabels: async () => readLabels(hdf5, objects, obs, everyone),
    close: () => hdf5.close(),
  };
}

/**
 * Names of a modality's samples. Those of different modalities belong together where their names are alike; where names
 * repeat, or are none of the file's own, obsmap tells: for every sample of the file, its row in the modality, from 1, or 0
 * where it lacks it.
 */
function samplesOf(hdf5: Hdf5File, modality: string, obs: Frame | null, everyone: () => Names): Names {
  const written = openFrame(hdf5, `/mod/${modality}/obs`)?.index() ?? [];
  const path = `/obsmap/${modality}`;
  const asWritten = (): Names => uniqueNamesOf(hdf5.file, written, 'sample id');
  if (!obs || hdf5.kind(path) !== 'dataset') return asWritten();
  const own = new Set(written);
  if (own.size === written.length && everyone().names.some((name) => own.has(name))) return asWritten();
  const map = hdf5.dataset(path);
  if (map.shape?.[0] !== obs.rows) throw hdf5.problem(path, `it is not of length ${obs.rows}, as /obs is`);
  const rows = new Int32Array(obs.rows * (map.shape[1] ?? 1));
  hdf5.readNumbers(map, 0, obs.rows, rows);
  // The first versions of MuData wrote truth values, which name no rows.
  if (written.length > 1 && rows.every((row) => row < 2)) return asWritten();
  const { names, warnings } = everyone();
  const mapped = [...written];
  rows.forEach((row, n) => {
    if (row > 0 && row <= mapped.length) mapped[row - 1] = names[n];
  });
  const unique = uniqueNamesOf(hdf5.file, mapped, 'sample id');
  return { names: unique.names, warnings: [...warnings, ...unique.warnings] };
}

/** Columns of the file's obs, then those of each modality's, as MODALITY:COLUMN. */
function labelSources(
  objects: readonly { readonly modality: string; readonly object: AnnData }[],
  obs: Frame | null,
): { frame: Frame; name: string; shown: string; object: AnnData | null }[] {
  const ofFile = obs ? obs.columns.map((name) => ({ frame: obs, name, shown: name, object: null })) : [];
  const taken = new Set(ofFile.map(({ shown }) => shown));
  const own = objects.flatMap(({ modality, object }) =>
    object.obs.columns.map((name) => ({ frame: object.obs, name, shown: `${modality}:${name}`, object })),
  );
  return [...ofFile, ...own.filter(({ shown }) => !taken.has(shown))];
}

function readLabels(
  { file }: Hdf5File,
  objects: readonly { readonly modality: string; readonly object: AnnData }[],
  obs: Frame | null,
  everyone: () => Names,
): LabelTable {
  const sampleIds = [...new Set([...everyone().names, ...objects.flatMap(({ object }) => object.samples().names)])];
  const columns = labelSources(objects, obs).map(({ frame, name, shown, object }) => {
    const { values } = labelColumn(frame, name);
    const names = object ? object.samples().names : everyone().names;
    const labelOf = new Map(names.map((id, n) => [id, values[n]]));
    return { name: shown, values: sampleIds.map((id) => labelOf.get(id) ?? null) };
  });
  return { file, sampleIds, columns };
}
