import { readdir } from 'node:fs/promises';
import { outputFile } from './batchScript.ts';

/** Which tasks of a submission have begun: those with an output file. Each folder is listed once, when somebody asks. */
export class BegunTasks {
  readonly #listings = new Map<string, Promise<ReadonlySet<string>>>();

  /** @param folder of the submission */
  async has(folder: string, task: number): Promise<boolean> {
    const listing = this.#listings.get(folder) ?? list(folder);
    this.#listings.set(folder, listing);
    return (await listing).has(outputFile(task));
  }
}

async function list(folder: string): Promise<ReadonlySet<string>> {
  return new Set(await readdir(folder).catch(() => []));
}
