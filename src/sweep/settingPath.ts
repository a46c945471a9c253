import { editDistance } from '../math/editDistance.ts';
import { type SettingValue, settingValue } from '../run/sweepFile.ts';
import { UserError } from '../run/userError.ts';
import { isRecord } from './canonicalJson.ts';
import { ANY_MODALITY, studySettings } from './studySettings.ts';

const KNOWN = new Set(studySettings().map(({ path }) => path));

/** Settings of a study that a sweep names otherwise than the study does. */
const SHORT = new Map([['seed', 'training.seed']]);

/**
 * A study with a setting changed.
 * @param study as JSON; stays as it is
 * @param path "model.shared", "modalities.rna.topVariance", "seed"
 * @param value null: as if the study did not say it
 * @throws UserError where a study has no such setting
 */
export function withSetting(study: unknown, path: string, value: SettingValue): unknown {
  const keys = keysOf(study, path);
  if (!keys) throw new UserError(`"${path}": the modalities of the study are ${modalityNames(study).join(', ')}.`);
  const changed = setIn(study, keys, path, value);
  return path === 'evaluation.split' ? withoutOtherSplit(changed) : changed;
}

/** What a study says of a setting; null where it says nothing. @throws UserError where no study has such a setting */
export function settingOf(study: unknown, path: string): SettingValue {
  let value: unknown = study;
  for (const key of keysOf(study, path) ?? []) {
    if (typeof key === 'number') value = Array.isArray(value) ? value[key] : undefined;
    else value = isRecord(value) ? value[key] : undefined;
  }
  return value === study || value === undefined ? null : settingValue.parse(value);
}

/** Whether a place in a study is a setting, lies in it, or holds it. @param place keys and indices from the top */
export function isAbout(study: unknown, path: string, place: readonly PropertyKey[]): boolean {
  const keys = keysOf(study, path) ?? [];
  return keys.slice(0, place.length).every((key, i) => key === place[i]);
}

/** What depends on a setting comes after it: groups before what is in them, and the kind of evaluation before its numbers. */
export function inOrder(paths: readonly string[]): string[] {
  const rank = (path: string): number => path.split('.').length + (path === 'evaluation.split' ? -0.5 : 0);
  return [...paths].sort((a, b) => rank(a) - rank(b));
}

/** The way to a setting from the top of a study: names of keys, and indices in lists; null: it has no such modality. */
function keysOf(study: unknown, path: string): (string | number)[] | null {
  const full = SHORT.get(path) ?? path;
  const names = modalityNames(study);
  const [group, ...rest] = full.split('.');
  if (group === 'modalities' && rest.length > 0) {
    const below = rest.join('.');
    // A name may hold dots: of "rna" and "rna.1" the longer one is meant.
    const [name] = names.filter((one) => below.startsWith(`${one}.`)).sort((a, b) => b.length - a.length);
    if (name === undefined) return null;
    const setting = below.slice(name.length + 1);
    if (!KNOWN.has(`modalities.${ANY_MODALITY}.${setting}`)) throw unknownSetting(path, names);
    return ['modalities', names.indexOf(name), setting];
  }
  if (full.startsWith('model.private.')) return ['model', 'private', full.slice('model.private.'.length)];
  if (full === 'engine') {
    throw new UserError('"engine": runs that differ in their engine alone count as one. Set it in the study.');
  }
  if (!KNOWN.has(full)) throw unknownSetting(path, names);
  return full.split('.');
}

function modalityNames(study: unknown): string[] {
  const modalities = isRecord(study) ? study['modalities'] : undefined;
  return Array.isArray(modalities) ? modalities.map((one) => (isRecord(one) ? String(one['name']) : '')) : [];
}

function unknownSetting(path: string, modalities: readonly string[]): UserError {
  return new UserError(`"${path}" is no setting of a study; the nearest one is "${nearestSetting(path, modalities)}".`);
}

/** The setting whose path, or the end of it, is written most like `path`. */
function nearestSetting(path: string, modalities: readonly string[]): string {
  const candidates = [...KNOWN, 'seed', 'study'].flatMap((known) =>
    known.includes(ANY_MODALITY) ? modalities.map((name) => known.replace(ANY_MODALITY, name)) : [known],
  );
  const distance = (candidate: string): number =>
    Math.min(editDistance(path, candidate), editDistance(path, candidate.split('.').at(-1) ?? '') + 0.5);
  return candidates.reduce((best, candidate) => (distance(candidate) < distance(best) ? candidate : best));
}

function setIn(value: unknown, [key, ...rest]: readonly (string | number)[], path: string, to: SettingValue): unknown {
  if (key === undefined) return to;
  if (typeof key === 'number') {
    return Array.isArray(value) ? value.map((one, i) => (i === key ? setIn(one, rest, path, to) : one)) : value;
  }
  const group = value ?? {};
  if (!isRecord(group)) {
    throw new UserError(
      `"${path}": the study says ${JSON.stringify(value)} for all of it. Vary it as a whole instead.`,
    );
  }
  const { [key]: before, ...others } = group;
  const after = setIn(before, rest, path, to);
  return after === null ? others : { ...group, [key]: after };
}

/** Folds belong to k-fold, and a share of test samples to a hold-out. */
function withoutOtherSplit(study: unknown): unknown {
  if (!isRecord(study) || !isRecord(study['evaluation'])) return study;
  const { folds, testFraction, ...evaluation } = study['evaluation'];
  const own = evaluation['split'] === 'kfold' ? { folds } : { testFraction };
  const kept = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...study, evaluation: { ...evaluation, ...Object.fromEntries(kept) } };
}
