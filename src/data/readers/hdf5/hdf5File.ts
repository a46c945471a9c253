import { resolve } from 'node:path';
import { UserError } from '../../../run/userError.ts';
import { requireMemory } from '../../requireMemory.ts';
import { copyNumbers, isNumeric, type Numbers, type Value } from './decode.ts';
import { type ElementType, elementType, type Field } from './elementType.ts';
import { requireFilters } from './filters.ts';
import { hdf5Library } from './library.ts';
import { LibraryCalls } from './libraryCalls.ts';
import { type Tile, tiles } from './tiles.ts';
import { withinTime } from './withinTime.ts';

/** A dataset's form; its values are not loaded. */
export interface Hdf5Dataset {
  /** from the root, such as "/X/indices" */
  readonly path: string;
  /** [] = one value; null = nothing at all */
  readonly shape: readonly number[] | null;
  readonly type: ElementType;
  /** what is compressed together, or null where nothing is */
  readonly chunks: readonly number[] | null;
  /** false where it is put together from other files */
  readonly whole: boolean;
}

/** What the library's memory may take of a dataset at once, unless a chunk is larger. */
const SLAB_BYTES = 1 << 22;
/** Texts lie outside the slab, each on its own. */
const SLAB_TEXTS = 1 << 16;
/** More names or labels are no table that can be held. */
const MOST_VALUES = 5_000_000;
/** What a short text takes in a list. */
const VALUE_BYTES = 32;

/** What lies at a path; "elsewhere" = a link to what the file does not hold; null = nothing. */
type Kind = 'group' | 'dataset' | 'elsewhere' | null;

/**
 * An HDF5 file, opened for reading. Whatever the library refuses becomes a UserError that names the file and the place within it.
 * Paths begin at the root: "/", "/obs/_index".
 */
export class Hdf5File {
  /** as the user named it */
  readonly file: string;
  readonly #calls: LibraryCalls;
  readonly #id: bigint;
  // Every call of the library is watched by a clock, which costs more than most of what is asked of it.
  readonly #kinds = new Map<string, Kind>();
  readonly #members = new Map<string, readonly string[]>();
  readonly #datasets = new Map<string, Hdf5Dataset>();
  readonly #attributeNames = new Map<string, readonly string[]>();
  #open = true;

  private constructor(calls: LibraryCalls, id: bigint) {
    this.file = calls.file;
    this.#calls = calls;
    this.#id = id;
  }

  /** @throws UserError for a file that is cut off or damaged */
  static async open(file: string): Promise<Hdf5File> {
    const library = await hdf5Library();
    let id = -1n;
    try {
      id = withinTime(() => library.open(resolve(file), library.H5F_ACC_RDONLY, false, -1, -1));
    } catch {
      // As a file that does not open: told of below.
    }
    if (id < 0n) {
      throw new UserError(
        `${file} is damaged, cut off, or still being written: HDF5 cannot open it. Copy, download or save it again.`,
      );
    }
    return new Hdf5File(new LibraryCalls(file, library), id);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#calls.library.close_file(this.#id);
  }

  /** Asks for much that is small at once, which is quicker than one by one. */
  together<T>(ask: () => T): T {
    return this.#calls.together(ask);
  }

  /** What lies at a path; "elsewhere" = a link to what this file does not hold; null = nothing. */
  kind(path: string): Kind {
    return remembered(this.#kinds, path, () => this.#kind(path));
  }

  #kind(path: string): Kind {
    if (path === '/') return 'group';
    const end = path.lastIndexOf('/');
    const parent = path.slice(0, end) || '/';
    if (this.kind(parent) !== 'group' || !this.members(parent).includes(path.slice(end + 1))) return null;
    switch (this.#calls.call(path, (library) => library.get_type(this.#id, path))) {
      case this.#calls.library.H5G_GROUP:
        return 'group';
      case this.#calls.library.H5G_DATASET:
        return 'dataset';
      default:
        return 'elsewhere';
    }
  }

  /** Names of what a group holds, in the order in which they were written where the file keeps it, else in that of the alphabet. */
  members(group: string): readonly string[] {
    return remembered(this.#members, group, () =>
      this.#calls.call(group, (library) => library.get_names(this.#id, group, false)),
    );
  }

  /** The value of an attribute, its first where it holds several; null where it is missing. */
  attribute(path: string, name: string): Value {
    return this.attributes(path, name)[0] ?? null;
  }

  /** All values of an attribute; [] where it is missing. */
  attributes(path: string, name: string): Value[] {
    const place = `${path}, attribute "${name}"`;
    const names = remembered(this.#attributeNames, path, () =>
      this.#calls.call(path, (library) => library.get_attribute_names(this.#id, path)),
    );
    if (!names.includes(name)) return [];
    const described = this.#calls.call(place, (library) => library.get_attribute_metadata(this.#id, path, name));
    if (!described.shape) return [];
    const type = elementType(described);
    const count = described.total_size;
    return this.#calls.withMemory(place, count * type.size, (pointer) => {
      const status = this.#calls.call(place, (library) =>
        library.get_attribute_data(this.#id, path, name, BigInt(pointer)),
      );
      if (status < 0) throw this.#calls.damaged(place);
      const values = this.#calls.values(pointer, count, type);
      if (holdsAddresses(type)) {
        this.#calls.call(place, (library) => library.reclaim_vlen_memory(this.#id, path, name, BigInt(pointer)));
      }
      return values;
    });
  }

  /** @throws UserError where there is no dataset */
  dataset(path: string): Hdf5Dataset {
    if (this.kind(path) !== 'dataset') throw this.problem(path, 'the file holds no array there');
    return remembered(this.#datasets, path, () => this.#dataset(path));
  }

  #dataset(path: string): Hdf5Dataset {
    const described = this.#calls.call(path, (library) => library.get_dataset_metadata(this.#id, path));
    return {
      path,
      shape: described.shape,
      type: elementType(described),
      chunks: described.chunks,
      whole: described.virtual_sources === undefined,
    };
  }

  /**
   * Rows `from` to `to` (not included) of an array with one or two axes, as numbers; booleans are 0 and 1.
   * @param into [rows · columns] from index `at` on
   */
  readNumbers(dataset: Hdf5Dataset, from: number, to: number, into: Numbers, at = 0): void {
    const { shape, type } = dataset;
    if (!shape || shape.length < 1 || shape.length > 2) throw this.problem(dataset.path, 'it has no rows and columns');
    if (!isNumeric(type)) throw this.problem(dataset.path, 'it holds something else than numbers');
    this.#requireReadable(dataset);
    const width = shape.length === 2 ? shape[1] : 1;
    for (const tile of tiles(dataset, from, to, SLAB_BYTES)) {
      this.#readTile(dataset, tile, (pointer, count) => {
        const rowBytes = tile.columns * type.size;
        const bytes = this.#calls.library.HEAPU8.subarray(pointer, pointer + count * type.size);
        if (tile.columns === width) copyNumbers(bytes, type, into, at + (tile.row - from) * width);
        else {
          for (let row = 0; row < tile.rows; row++) {
            const place = at + (tile.row - from + row) * width + tile.column;
            copyNumbers(bytes.subarray(row * rowBytes, (row + 1) * rowBytes), type, into, place);
          }
        }
      });
    }
  }

  /**
   * One field of the elements `from` to `to` (not included), each of which holds `columns` numbers of it.
   * @param into [elements · columns] from index 0 on
   */
  readFieldNumbers(dataset: Hdf5Dataset, { offset, type }: Field, from: number, to: number, into: Numbers): void {
    this.#requireReadable(dataset);
    const [columns, number] = type.kind === 'array' ? [type.length, type.of] : [1, type];
    for (const tile of tiles(dataset, from, to, SLAB_BYTES)) {
      this.#readTile(dataset, tile, (pointer, count) => {
        for (let n = 0; n < count; n++) {
          const start = pointer + n * dataset.type.size + offset;
          // A copy begins at an address at which numbers may lie.
          copyNumbers(
            this.#calls.library.HEAPU8.slice(start, start + type.size),
            number,
            into,
            (tile.row - from + n) * columns,
          );
        }
      });
    }
  }

  /**
   * Elements `from` to `to` (not included) of an array with one axis.
   * @param field of elements that have several
   */
  readValues(dataset: Hdf5Dataset, from: number, to: number, field?: string): Value[] {
    const { shape, type } = dataset;
    if (!shape || shape.length > 1) throw this.problem(dataset.path, 'it is not one list of values');
    const found = type.kind === 'compound' ? type.fields.find(({ name }) => name === field) : undefined;
    if (field !== undefined && !found) throw this.problem(dataset.path, `it has no field "${field}"`);
    this.#requireReadable(dataset);
    if (to - from > MOST_VALUES)
      throw this.problem(dataset.path, `a list of ${(to - from).toLocaleString('en')} is too long`);
    requireMemory(this.file, (to - from) * VALUE_BYTES);
    const values: Value[] = [];
    for (const tile of tiles(dataset, from, to, holdsAddresses(type) ? SLAB_TEXTS * type.size : SLAB_BYTES)) {
      this.#readTile(dataset, tile, (pointer, count) => {
        for (const value of this.#calls.values(pointer, count, found?.type ?? type, type.size, found?.offset)) {
          values.push(value);
        }
      });
    }
    return values;
  }

  /** An error that names the file and the place within it. */
  problem(place: string, what: string): UserError {
    return this.#calls.problem(place, what);
  }

  #requireReadable({ path, whole, chunks, type }: Hdf5Dataset): void {
    this.#calls.requireSmall(path, type.size * (chunks?.reduce((product, length) => product * length) ?? 1));
    requireFilters(
      `${this.file}, ${path}`,
      this.#calls.call(path, (library) => library.get_dataset_filters(this.#id, path)),
    );
    if (!whole) throw this.problem(path, 'it is put together from other files');
  }

  #readTile({ path, shape, type }: Hdf5Dataset, tile: Tile, use: (pointer: number, count: number) => void): void {
    const axes = shape?.length ?? 0;
    const select = (...numbers: number[]): bigint[] | null => (axes === 0 ? null : numbers.slice(0, axes).map(BigInt));
    const offset = select(tile.row, tile.column);
    const lengths = select(tile.rows, tile.columns);
    const count = tile.rows * tile.columns;
    this.#calls.withMemory(path, count * type.size, (pointer) => {
      const status = this.#calls.call(path, (library) =>
        library.get_dataset_data(this.#id, path, lengths, offset, select(1, 1), BigInt(pointer)),
      );
      if (status < 0) throw this.#calls.damaged(path);
      use(pointer, count);
      if (!holdsAddresses(type)) return;
      this.#calls.call(path, (library) =>
        lengths
          ? library.reclaim_vlen_memory_count(this.#id, path, '', BigInt(pointer), lengths)
          : library.reclaim_vlen_memory(this.#id, path, '', BigInt(pointer)),
      );
    });
  }
}

/** Whether elements hold addresses of texts, which the library must free. */
function holdsAddresses(type: ElementType): boolean {
  return type.kind === 'compound'
    ? type.fields.some((field) => holdsAddresses(field.type))
    : type.kind === 'text' && type.variable;
}

function remembered<T>(known: Map<string, T>, key: string, ask: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const answer = ask();
  known.set(key, answer);
  return answer;
}
