import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { numberFrom, parseCsv } from './csv.ts';
import { type HistoryEntry, historyEntrySchema } from './history.ts';
import { labelColumn } from './labelColumn.ts';
import type { FeatureDetail, LabelColumn, LatentBlock, Latents, R2Scores, RunData } from './runData.ts';
import { type RunFile, runFileSchema } from './runFile.ts';
import { RUN_FILES } from './runFolder.ts';
import { SafetensorsFile } from './safetensors.ts';
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
  const text = await readOptional(file);
  if (text === null) throw new UserError(`${folder} holds no run: ${RUN_FILES.run} is missing.`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UserError(`${file} is not a run file: it is not JSON.`);
  }
  const parsed = runFileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`${file} is not a run file of this version: ${issue.path.join('.')}: ${issue.message}.`);
  }
  return parsed.data;
}

/** Reads everything that the viewer draws. A run that is being written reads as it stood at its last epoch. */
export async function readRun(folder: string): Promise<RunData> {
  const [run, history, latents, labels, r2] = await Promise.all([
    readRunFile(folder),
    readOptional(join(folder, RUN_FILES.history)),
    readOptional(join(folder, RUN_FILES.latents)),
    readOptional(join(folder, RUN_FILES.labels)),
    readOptional(join(folder, RUN_FILES.r2)),
  ]);
  return {
    folder,
    run,
    history: parseHistory(history ?? ''),
    latents: latents === null ? null : parseLatents(latents, labels),
    r2: r2 === null ? null : parseR2(r2),
  };
}

/** Reads the epochs so far: cheap, for a run that is being watched. */
export async function readHistory(folder: string): Promise<HistoryEntry[]> {
  return parseHistory((await readOptional(join(folder, RUN_FILES.history))) ?? '');
}

/** Reads the held-out predictions of one feature; source = target gives the self prediction. */
export async function readFeature(
  folder: string,
  source: string,
  target: string,
  feature: string,
): Promise<FeatureDetail> {
  const tensors = await SafetensorsFile.open(join(folder, RUN_FILES.predictions)).catch(() => {
    throw new UserError(`This run keeps no predictions: ${RUN_FILES.predictions} is missing.`);
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

function parseHistory(text: string): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      entries.push(historyEntrySchema.parse(JSON.parse(line)));
    } catch {
      // A killed trainer may leave its last line cut short.
    }
  }
  return entries;
}

function parseLatents(text: string, labelsText: string | null): Latents {
  const { header, rows } = parseCsv(text);
  const blocks = new Map<string, Float32Array[]>();
  header.slice(2).forEach((name, k) => {
    const block = name.replace(/_\d+$/, '');
    const dimensions = blocks.get(block) ?? [];
    dimensions.push(Float32Array.from(rows, (row) => numberFrom(row[k + 2])));
    blocks.set(block, dimensions);
  });
  const sampleIds = rows.map(([id]) => id);
  return {
    sampleIds,
    split: rows.map(([, split]) => split),
    blocks: [...blocks].map(([name, dimensions]): LatentBlock => ({ name, dimensions })),
    labels: labelsText === null ? [] : parseLabels(labelsText, sampleIds),
  };
}

function parseLabels(text: string, sampleIds: readonly string[]): LabelColumn[] {
  const { header, rows } = parseCsv(text);
  const rowOf = new Map(rows.map((row) => [row[0], row]));
  return header.slice(1).map((name, k) =>
    labelColumn(
      name,
      sampleIds.map((id) => rowOf.get(id)?.[k + 1] ?? null),
    ),
  );
}

function parseR2(text: string): R2Scores {
  const { header, rows } = parseCsv(text);
  const at = Object.fromEntries(header.map((name, i) => [name, i]));
  const targets = new Map<string, { features: string[]; self: number[] }>();
  const pairs = new Map<string, { source: string; target: string; r2: number[] }>();
  for (const row of rows) {
    const [source, target, feature] = row;
    const key = JSON.stringify([source, target]);
    let pair = pairs.get(key);
    if (!pair) {
      pair = { source, target, r2: [] };
      pairs.set(key, pair);
    }
    const known = targets.get(target) ?? { features: [], self: [] };
    targets.set(target, known);
    // Every source lists a target's features in the same order: the first list names them all.
    if (pair.r2.length === known.features.length) {
      known.features.push(feature);
      known.self.push(numberFrom(row[at['r2_self']]));
    }
    pair.r2.push(numberFrom(row[at['r2']]));
  }
  return {
    targets: [...targets].map(([name, { features, self }]) => ({
      name,
      features,
      self: Float32Array.from(self),
      verdicts: null,
    })),
    pairs: [...pairs.values()].map(({ source, target, r2 }) => ({
      source,
      target,
      r2: Float32Array.from(r2),
      statistics: null,
    })),
  };
}

async function readOptional(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
