import { readFile, writeFile } from 'node:fs/promises';
import type { Dataset, FileOptions, Group, File as Hdf5File } from 'h5wasm/node';
import { hdf5Library } from '../data/readers/hdf5/library.ts';
import { UserError } from '../run/userError.ts';
import { BOOLEAN_TYPE, booleanCells, declareBooleans } from './hdf5Booleans.ts';

export type Attributes = Readonly<Record<string, string | boolean | number | readonly string[] | BigInt64Array>>;

/** Numbers of a dataset. */
export type Numbers = Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint32Array | BigInt64Array;

/** The earliest format of HDF5 that holds what is written: every reader knows it. */
const FORMAT: FileOptions = { libver: ['earliest', 'v110'] };
/** Of a chunk, which is packed as a whole. */
const CHUNK_CELLS = 1 << 18;
/** What is handed to HDF5 at once. */
const SLAB_CELLS = 1 << 22;
const GZIP_LEVEL = 4;

/** Writes one HDF5 file. Paths are from the root: "obs/label/codes"; a group comes before what it holds. */
export class Hdf5Writer {
  readonly #root: Hdf5File;

  private constructor(root: Hdf5File) {
    this.#root = root;
  }

  /**
   * @param file is replaced
   * @param userBlock a line of text before the HDF5 data, or "" for none
   * @throws UserError where the disk is full, or the file may not be written
   */
  static async write(file: string, userBlock: string, fill: (to: Hdf5Writer) => Promise<void>): Promise<void> {
    const library = await hdf5Library();
    // Without it, a write that fails is told nowhere.
    library.activate_throwing_error_handler();
    try {
      const root = await createFile(file, userBlock);
      try {
        await fill(new Hdf5Writer(root));
      } finally {
        root.close();
      }
      await declareBooleans(file);
    } catch (error) {
      throw writeProblem(error);
    } finally {
      library.deactivate_throwing_error_handler();
    }
  }

  /** @param path "" is the root, which is there already */
  group(path: string, attributes: Attributes): void {
    const group = path === '' ? this.#root : this.#root.create_group(path);
    setAttributes(group, attributes);
  }

  /** @param shape [] is one number */
  array(path: string, data: Numbers, shape: readonly number[], attributes: Attributes): void {
    setAttributes(this.#root.create_dataset({ name: path, data, shape: [...shape] }), attributes);
  }

  /** Numbers in chunks, packed with gzip. @param shape one dimension or two */
  packedArray(path: string, data: Numbers, shape: readonly number[], attributes: Attributes): void {
    const [rows, ...rest] = shape;
    const [width = 1] = rest;
    const chunkRows = Math.max(1, Math.min(rows, Math.floor(CHUNK_CELLS / width)));
    const slabRows = chunkRows * Math.max(1, Math.floor(SLAB_CELLS / (chunkRows * width)));
    const dataset = this.#root.create_dataset({
      name: path,
      data: data.subarray(0, 0),
      shape: [0, ...rest],
      maxshape: [null, ...rest],
      chunks: [chunkRows, ...rest],
      compression: 'gzip',
      compression_opts: GZIP_LEVEL,
    });
    setAttributes(dataset, attributes);
    dataset.resize([...shape]);
    for (let row = 0; row < rows; row += slabRows) {
      const to = Math.min(rows, row + slabRows);
      dataset.write_slice([[row, to], ...rest.map((): [] => [])], data.subarray(row * width, to * width));
    }
  }

  /** @param values one string, or a list */
  strings(path: string, values: string | readonly string[], attributes: Attributes): void {
    const data = typeof values === 'string' ? values : [...values];
    setAttributes(this.#root.create_dataset({ name: path, data, dtype: 'S' }), attributes);
  }

  /** @param values 1 and 0 */
  booleans(path: string, values: Uint8Array, shape: readonly number[], attributes: Attributes): void {
    const data = booleanCells(Int8Array.from(values));
    const dataset = this.#root.create_dataset({ name: path, data, shape: [...shape], dtype: BOOLEAN_TYPE });
    setAttributes(dataset, attributes);
  }
}

async function createFile(file: string, userBlock: string): Promise<Hdf5File> {
  const { File } = await import('h5wasm/node');
  const empty = new File(file, 'w', FORMAT);
  if (userBlock === '') return empty;
  empty.close();
  // HDF5 looks for its data at the start of a file, then at byte 512, and counts its addresses from there.
  const block = Buffer.alloc(512);
  block.write(userBlock);
  await writeFile(file, Buffer.concat([block, await readFile(file)]));
  return new File(file, 'a', FORMAT);
}

/** What the disk says, out of HDF5's trace of an error; other errors as they are. */
function writeProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const reason = /error message = '([^']+)'/.exec(error.message)?.[1];
  return reason === undefined ? error : new UserError(`The file cannot be written: ${reason}. Choose another place.`);
}

function setAttributes(of: Group | Dataset, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'boolean') {
      of.create_attribute(name, booleanCells(Int8Array.of(value ? 1 : 0)), [], BOOLEAN_TYPE);
    } else if (value instanceof BigInt64Array || typeof value === 'number') of.create_attribute(name, value);
    else if (value.length === 0) of.create_attribute(name, new Float64Array(), [0]);
    else of.create_attribute(name, typeof value === 'string' ? value : [...value], null, 'S');
  }
}
