import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Group, groupsFileSchema } from './groups.ts';
import type { HistoryEntry } from './history.ts';
import { HistoryTail } from './historyTail.ts';
import { parseLatents, parseLoadings, parseR2 } from './parseRun.ts';
import { parseRunFile } from './parseRunFile.ts';
import type { FeatureDetail, Latents, Loadings, R2Scores, RunData } from './runData.ts';
import type { RunFile } from './runFile.ts';
import { RUN_FILES } from './runFolder.ts';
import { SafetensorsFile } from './safetensors.ts';
import { ShownHistory } from './shownHistory.ts';
import { unlessMissing } from './unlessMissing.ts';
import { UserError } from './userError.ts';

/** The run folder from a path that names it or the run.crossmodal file in it. */
export async function runFolderOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`There is no run at ${path}.`);
  return found.isDirectory() ? path : dirname(path);
}

/**
 * Reads run.crossmodal.
 * @throws UserError where the folder holds no run, or one that this version cannot read
 */
export async function readRunFile(folder: string): Promise<RunFile> {
  const file = join(folder, RUN_FILES.run);
  const text = await unlessMissing(readFile(file, 'utf8'));
  if (text === null) {
    throw new UserError(`${folder} holds no run: ${RUN_FILES.run} is missing.${await runsWithin(folder)}`);
  }
  return parseRunFile(text, file);
}

/** The runs in a folder that was named in their place, such as that of several seeds, in a sentence; empty where there are none. */
async function runsWithin(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const files = names.sort().map((name) => join(folder, name, RUN_FILES.run));
  const found = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  const runs = files.filter((_, i) => found[i]).map(dirname);
  return runs.length === 0 ? '' : ` There are runs in it: name one of them, such as ${runs[0]}.`;
}

/** Reads everything that the viewer draws. A run that is being written reads as it stood at its last epoch. */
export async function readRun(folder: string): Promise<RunData> {
  const run = await readRunFile(folder);
  const [history, latents, r2, loadings, groups] = await Promise.all([
    readHistory(folder),
    readLatentsSoFar(folder),
    readR2(folder),
    readLoadings(folder, run),
    readGroups(folder),
  ]);
  return { folder, run, history: new ShownHistory(history).entries, latents, r2, loadings, groups };
}

/** Reads the latents with the labels of their samples. @throws UserError where there are none yet */
export async function readLatents(folder: string): Promise<Latents> {
  const latents = await readLatentsSoFar(folder);
  if (latents) return latents;
  throw new UserError(`${folder} holds no latents yet: the first evaluation writes them.`);
}

/** Null until the first evaluation. */
export async function readLatentsSoFar(folder: string): Promise<Latents | null> {
  const [latents, labels, errors] = await Promise.all([
    unlessMissing(readFile(join(folder, RUN_FILES.latents))),
    unlessMissing(readFile(join(folder, RUN_FILES.labels))),
    unlessMissing(readFile(join(folder, RUN_FILES.errors))),
  ]);
  return latents && parseLatents(latents, labels, errors);
}

/** Reads the scores of every feature; null until the first evaluation. */
export async function readR2(folder: string): Promise<R2Scores | null> {
  const [r2, features] = await Promise.all([
    unlessMissing(readFile(join(folder, RUN_FILES.r2))),
    unlessMissing(readFile(join(folder, RUN_FILES.features))),
  ]);
  return r2 && parseR2(r2, features);
}

/** Null until the run has ended. */
export async function readLoadings(folder: string, run: RunFile): Promise<Loadings[] | null> {
  const loadings = await unlessMissing(readFile(join(folder, RUN_FILES.loadings)));
  return loadings && parseLoadings(loadings, run);
}

/** The groups kept with a run. @throws UserError where the file is not ours to read */
export async function readGroups(folder: string): Promise<readonly Group[]> {
  const file = join(folder, RUN_FILES.groups);
  const text = await unlessMissing(readFile(file, 'utf8'));
  if (text === null) return [];
  try {
    return groupsFileSchema.parse(JSON.parse(text)).groups;
  } catch {
    throw new UserError(
      `${file} does not hold groups of this version. Move it away to see the run without its groups.`,
    );
  }
}

/** Reads all epochs so far. */
export async function readHistory(folder: string): Promise<HistoryEntry[]> {
  return (await new HistoryTail(folder).next()).entries;
}

/** Reads the held-out predictions of one feature; source = target gives the self prediction. */
export async function readFeature(
  folder: string,
  source: string,
  target: string,
  feature: string,
): Promise<FeatureDetail> {
  const tensors = await SafetensorsFile.open(join(folder, RUN_FILES.predictions)).catch(() => {
    throw new UserError(
      `This run keeps no predictions: ${RUN_FILES.predictions} is missing. Copy it there from where the run was made.`,
    );
  });
  try {
    const features = names(tensors, `features/${target}`);
    const index = features.indexOf(feature);
    if (index < 0) throw new UserError(`There is no feature "${feature}" in ${target}.`);
    const actual = await tensors.row(`actual/${target}`, index);
    const predicted = await tensors.row(`predicted/${source}/${target}`, index);
    const [r2] = await tensors.row(`r2/${source}/${target}`, index);
    return {
      source,
      target,
      feature,
      r2,
      sampleIds: names(tensors, 'samples'),
      actual,
      predicted,
      unit: tensors.metadata[`unit/${target}`] ?? '',
    };
  } finally {
    await tensors.close();
  }
}

function names(tensors: SafetensorsFile, key: string): string[] {
  const list: unknown = JSON.parse(tensors.metadata[key] ?? '[]');
  return Array.isArray(list) ? list.map(String) : [];
}
