import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Group, groupsFileSchema } from './groups.ts';
import { type HistoryEntry, historyEntrySchema } from './history.ts';
import { labelColumn } from './labelColumn.ts';
import { numberFrom, parseCsv } from './parseCsv.ts';
import type {
  CategoricalColumn,
  FeatureDetail,
  FeatureStatistics,
  FeatureVerdicts,
  LabelColumn,
  LatentBlock,
  Latents,
  Loadings,
  R2Scores,
  ReconstructionError,
  RunData,
} from './runData.ts';
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
  if (text === null) {
    throw new UserError(`${folder} holds no run: ${RUN_FILES.run} is missing.${await runsWithin(folder)}`);
  }
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
  const [run, history, latents, labels, errors, r2, features, loadings, groups] = await Promise.all([
    readRunFile(folder),
    readOptional(join(folder, RUN_FILES.history)),
    readOptional(join(folder, RUN_FILES.latents)),
    readOptional(join(folder, RUN_FILES.labels)),
    readOptional(join(folder, RUN_FILES.errors)),
    readOptional(join(folder, RUN_FILES.r2)),
    readOptional(join(folder, RUN_FILES.features)),
    readOptional(join(folder, RUN_FILES.loadings)),
    readGroups(folder),
  ]);
  return {
    folder,
    run,
    history: parseHistory(history ?? ''),
    latents: latents === null ? null : parseLatents(latents, labels, errors),
    r2: r2 === null ? null : parseR2(r2, features),
    loadings: loadings === null ? null : parseLoadings(loadings, run),
    groups,
  };
}

/** The groups kept with a run. @throws UserError where the file is not ours to read */
export async function readGroups(folder: string): Promise<readonly Group[]> {
  const file = join(folder, RUN_FILES.groups);
  const text = await readOptional(file);
  if (text === null) return [];
  try {
    return groupsFileSchema.parse(JSON.parse(text)).groups;
  } catch {
    throw new UserError(
      `${file} does not hold groups of this version. Move it away to see the run without its groups.`,
    );
  }
}

/** Reads the latents alone. @throws UserError where there are none yet */
export async function readLatents(folder: string): Promise<Latents> {
  const [latents, labels, errors] = await Promise.all([
    readOptional(join(folder, RUN_FILES.latents)),
    readOptional(join(folder, RUN_FILES.labels)),
    readOptional(join(folder, RUN_FILES.errors)),
  ]);
  if (latents === null) throw new UserError(`${folder} holds no latents yet: the first evaluation writes them.`);
  return parseLatents(latents, labels, errors);
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

function parseLatents(text: string, labelsText: string | null, errorsText: string | null): Latents {
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
    split: splitColumn(rows.map(([, split]) => split)),
    blocks: [...blocks].map(([name, dimensions]): LatentBlock => ({ name, dimensions })),
    labels: labelsText === null ? [] : parseLabels(labelsText, sampleIds),
    errors: errorsText === null ? [] : parseErrors(errorsText, sampleIds),
  };
}

function splitColumn(values: readonly string[]): CategoricalColumn {
  const classes = [...new Set(values)].sort(new Intl.Collator('en', { numeric: true }).compare);
  const codeOf = new Map(classes.map((name, code) => [name, code]));
  return {
    kind: 'categorical',
    name: 'split',
    classes,
    codes: Int32Array.from(values, (name) => codeOf.get(name) ?? -1),
  };
}

function parseErrors(text: string, sampleIds: readonly string[]): ReconstructionError[] {
  const { header, rows } = parseCsv(text);
  const rowOf = new Map(rows.map((row) => [row[0], row]));
  return header.slice(1).map((modality, k) => ({
    modality,
    values: Float32Array.from(sampleIds, (id) => numberFrom(rowOf.get(id)?.[k + 1])),
  }));
}

/** Every row has a cell for the most private dimensions that any modality has: the run says how many are its own. */
function parseLoadings(text: string, { study }: RunFile): Loadings[] {
  const { header, rows } = parseCsv(text);
  const shared = header.filter((name) => name.startsWith('shared_')).length;
  return study.modalities.map(({ name }) => {
    const own = rows.filter(([modality]) => modality === name);
    const size = study.model.private;
    const privates = typeof size === 'number' ? size : (size[name] ?? 0);
    const dimension = (at: number) => Float32Array.from(own, (row) => numberFrom(row[2 + at]));
    return {
      modality: name,
      features: own.map(([, feature]) => feature),
      shared: Array.from({ length: shared }, (_, k) => dimension(k)),
      private: Array.from({ length: privates }, (_, k) => dimension(shared + k)),
    };
  });
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

function parseR2(text: string, featuresText: string | null): R2Scores {
  const { rows, column } = columnsOf(text);
  const verdicts = featuresText === null ? null : parseVerdicts(featuresText);
  const targets = new Map<string, { features: string[]; rows: string[][] }>();
  const pairs = new Map<string, { source: string; target: string; rows: string[][] }>();
  for (const row of rows) {
    const [source, target, feature] = row;
    const key = JSON.stringify([source, target]);
    let pair = pairs.get(key);
    if (!pair) {
      pair = { source, target, rows: [] };
      pairs.set(key, pair);
    }
    const known = targets.get(target) ?? { features: [], rows: [] };
    targets.set(target, known);
    // Every source lists a target's features in the same order: the first list names them all.
    if (pair.rows.length === known.features.length) {
      known.features.push(feature);
      known.rows.push(row);
    }
    pair.rows.push(row);
  }
  return {
    targets: [...targets].map(([name, { features, rows: own }]) => ({
      name,
      features,
      self: column(own, 'r2_self'),
      verdicts: verdicts?.get(name) ?? null,
    })),
    pairs: [...pairs.values()].map(({ source, target, rows: own }) => ({
      source,
      target,
      r2: column(own, 'r2'),
      statistics: someKnown({
        low: column(own, 'r2_low'),
        high: column(own, 'r2_high'),
        baseline: column(own, 'baseline_r2'),
        nullR2: column(own, 'null_r2'),
        p: column(own, 'p'),
        q: column(own, 'q'),
      }),
    })),
  };
}

/** Null where nothing was computed yet, or by an earlier version. */
function someKnown(statistics: FeatureStatistics): FeatureStatistics | null {
  return Object.values(statistics).some((values) => !values.every(Number.isNaN)) ? statistics : null;
}

/** By modality; those without any are left out. */
function parseVerdicts(text: string): Map<string, FeatureVerdicts> {
  const { rows, column } = columnsOf(text);
  const known = ['shared', 'private', 'neither'] as const;
  const names = [...new Set(rows.map(([modality]) => modality))];
  return new Map(
    names.flatMap((name) => {
      const own = rows.filter(([modality]) => modality === name);
      const [shared, private_, neither] = known.map((share) => column(own, share));
      const verdict = own.map((row) => known.find((one) => one === row.at(-1)) ?? null);
      if (verdict.every((one) => one === null)) return [];
      return [[name, { shared, private: private_, neither, verdict }]];
    }),
  );
}

/** Rows of a CSV document, and the numbers of some of them in a column by name: NaN where the column is not there. */
function columnsOf(text: string) {
  const { header, rows } = parseCsv(text);
  const column = (some: readonly string[][], name: string): Float32Array => {
    const at = header.indexOf(name);
    return Float32Array.from(some, (row) => numberFrom(row[at]));
  };
  return { rows, column };
}

async function readOptional(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
