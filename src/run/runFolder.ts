import { appendFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeAtomically } from './atomicFile.ts';
import { formatCsv } from './csv.ts';
import { unwritable } from './diskTrouble.ts';
import { errorCode } from './errorCode.ts';
import { LOCK_FILE } from './folderLock.ts';
import { type Group, groupsFileSchema } from './groups.ts';
import type { HistoryEntry } from './history.ts';
import { isThere } from './isThere.ts';
import { makeFolder } from './makeFolder.ts';
import type { FeatureStatistics, LatentBlock, Loadings, R2Scores, ReconstructionError, Verdict } from './runData.ts';
import { type RunFile, runFileSchema } from './runFile.ts';
import { formatSafetensors, type NamedTensor } from './safetensors.ts';
import { STOP_FILE } from './stopRequest.ts';

/** The files of a run folder (contract: Run folder; those that it does not list serve the viewer). */
export const RUN_FILES = {
  run: 'run.crossmodal',
  history: 'history.jsonl',
  r2: 'r2.csv',
  features: 'features.csv',
  loadings: 'loadings.csv',
  latents: 'latents.csv',
  labels: 'labels.csv',
  errors: 'errors.csv',
  groups: 'groups.json',
  predictions: 'predictions.safetensors',
  weights: 'weights.safetensors',
  checkpoint: 'checkpoint',
  log: 'log.txt',
  /** why there is no run, where it ended before its record could say so */
  error: 'error.txt',
  /** present while a process works on the run: who that is */
  lock: LOCK_FILE,
  /** present while somebody asks the trainer to stop and keep the best */
  stop: STOP_FILE,
  /** present where a stopped run was stopped because its time was up: after how long */
  timeout: 'timeout.txt',
} as const;

const R2_COLUMNS = [
  'source',
  'target',
  'feature',
  'r2',
  'r2_low',
  'r2_high',
  'r2_self',
  'baseline_r2',
  'null_r2',
  'p',
  'q',
];
const FEATURE_COLUMNS = ['modality', 'feature', 'r2_self', 'shared', 'private', 'neither', 'verdict'];

function* featureRows(targets: R2Scores['targets']): Iterable<(string | number)[]> {
  for (const { name, features, self, verdicts } of targets) {
    for (const [d, feature] of features.entries()) {
      const share = (block: Verdict): number => verdicts?.[block][d] ?? Number.NaN;
      const shares = [share('shared'), share('private'), share('neither')];
      yield [name, feature, self[d], ...shares, verdicts?.verdict[d] ?? ''];
    }
  }
}

/** `<directory>/crossmodal-runs/<time>-<model>`, with the local time to the second; a number is added where that is taken. */
function defaultRunFolder(directory: string, model: string, attempt = 0): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  const time = local.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  return join(directory, 'crossmodal-runs', `${time}-${model}${attempt > 0 ? `-${attempt + 1}` : ''}`);
}

/** Keeps the groups that a user named with the run. */
export async function writeGroups(folder: string, groups: readonly Group[]): Promise<void> {
  const file = groupsFileSchema.parse({ format: 1, groups });
  await writeAtomically(join(folder, RUN_FILES.groups), `${JSON.stringify(file, null, 2)}\n`);
}

/** Writes one run folder. Every file but the growing log and history is replaced as a whole. */
export class RunFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Creates a folder under `crossmodal-runs` in `directory`.
   * @throws UserError where it cannot be made
   */
  static async create(directory: string, model: string): Promise<RunFolder> {
    for (let attempt = 0; ; attempt++) {
      const path = defaultRunFolder(directory, model, attempt);
      await makeFolder(dirname(path), 'Choose another place with --out.');
      try {
        await mkdir(path);
        return new RunFolder(path);
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
    }
  }

  /** A folder that is there, with or without a run in it. */
  static existing(path: string): RunFolder {
    return new RunFolder(path);
  }

  holdsRun(): Promise<boolean> {
    return isThere(this.file('run'));
  }

  get name(): string {
    return basename(this.path);
  }

  file(name: keyof typeof RUN_FILES): string {
    return join(this.path, RUN_FILES[name]);
  }

  writeRun(run: RunFile): Promise<void> {
    return writeAtomically(this.file('run'), `${JSON.stringify(runFileSchema.parse(run), null, 2)}\n`);
  }

  /** One line in one write: a reader sees whole lines, but for a last one that a kill cut short, which it skips. */
  appendHistory(entry: HistoryEntry): Promise<void> {
    return this.#append('history', `${JSON.stringify(entry)}\n`);
  }

  /** Cuts the history back, or writes it anew. */
  async replaceHistory(entries: readonly HistoryEntry[]): Promise<void> {
    await writeAtomically(this.file('history'), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }

  log(line: string): Promise<void> {
    return this.#append('log', `${new Date().toISOString()} ${line}\n`);
  }

  /** @throws UserError as writeAtomically does */
  async #append(name: 'history' | 'log', text: string): Promise<void> {
    await appendFile(this.file(name), text).catch((error: unknown) => {
      throw unwritable(this.file(name), error);
    });
  }

  async writeLatents(latents: {
    readonly sampleIds: readonly string[];
    readonly split: readonly string[];
    readonly blocks: readonly LatentBlock[];
  }): Promise<void> {
    const columns = latents.blocks.flatMap(({ name, dimensions }) =>
      dimensions.map((values, k) => ({ header: `${name}_${k + 1}`, values })),
    );
    const rows = latents.sampleIds.map((id, i) => [id, latents.split[i], ...columns.map(({ values }) => values[i])]);
    await writeAtomically(
      this.file('latents'),
      formatCsv(['sample_id', 'split', ...columns.map(({ header }) => header)], rows),
    );
  }

  async writeLabels(
    sampleIds: readonly string[],
    columns: readonly { name: string; values: readonly (string | null)[] }[],
  ) {
    const rows = sampleIds.map((id, i) => [id, ...columns.map(({ values }) => values[i] ?? '')]);
    await writeAtomically(this.file('labels'), formatCsv(['sample_id', ...columns.map(({ name }) => name)], rows));
  }

  /** r2.csv, a row a direction and feature; features.csv, a row a feature. What was not computed is left empty. */
  async writeR2({ targets, pairs }: R2Scores): Promise<void> {
    const self = new Map(targets.map((target) => [target.name, target]));
    function* rows(): Iterable<(string | number)[]> {
      for (const { source, target, r2, statistics } of pairs) {
        const of = self.get(target);
        if (!of) throw new Error(`no target ${target}`);
        for (let d = 0; d < r2.length; d++) {
          const known = (name: keyof FeatureStatistics): number => statistics?.[name][d] ?? Number.NaN;
          const interval = [known('low'), known('high')];
          const against = [known('baseline'), known('nullR2'), known('p'), known('q')];
          yield [source, target, of.features[d], r2[d], ...interval, of.self[d], ...against];
        }
      }
    }
    await writeAtomically(this.file('r2'), formatCsv(R2_COLUMNS, rows()));
    await writeAtomically(this.file('features'), formatCsv(FEATURE_COLUMNS, featureRows(targets)));
  }

  /** loadings.csv: a row a feature, a column a latent dimension; empty where a modality has fewer private ones than another. */
  async writeLoadings(loadings: readonly Loadings[]): Promise<void> {
    const width = Math.max(...loadings.map((one) => one.private.length));
    const numbered = (name: string, count: number): string[] =>
      Array.from({ length: count }, (_, k) => `${name}_${k + 1}`);
    function* rows(): Iterable<(string | number)[]> {
      for (const { modality, features, shared, private: own } of loadings) {
        for (const [d, feature] of features.entries()) {
          const values = [...shared, ...own].map((dimension) => dimension[d]);
          yield [modality, feature, ...values, ...new Array<string>(width - own.length).fill('')];
        }
      }
    }
    const header = [
      'modality',
      'feature',
      ...numbered('shared', loadings[0].shared.length),
      ...numbered('private', width),
    ];
    await writeAtomically(this.file('loadings'), formatCsv(header, rows()));
  }

  /** errors.csv: a row a sample, a column a modality; empty where the sample lacks the modality. */
  async writeErrors(sampleIds: readonly string[], errors: readonly ReconstructionError[]): Promise<void> {
    const rows = sampleIds.map((id, n) => [id, ...errors.map(({ values }) => values[n])]);
    const header = ['sample_id', ...errors.map(({ modality }) => modality)];
    await writeAtomically(this.file('errors'), formatCsv(header, rows));
  }

  /** What only the end of a run knows is no longer true of one that goes on. */
  async removeEnding(): Promise<void> {
    for (const name of ['loadings', 'errors', 'timeout'] as const) await rm(this.file(name), { force: true });
  }

  async writeTensors(
    name: 'weights' | 'predictions',
    tensors: readonly NamedTensor[],
    metadata: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await writeAtomically(this.file(name), formatSafetensors(tensors, metadata));
  }

  /** Removes what this process was writing when it was killed. */
  async removeUnfinished(pid: number): Promise<void> {
    for (const name of await readdir(this.path, { recursive: true })) {
      if (name.endsWith(`.${pid}.tmp`)) await rm(join(this.path, name), { force: true });
    }
  }

  /**
   * Makes room for another run. A folder that holds no run may hold anything: only what a new run would read is removed.
   */
  async clear(): Promise<void> {
    const { lock: _, groups: __, ...files } = RUN_FILES;
    const names = (await this.holdsRun()) ? Object.values(files) : [files.history, files.checkpoint, files.stop];
    for (const name of names) await rm(join(this.path, name), { recursive: true, force: true });
  }
}
