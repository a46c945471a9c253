import { createHash } from 'node:crypto';
import type { Study } from '../run/study.ts';
import { canonicalJson } from './canonicalJson.ts';

/** Characters of the hash: among ten thousand runs two share one in 1 of 20,000 sweeps. */
const LENGTH = 10;

/**
 * The name of a run's folder: "mmvae++-seed0-1f2e3d4c5b". The same settings have the same name for ever, so that a sweep
 * file can change without repeating a run. The engine is no part of it: it decides how fast, not what.
 * @param study with its defaults, and with paths relative to the sweep file
 */
export function runName({ $schema: _, engine: __, ...settings }: Study): string {
  const hash = createHash('sha256').update(canonicalJson(settings)).digest('hex').slice(0, LENGTH);
  return `${settings.model.name}-seed${settings.training.seed}-${hash}`;
}
