import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The viewer as built: dist/viewer.js and dist/viewer.css. */
export interface ViewerFiles {
  readonly script: string;
  readonly style: string;
}

/** The viewer lies beside the bundle that asks in dist/, and in dist/ from the sources. */
export async function readViewerFiles(): Promise<ViewerFiles> {
  for (const folder of [__dirname, join(__dirname, '../../dist')]) {
    const [script, style] = await Promise.all(
      ['viewer.js', 'viewer.css'].map((name) => readFile(join(folder, name), 'utf8').catch(() => null)),
    );
    if (script !== null && style !== null) return { script, style };
  }
  throw new Error('dist/viewer.js is missing: build the project first');
}
