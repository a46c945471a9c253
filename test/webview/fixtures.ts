import { Random } from '../../src/math/random.ts';
import { median } from '../../src/math/statistics.ts';
import type { HistoryEntry } from '../../src/run/history.ts';
import type {
  FeatureDetail,
  FeatureStatistics,
  FeatureVerdicts,
  LabelColumn,
  Latents,
  Loadings,
  R2Scores,
  RunData,
  Verdict,
} from '../../src/run/runData.ts';
import type { Metrics, RunFile } from '../../src/run/runFile.ts';

export interface FixtureOptions {
  readonly modalities?: readonly { readonly name: string; readonly features: number; readonly samples?: number }[];
  readonly samples?: number;
  readonly folds?: number | null;
  readonly epochs?: number;
  /** epochs done; fewer than `epochs` while running */
  readonly epoch?: number;
  readonly status?: RunFile['status'];
  readonly error?: string | null;
  readonly latentDimensions?: number;
  readonly evaluated?: boolean;
  /** intervals, baseline, q, verdicts and dimensions in use: by default what a finished run has */
  readonly statistics?: boolean;
  readonly classes?: readonly string[];
  readonly featureName?: (modality: string, index: number) => string;
  readonly seed?: number;
  readonly folder?: string;
}

const TCGA = [
  { name: 'rnaseq', features: 1960, samples: 79 },
  { name: 'protein', features: 192, samples: 46 },
  { name: 'mirna', features: 471, samples: 80 },
];

/** A run as the trainer would leave it, invented but plausible, the same for the same options. */
export function runFixture(options: FixtureOptions = {}): RunData {
  const modalities = (options.modalities ?? TCGA).map((entry) => ({ samples: options.samples ?? 92, ...entry }));
  const samples = options.samples ?? 92;
  const folds = options.folds === undefined ? 5 : options.folds;
  const epochs = options.epochs ?? 100;
  const status = options.status ?? 'finished';
  const epoch = options.epoch ?? epochs;
  const random = new Random(options.seed ?? 1);
  const evaluated = options.evaluated ?? true;
  const statistics = options.statistics ?? status === 'finished';
  const names = modalities.map(({ name }) => name);
  const classes = options.classes ?? ['C1A', 'C1B'];
  const latents = evaluated
    ? latentsFixture(modalities, samples, options.latentDimensions ?? 2, classes, folds, random, statistics)
    : null;
  const r2 = evaluated
    ? r2Fixture(modalities, options.featureName ?? ((modality, i) => `${modality}_${i + 1}`), random, statistics)
    : null;
  const complete = Math.min(...modalities.map((modality) => modality.samples));
  const run: RunFile = {
    format: 1,
    crossmodal: '0.1.0',
    status,
    study: {
      modalities: modalities.map(({ name }) => ({
        name,
        file: `../${name}.csv`,
        transform: ['log1p', 'standardize'],
        rows: 'samples',
        likelihood: 'gaussian',
      })),
      labels: { file: '../clinical.csv', column: 'C1A.C1B', supervise: false, weight: 100 },
      samples: 'union',
      model: {
        name: 'mmvae++',
        shared: options.latentDimensions ?? 2,
        private: options.latentDimensions ?? 2,
        hidden: [128],
        encoder: 'one-trunk',
      },
      training: { epochs, batchSize: 128, learningRate: 1e-3, beta: { from: 1e-5, to: 1 }, alpha: 0, seed: 0 },
      evaluation: folds === null ? { split: 'holdout', testFraction: 0.2 } : { split: 'kfold', folds },
      engine: 'auto',
    },
    modalities: modalities.map(({ name, features, samples: count }) => ({
      name,
      file: `samples/tcga-acc/${name}.csv`,
      sha256: 'c0ffee'.repeat(11).slice(0, 64),
      samples: count,
      features,
      dropped: name === 'mirna' ? ['hsa-mir-1184-1', 'hsa-mir-1282'] : [],
      missingCells: name === 'protein' ? 12 : 0,
      scale: name === 'protein' ? 'real' : 'counts',
    })),
    labels: {
      file: 'samples/tcga-acc/clinical.csv',
      sha256: 'beef'.repeat(16),
      column: 'C1A.C1B',
      kind: 'categorical',
      classes: classes.map((name) => ({ name, samples: Math.floor(samples / classes.length) })),
      missing: 14,
    },
    samples: { total: samples, complete },
    split: {
      train: samples - Math.floor(samples / 5),
      test: folds === null ? Math.floor(samples / 5) : samples,
      folds,
      aside: 0,
    },
    objective: {
      paths: names.flatMap((from, draw) =>
        names.map((to) => ({
          from: [from],
          to,
          draw,
          shared: from === to ? ('stop-gradient' as const) : ('sample' as const),
          private: from === to ? ('own' as const) : ('zero' as const),
          weight: 1,
          subset: 'all' as const,
        })),
      ),
      kl: names.map((name) => ({
        posterior: [name],
        subset: 'all' as const,
        blocks: ['shared', name],
        weight: 1,
        density: 'posterior' as const,
        prior: 'standard' as const,
        share: '1' as const,
      })),
    },
    parameters: 812_345,
    engine: {
      name: 'tensorflow',
      version: '2.20.0',
      threads: 2,
      execution: 'one captured graph',
      note: 'native TensorFlow is installed',
    },
    system: { node: '20.20.0', platform: 'linux-x64', cpu: 'Some CPU @ 2.5 GHz' },
    pid: 4242,
    host: 'node7',
    job: null,
    startedAt: '2026-11-20T09:41:07.000Z',
    seconds: 41.3,
    progress: {
      stage: status === 'running' ? (folds === null ? 'hold-out' : 'fold 2 of 5') : 'all samples',
      epoch,
      epochs,
      share: epoch / epochs,
      secondsLeft: status === 'running' ? 8.4 : null,
    },
    kept: null,
    warnings: [],
    error: options.error ?? null,
    metrics: r2 && latents ? metricsFixture(r2, epoch, samples, statistics ? latents : null) : null,
  };
  return {
    folder: options.folder ?? '/data/crossmodal-runs/2026-11-20T09-41-mmvae++',
    run,
    history: historyFixture(names, epoch, folds, random),
    latents,
    r2,
    loadings: r2 && latents && statistics ? loadingsFixture(r2, latents) : null,
    groups: [],
  };
}

type Modality = { readonly name: string; readonly features: number; readonly samples: number };

/** Classes lie apart in the shared block and mixed in the private ones. */
function latentsFixture(
  modalities: readonly Modality[],
  samples: number,
  dimensions: number,
  classes: readonly string[],
  folds: number | null,
  random: Random,
  statistics: boolean,
): Latents {
  const codes = Int32Array.from({ length: samples }, (_, i) => (i % 7 === 6 ? -1 : i % classes.length));
  const block = (name: string, present: number, apart: number) => ({
    name,
    dimensions: Array.from({ length: dimensions }, (_, d) =>
      Float32Array.from({ length: samples }, (_, i) => {
        if (i >= present) return Number.NaN;
        const angle = (2 * Math.PI * (codes[i] ?? 0)) / classes.length + d * (Math.PI / 2);
        return normal(random) * 0.5 + apart * Math.cos(angle);
      }),
    ),
  });
  const labels: LabelColumn[] = [
    { kind: 'categorical', name: 'C1A.C1B', classes, codes },
    {
      kind: 'continuous',
      name: 'purity',
      values: Float32Array.from({ length: samples }, (_, i) =>
        i % 11 === 10 ? Number.NaN : 0.4 + 0.5 * random.uniform(),
      ),
    },
    {
      kind: 'categorical',
      name: 'stage',
      classes: ['stage i', 'stage ii', 'stage iii', 'stage iv'],
      codes: Int32Array.from({ length: samples }, (_, i) => i % 4),
    },
  ];
  return {
    sampleIds: Array.from({ length: samples }, (_, i) => `TCGA-OR-A5${String(i).padStart(2, '0')}`),
    split: {
      kind: 'categorical',
      name: 'split',
      classes: folds === null ? ['test', 'train'] : Array.from({ length: folds }, (_, i) => `fold ${i + 1}`),
      codes: Int32Array.from({ length: samples }, (_, i) => (folds === null ? Number(i % 5 !== 0) : i % folds)),
    },
    blocks: [
      block('shared', samples, 1.4),
      ...modalities.map(({ name, samples: present }) => block(`private_${name}`, present, 0.2)),
    ],
    labels,
    errors: statistics
      ? modalities.map(({ name, samples: present }) => ({
          modality: name,
          values: Float32Array.from({ length: samples }, (_, i) =>
            i < present ? 0.3 + ((i * 37) % 50) / 50 : Number.NaN,
          ),
        }))
      : [],
  };
}

/** Each dimension moves its own part of the features. */
function loadingsFixture(r2: R2Scores, latents: Latents): Loadings[] {
  const size = latents.blocks[0]?.dimensions.length ?? 0;
  const dimensions = (features: number, from: number) =>
    Array.from({ length: size }, (_, k) =>
      Float32Array.from(
        { length: features },
        (_, d) => Math.sin((d + 1) * (k + from)) * ((d + k) % size === 0 ? 0.8 : 0.1),
      ),
    );
  return r2.targets.map(({ name, features }) => ({
    modality: name,
    features,
    shared: dimensions(features.length, 1),
    private: dimensions(features.length, 5),
  }));
}

/** Most features near nothing, some well above, a few below zero, one without a score. */
function r2Fixture(
  modalities: readonly Modality[],
  featureName: (modality: string, index: number) => string,
  random: Random,
  statistics: boolean,
): R2Scores {
  // Numbers of their own, so that the scores are the same without statistics.
  const further = new Random(7);
  const targets = modalities.map(({ name, features }) => ({
    name,
    features: Array.from({ length: features }, (_, i) => featureName(name, i)),
    self: Float32Array.from({ length: features }, () => Math.min(0.95, 0.35 + 0.2 * normal(random))),
  }));
  const sources = [...modalities.map(({ name }) => name), 'all'];
  const pairs = targets.flatMap((target, t) =>
    sources
      .filter((source) => source !== target.name)
      .map((source, s) => {
        const strength = s === t ? -0.05 : 0.28 - 0.12 * ((s + t) % 3);
        const r2 = target.self.map((self, i) =>
          i === 3 ? Number.NaN : Math.min(0.97, strength * (0.4 + self) * 2 + 0.09 * normal(random)),
        );
        return { source, target: target.name, r2, statistics: statistics ? statisticsFixture(r2, further) : null };
      }),
  );
  return {
    targets: targets.map((target) => ({
      ...target,
      verdicts: statistics
        ? verdictsFixture(
            target.self,
            pairs.filter((pair) => pair.target === target.name).map(({ r2 }) => r2),
            further,
          )
        : null,
    })),
    pairs,
  };
}

/** An interval around each score, a baseline a little below it, and small q where the score is high. */
function statisticsFixture(r2: Float32Array, random: Random): FeatureStatistics {
  const p = r2.map((value) => Math.min(1, Math.exp(-Math.max(0, value) / 0.025)));
  return {
    low: r2.map((value) => value - 0.06 - 0.08 * random.uniform()),
    high: r2.map((value) => Math.min(0.99, value + 0.05 + 0.07 * random.uniform())),
    baseline: r2.map((value) => 0.8 * value - 0.02 + 0.05 * normal(random)),
    nullR2: r2.map((value) => (Number.isNaN(value) ? Number.NaN : 0.03 + 0.03 * random.uniform())),
    p,
    q: p.map((value) => Math.min(1, 1.6 * value)),
  };
}

/** The shared block explains what other tables predict, the private one a part of the rest. */
function verdictsFixture(self: Float32Array, cross: readonly Float32Array[], random: Random): FeatureVerdicts {
  const share = (value: number) => Math.min(1, Math.max(0, value));
  const shared = self.map((value, i) => share(Math.min(value, Math.max(...cross.map((r2) => r2[i])))));
  const private_ = self.map((value, i) => share((value - shared[i]) * (0.5 + 0.5 * random.uniform())));
  const neither = shared.map((value, i) => 1 - value - private_[i]);
  const verdict = Array.from(shared, (value, i): Verdict | null => {
    if (Number.isNaN(value)) return null;
    if (neither[i] > 0.9) return 'neither';
    return value > private_[i] ? 'shared' : 'private';
  });
  return { shared, private: private_, neither, verdict };
}

/** @param described the latents whose dimensions are judged; null before the run has ended */
function metricsFixture(r2: R2Scores, epoch: number, samples: number, described: Latents | null): Metrics {
  const own = r2.targets.map(({ name, self }) => ({ source: name, target: name, r2: self, statistics: null }));
  const scores = [...r2.pairs, ...own].map(({ source, target, r2: values, statistics }) => {
    const sorted = [...values].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? null;
    const predictable = statistics && values.filter((value, i) => value > 0 && statistics.q[i] <= 0.05);
    const mean = sorted.length === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    return {
      source,
      target,
      samples,
      features: sorted.length,
      positive: sorted.filter((value) => value > 0).length,
      median: at(0.5),
      mean,
      q25: at(0.25),
      q75: at(0.75),
      predictable: predictable?.length ?? null,
      predictableMedian: predictable && orNull(median(predictable)),
      baselineMedian: statistics && median(statistics.baseline),
    };
  });
  return {
    epoch,
    r2: scores,
    classification: [
      { block: 'shared', samples, accuracy: 0.88, auc: 0.94 },
      ...r2.targets.map(({ name }) => ({ block: `private_${name}`, samples, accuracy: 0.53, auc: 0.55 })),
      { block: 'all', samples, accuracy: 0.9, auc: 0.95 },
    ],
    dimensions: (described?.blocks ?? []).flatMap(({ name, dimensions }, block) =>
      dimensions.map((_, i) => {
        // The last dimension of every second block is one too many.
        const used = block % 2 === 0 || i + 1 < dimensions.length || i === 0;
        const kl = used ? 2.4 / (1 + 0.4 * i + 0.2 * block) : 0.004;
        return { block: name, dimension: i + 1, kl, variance: used ? 1 - Math.exp(-kl) : 0.0007, used };
      }),
    ),
  };
}

function historyFixture(names: readonly string[], epoch: number, folds: number | null, random: Random): HistoryEntry[] {
  const stages = folds === null ? [0] : [...Array.from({ length: folds }, (_, i) => i + 1), 0];
  return stages.flatMap((stage) =>
    Array.from({ length: epoch }, (_, i) => ({
      stage,
      epoch: i + 1,
      loss: 2600 + 1400 * Math.exp(-i / 18) + 12 * normal(random) + 10 * stage,
      reconstruction: [],
      kl: [],
      beta: (i + 1) / epoch,
      seconds: i * 0.4,
      ...((i + 1) % 10 === 0 || i + 1 === epoch
        ? {
            r2: names.flatMap((source, s) =>
              names
                .filter((target) => target !== source)
                .map((target, t) => ({
                  source,
                  target,
                  median: (0.3 - 0.09 * (s + t)) * (1 - Math.exp(-i / 30)) - 0.02 + 0.01 * normal(random),
                })),
            ),
          }
        : {}),
    })),
  );
}

/** What the host answers when a feature is opened. */
export function featureFixture(data: RunData, source: string, target: string, feature: string): FeatureDetail {
  const random = new Random(feature.length + 7);
  const ids = data.latents?.sampleIds ?? [];
  const at = data.r2?.targets.find(({ name }) => name === target)?.features.indexOf(feature) ?? -1;
  const pair = data.r2?.pairs.find((entry) => entry.source === source && entry.target === target);
  const r2 = pair?.r2[at] ?? 0.61;
  const share = Math.max(0, r2);
  const actual = Float32Array.from(ids, () => 6 + 1.5 * normal(random));
  return {
    source,
    target,
    feature,
    r2,
    sampleIds: ids,
    actual,
    predicted: actual.map((value) => 6 + share * (value - 6) + 1.5 * Math.sqrt(share * (1 - share)) * normal(random)),
    unit: 'log1p',
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function normal(random: Random): number {
  return random.normals(1)[0] ?? 0;
}
