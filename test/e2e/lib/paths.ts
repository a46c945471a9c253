import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The bundle of these files lies two folders below the repository's root: .cache/e2e/. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const CACHE = join(ROOT, '.cache');
export const RESULTS = join(ROOT, 'test-results', 'e2e');
