import { UserError } from '../../../run/userError.ts';
import { type Value, valueAt } from './decode.ts';
import type { ElementType } from './elementType.ts';
import type { Library } from './library.ts';
import { isOutOfTime, withinTime } from './withinTime.ts';

/** More in one piece is no chunk, text or attribute of a table. */
const LARGEST_PIECE = 1 << 29;

/** Calls of the HDF5 library, and its memory, for one file: whatever goes wrong becomes a UserError that names the place. */
export class LibraryCalls {
  /** as the user named it */
  readonly file: string;
  readonly library: Library;
  #place = '/';

  constructor(file: string, library: Library) {
    this.file = file;
    this.library = library;
  }

  /** Whatever the library throws, be it of memory, of names or of time, comes from what the file says. */
  call<T>(place: string, act: (library: Library) => T): T {
    this.#place = place;
    try {
      return withinTime(() => act(this.library));
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw this.damaged(place);
    }
  }

  /** Many short calls under one clock. @throws as `call` does */
  together<T>(act: () => T): T {
    try {
      return withinTime(act);
    } catch (error) {
      throw isOutOfTime(error) ? this.damaged(this.#place) : error;
    }
  }

  /** Memory of the library, zeros at first, for the time of a call. */
  withMemory<T>(place: string, bytes: number, use: (pointer: number) => T): T {
    this.requireSmall(place, bytes);
    const pointer = this.library._malloc(Math.max(bytes, 8));
    if (pointer === 0) throw this.damaged(place);
    try {
      this.library.HEAPU8.fill(0, pointer, pointer + bytes);
      return use(pointer);
    } finally {
      this.library._free(pointer);
    }
  }

  /**
   * Elements that lie in the library's memory.
   * @param step bytes from one to the next
   * @param offset bytes before the first
   */
  values(pointer: number, count: number, type: ElementType, step = type.size, offset = 0): Value[] {
    const { HEAPU8 } = this.library;
    const textAt = (address: number): string => this.library.UTF8ToString(address);
    return Array.from({ length: count }, (_, i) => valueAt(HEAPU8, pointer + i * step + offset, type, textAt));
  }

  /** @throws UserError for more bytes than any table keeps in one piece */
  requireSmall(place: string, bytes: number): void {
    if (bytes <= LARGEST_PIECE) return;
    throw this.problem(place, `it keeps ${Math.round(bytes / 1e6).toLocaleString('en')} MB in one piece`);
  }

  problem(place: string, what: string): UserError {
    return new UserError(`${this.file}, ${place}: ${what}. Save the file again with the program that wrote it.`);
  }

  damaged(place: string): UserError {
    return new UserError(
      `${this.file}, ${place}: it cannot be read, the file is damaged or cut off. Copy or download it again.`,
    );
  }
}
