import { createHash } from 'node:crypto';
import type { Study } from '../run/study.ts';
import type { SettingValue } from '../run/sweepFile.ts';
import { canonicalJson, isRecord } from './canonicalJson.ts';
import { ANY_MODALITY } from './studySettings.ts';

/** Characters of the hash: among ten thousand runs two share one in 1 of 20,000 sweeps. */
const LENGTH = 10;

/**
 * Of each setting that has a default, the value that names say nothing of: the default that it came with. It stays as it is when
 * the default changes, so that runs of the new default are others. A setting that is new gets a line here, with the value that
 * does what runs did before: those that are there keep their names. {}: a group of which nothing is left.
 */
export const UNSAID: Readonly<Record<string, SettingValue>> = {
  'labels.supervise': false,
  'labels.weight': 100,
  samples: 'union',
  model: {},
  'model.name': 'mmvae++',
  'model.shared': 2,
  'model.private': 2,
  'model.hidden': [128],
  'model.encoder': 'one-trunk',
  training: {},
  'training.epochs': 100,
  'training.batchSize': 128,
  'training.learningRate': 1e-3,
  'training.beta': { from: 1e-5, to: 1 },
  'training.alpha': 0,
  'training.seed': 0,
  'evaluation.testFraction': 0.2,
  'evaluation.folds': 5,
  'setAside.fraction': 0.2,
  'setAside.seed': 0,
  'setAside.use': 'nothing',
};

/**
 * The name of a run's folder: "mmvae++-seed0-1f2e3d4c5b". The same settings have the same name for ever, in later versions too,
 * so that a sweep file can change without repeating a run. The engine is no part of it: it decides how fast, not what.
 * @param study with its defaults, and with paths relative to the sweep file
 * @param unsaid values that the name says nothing of, by path as studySettings has them
 */
export function runName({ $schema: _, engine: __, ...settings }: Study, unsaid = UNSAID): string {
  const said = canonicalJson(without(unsaid, settings, ''));
  const hash = createHash('sha256').update(said).digest('hex').slice(0, LENGTH);
  return `${settings.model.name}-seed${settings.training.seed}-${hash}`;
}

/** What is left of a value that lies at a path. A group of settings is compared by what is left of it. */
function without(unsaid: typeof UNSAID, value: unknown, path: string): unknown {
  if (path === 'modalities' && Array.isArray(value)) {
    return value.map((one) => without(unsaid, one, `${path}.${ANY_MODALITY}`));
  }
  if (!isRecord(value)) return value;
  const left = Object.entries(value).flatMap(([name, one]): [string, unknown][] => {
    const place = path === '' ? name : `${path}.${name}`;
    const rest = without(unsaid, one, place);
    const isUnsaid = Object.hasOwn(unsaid, place) && canonicalJson(rest) === canonicalJson(unsaid[place]);
    return isUnsaid ? [] : [[name, rest]];
  });
  return Object.fromEntries(left);
}
