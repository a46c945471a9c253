import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../run/errorCode.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';

/** The time of a folder may stand still on a shared disk: it is listed this often, whatever its time says. */
const LIST_MS = 15_000;

/** Which run folders a sweep has. Listed when the folder of runs changes, which costs one call where it did not. */
export class RunListing {
  readonly #folder: string;
  #names: ReadonlySet<string> = new Set();
  /** seen before, and missing from the last listing */
  #doubted: ReadonlySet<string> = new Set();
  #changed = Number.NaN;
  #listed = Number.NEGATIVE_INFINITY;

  constructor(sweepFolder: string) {
    this.#folder = join(sweepFolder, SWEEP_FILES.runs);
  }

  /** The names as far as is known. A folder is gone when two listings in a row lack it: one of a shared disk may be stale. */
  async look(): Promise<ReadonlySet<string>> {
    const changed = await stat(this.#folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.NaN,
    );
    const fresh = performance.now() - this.#listed < LIST_MS;
    if (changed === this.#changed && fresh && this.#doubted.size === 0) return this.#names;
    const found = await list(this.#folder);
    if (found === null) return this.#names;
    this.#changed = changed;
    this.#listed = performance.now();
    const missing = [...this.#names].filter((name) => !found.has(name));
    const kept = missing.filter((name) => !this.#doubted.has(name));
    this.#doubted = new Set(kept);
    this.#names = new Set([...found, ...kept]);
    return this.#names;
  }
}

/** Null where it cannot be listed at the moment. */
async function list(folder: string): Promise<ReadonlySet<string> | null> {
  try {
    return new Set(await readdir(folder));
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? new Set() : null;
  }
}
