import { UserError } from '../run/userError.ts';
import { folderBytes } from './installTool.ts';

/** What every stage of an installation works with. */
export interface Installation {
  /** being built: renamed to its final place when it has proved itself */
  readonly folder: string;
  /** our own package.json, lockfile and helpers */
  readonly recipe: string;
  /** Announces a stage, its growth and its end. `folder` is what grows. */
  step<T>(what: string, folder: string, work: (onGrowth: (bytes: number) => void) => Promise<T>): Promise<T>;
}

/** The one form in which an installation fails. */
export function fail(reason: string): UserError {
  return new UserError(
    `Native TensorFlow was not installed: ${reason}. Until it is (\`crossmodal engines install\`), the WASM engine does the work, slower.`,
  );
}

/** Stages that tell `log` what is being done, how much there is of it every ten seconds, and how long it took. */
export function stepsTo(log: (line: string) => void): Installation['step'] {
  return async (what, folder, work) => {
    const begun = Date.now();
    let told = begun;
    log(`  ${what} …`);
    const result = await work((bytes) => {
      if (Date.now() - told < 10_000) return;
      told = Date.now();
      log(`    ${megabytes(bytes)} so far`);
    });
    log(`    done: ${megabytes(folderBytes(folder))}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    return result;
  };
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 1 : 0)} MB`;
}
