import type { TablePart } from '../tableFile.ts';
import { labelText, readColumn } from './column.ts';
import { featureTypeParts } from './featureTypes.ts';
import { fieldElements } from './fieldElements.ts';
import { type Frame, openFrame } from './frame.ts';
import type { Hdf5File } from './hdf5File.ts';
import { type MatrixElement, openMatrix } from './matrixElement.ts';
import { type Names, once, uniqueNamesOf } from './names.ts';
import { tablePart } from './tablePart.ts';

/** An AnnData object: its samples, and every table of them. */
export interface AnnData {
  readonly obs: Frame;
  readonly samples: () => Names;
  /** none where there is neither X nor any other table */
  readonly parts: readonly TablePart[];
}

/** Of a file that may hold several AnnData objects, which one. */
export interface Place {
  /** "" = the file is one object */
  readonly root: string;
  /** what the object's tables are called after, or null where the file is one object */
  readonly modality: string | null;
  /** names of the samples, where they are not those of obs */
  readonly samples?: () => Names;
}

/**
 * The tables of an AnnData object: X, layers, obsm and raw. Without a name X is meant, or the only layer where X is missing;
 * where the features of X are of several types (10x Multiome, CITE-seq), each type by itself.
 * @throws UserError where obs or var are missing, or do not fit the tables
 */
export function openAnnData(hdf5: Hdf5File, { root, modality, samples: given }: Place): AnnData {
  const obs = requireFrame(hdf5, `${root}/obs`);
  const samples = given ?? once(() => uniqueNamesOf(hdf5.file, obs.index(), 'sample id'));
  const nameOf = (name: string): string => {
    if (modality === null) return name;
    return name === 'X' ? modality : `${modality}/${name}`;
  };
  const fitting = (path: string, element: MatrixElement | null): MatrixElement | null => {
    if (!element || element.rows === 0 || element.columns === 0) return null;
    requireLength(hdf5, path, 'rows', element.rows, obs);
    return element;
  };
  const open = (path: string): MatrixElement | null => fitting(path, openMatrix(hdf5, path));
  const ofVar = (path: string, element: MatrixElement, varPath: string): (() => Names) => {
    const frame = requireFrame(hdf5, varPath);
    requireLength(hdf5, path, 'columns', element.columns, frame);
    return once(() => uniqueNamesOf(hdf5.file, frame.index(), 'feature name'));
  };
  const matrices = (path: string, name: string, varPath: string, chosen: boolean): TablePart[] => {
    const element = open(path);
    if (!element) return [];
    const features = ofVar(path, element, varPath);
    return [tablePart({ name: nameOf(name), modality, chosen, element, samples, features })];
  };

  const layers = membersOf(hdf5, `${root}/layers`).flatMap((layer) =>
    matrices(`${root}/layers/${layer}`, `layers/${layer}`, `${root}/var`, false),
  );
  const x = open(`${root}/X`);
  const main =
    x &&
    tablePart({
      name: nameOf('X'),
      modality,
      chosen: true,
      element: x,
      samples,
      features: ofVar(`${root}/X`, x, `${root}/var`),
    });
  const types = x && modality === null ? typesOf(hdf5, x, samples) : [];
  const only = main === null && layers.length === 1;
  const fields = hdf5.kind(`${root}/obsm`) === 'dataset' ? fieldElements(hdf5, `${root}/obsm`) : null;
  const obsm = [...(fields?.keys() ?? membersOf(hdf5, `${root}/obsm`))].flatMap((key) => {
    const path = `${root}/obsm/${key}`;
    const element = fields ? fitting(path, fields.get(key) ?? null) : open(path);
    if (!element) return [];
    const features = once(() => uniqueNamesOf(hdf5.file, obsmNames(hdf5, root, key, element), 'feature name'));
    return [
      tablePart({
        name: nameOf(`obsm/${key}`),
        modality: key,
        chosen: false,
        element,
        samples,
        features,
      }),
    ];
  });
  // Before anndata 0.7 raw lay at the root, with a dot in its name.
  const raw = ['raw/', 'raw.'].flatMap((prefix) =>
    matrices(`${root}/${prefix}X`, 'raw/X', `${root}/${prefix}var`, false),
  );
  return {
    obs,
    samples,
    parts: [
      ...(main ? [{ ...main, chosen: types.length === 0 }] : []),
      ...types,
      ...layers.map((layer) => ({ ...layer, chosen: only })),
      ...raw,
      ...obsm,
    ],
  };
}

/** The column of var in which Cell Ranger and scanpy say what a feature is. */
const FEATURE_TYPES = 'feature_types';

/** The features of X by type; none where they are all of one. */
function typesOf(hdf5: Hdf5File, x: MatrixElement, samples: () => Names): TablePart[] {
  const frame = requireFrame(hdf5, '/var');
  if (!frame.columns.includes(FEATURE_TYPES)) return [];
  const ids = frame.index();
  const features = frame.column(FEATURE_TYPES).map((value, k) => {
    return { id: ids[k], name: ids[k], type: labelText(value) ?? '' };
  });
  const parts = featureTypeParts(hdf5.file, x, samples, features);
  return parts.length > 1 ? parts.filter(({ name }) => name !== '') : [];
}

function membersOf(hdf5: Hdf5File, group: string): readonly string[] {
  return hdf5.kind(group) === 'group' ? hdf5.members(group) : [];
}

function requireFrame(hdf5: Hdf5File, path: string): Frame {
  const frame = openFrame(hdf5, path);
  if (!frame) throw hdf5.problem(path, 'the data frame with the names is missing');
  return frame;
}

function requireLength(hdf5: Hdf5File, path: string, what: 'rows' | 'columns', found: number, frame: Frame): void {
  if (found === frame.rows) return;
  throw hdf5.problem(path, `it has ${found} ${what}, and ${frame.path} has names for ${frame.rows}`);
}

/**
 * Names of the columns of an obsm table: a data frame has them; arrays may have them in uns, as scvi-tools keeps the proteins
 * of "protein_expression" in "protein_names"; else they are numbered.
 */
function obsmNames(hdf5: Hdf5File, root: string, key: string, { columns, names }: MatrixElement): readonly string[] {
  if (names) return names;
  for (const stem of [key, key.replace(/_[^_]+$/, '')]) {
    const path = `${root}/uns/${stem}_names`;
    if (hdf5.kind(path) !== 'dataset') continue;
    const listed = readColumn(hdf5, path).filter((name) => typeof name === 'string');
    if (listed.length === columns) return listed;
  }
  return Array.from({ length: columns }, (_, k) => `${key}_${k + 1}`);
}
