import { cpus, hostname } from 'node:os';
import { basename, relative, resolve, sep } from 'node:path';
import type { LossPlan } from '../model/lossPlan.ts';
import { RUN_FORMAT, type RunFile } from '../run/runFile.ts';
import { schedulerJob } from '../run/schedulerJob.ts';
import type { ResolvedStudy } from '../run/study.ts';
import { VERSION } from '../run/version.ts';
import type { Dataset } from './data/dataset.ts';
import type { Prepared } from './data/prepare.ts';
import type { Stage } from './stages.ts';

/** run.crossmodal as it stands when training begins. */
export function firstRecord(known: {
  study: ResolvedStudy;
  directory: string;
  folder: string;
  dataset: Dataset;
  stages: readonly Stage[];
  prepared: readonly Prepared[];
  plan: LossPlan;
  parameters: number;
  engine: RunFile['engine'];
  startedAt: Date;
}): RunFile {
  const { study, directory, folder, dataset, stages, prepared, plan, parameters, engine } = known;
  const { cohort, sources, labels } = dataset;
  const fromRun = (file: string): string => relative(folder, resolve(directory, file)).split(sep).join('/');
  const { evaluation } = study;
  const column = labels?.column;
  return {
    format: RUN_FORMAT,
    crossmodal: VERSION,
    status: 'running',
    study: {
      ...study,
      modalities: study.modalities.map((modality) => ({ ...modality, file: fromRun(modality.file) })),
      ...(study.labels && { labels: { ...study.labels, file: fromRun(study.labels.file) } }),
    },
    modalities: prepared.map(({ modality, fitted }, m) => ({
      name: modality.name,
      file: basename(sources[m].path),
      sha256: sources[m].sha256,
      samples: modality.observed.reduce((sum, here) => sum + here, 0),
      features: fitted.keep.length,
      dropped: [...fitted.dropped],
      missingCells: sources[m].missingCells,
      scale: sources[m].scale,
    })),
    labels: labels && {
      file: basename(labels.path),
      sha256: labels.sha256,
      column: labels.column.name,
      kind: labels.column.kind,
      classes:
        column?.kind === 'categorical'
          ? column.classes.map((name, code) => ({ name, samples: column.codes.filter((c) => c === code).length }))
          : [],
      missing:
        column?.kind === 'categorical'
          ? column.codes.filter((code) => code < 0).length
          : (column?.values.filter(Number.isNaN).length ?? 0),
    },
    samples: {
      total: cohort.sampleIds.length,
      complete: cohort.sampleIds.filter((_, n) => cohort.modalities.every(({ observed }) => observed[n])).length,
    },
    split: {
      train: stages[0].train.length,
      test: evaluation.split === 'holdout' ? stages[0].test.length : cohort.sampleIds.length,
      folds: evaluation.split === 'kfold' ? evaluation.folds : null,
      aside: dataset.aside,
    },
    objective: { paths: plan.paths, kl: plan.kl },
    parameters,
    engine,
    system: {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
    },
    ...thisProcess(),
    startedAt: known.startedAt.toISOString(),
    seconds: 0,
    progress: { stage: stages[0].title, epoch: 0, epochs: study.training.epochs, share: 0, secondsLeft: null },
    kept: null,
    warnings: [...dataset.warnings, ...withoutEffect(study, plan), ...cautions(dataset, prepared)],
    error: null,
    metrics: null,
  };
}

/** Who trains, as the record says it. */
export function thisProcess(): Pick<RunFile, 'pid' | 'host' | 'job'> {
  return { pid: process.pid, host: hostname(), job: schedulerJob() };
}

/** Settings that the model does not look at. */
function withoutEffect({ model, training }: ResolvedStudy, { paths, kl }: LossPlan): string[] {
  const found: string[] = [];
  if (model.targetPrivate !== undefined && !paths.some((path) => path.private === model.targetPrivate)) {
    found.push(
      `model.targetPrivate "${model.targetPrivate}" has no effect: ${model.name} predicts no modality from another while it trains, or there are no private latents.`,
    );
  }
  if (training.alpha !== 0 && kl.every(({ share }) => share === '1')) {
    found.push(`training.alpha has no effect on ${model.name}: only mmvm has a mixture as its prior.`);
  }
  return found;
}

/** What a user should know before trusting the numbers. */
function cautions({ cohort, labels }: Dataset, prepared: readonly Prepared[]): string[] {
  const found: string[] = [];
  const samples = cohort.sampleIds.length;
  if (samples < 50) found.push(`Only ${samples} samples: held-out scores will vary much from one split to another.`);
  for (const { modality, fitted } of prepared) {
    if (fitted.dropped.length > 0) {
      const shown = fitted.dropped.slice(0, 8).join(', ');
      const more = fitted.dropped.length > 8 ? ` and ${fitted.dropped.length - 8} more` : '';
      const [have, are] = fitted.dropped.length > 1 ? ['features have', 'are'] : ['feature has', 'is'];
      found.push(
        `${modality.name}: ${fitted.dropped.length} ${have} one value only among the training samples and ${are} left out: ${shown}${more}.`,
      );
    }
  }
  const unlabelled = labels?.column.kind === 'categorical' ? labels.column.codes.filter((code) => code < 0).length : 0;
  if (unlabelled > 0)
    found.push(`${unlabelled} of ${samples} samples have no ${labels?.column.name} and do not count in its scores.`);
  return found;
}
