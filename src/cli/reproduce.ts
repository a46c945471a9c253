import { join, relative, resolve } from 'node:path';
import type { Experiment } from '../experiments/experiment.ts';
import { EXPERIMENTS } from '../experiments/index.ts';
import { FILES, reproduce as reproduceExperiment } from '../experiments/reproduce.ts';
import type { Progress } from '../experiments/runExperiment.ts';
import { summaryTable } from '../experiments/summaryTable.ts';
import { checkLine, type Result, SMOKE_RUN, settingsText, tally } from '../experiments/verdict.ts';
import { median } from '../math/statistics.ts';
import { formatDuration, formatScore } from '../report/words.ts';
import { MODEL_NAMES, type ModelName, type Study, studySchema } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import type { Command, OptionValues } from './command.ts';
import { textTable } from './textTable.ts';

const INTERRUPTED = 130;

/** `crossmodal reproduce` */
export const reproduce: Command = {
  name: 'reproduce',
  summary: "Repeat a paper's experiment: table and figure beside the paper's numbers.",
  help: `Usage: crossmodal reproduce              lists the experiments
       crossmodal reproduce NAME [OPTIONS]

Makes all runs of an experiment and writes table.csv (a row a run), summary.csv (over features and seeds, the published
numbers beside), figure.svg, figure.vl.json and verdict.md (what was claimed, what came out) into a folder.

  --quick          a smoke run of less than a minute: few sizes, one seed, few epochs; not to be compared with anything
  --seeds N        repeats, with seeds 0 to N − 1 (default: the experiment's)
  --models A,B     only these models
  --data PATH      a study file or a folder of tables, where the experiment takes data
  --engine E       auto, tensorflow or wasm (default auto)
  --out DIR        the folder (default crossmodal-reproduce/NAME, or NAME-quick)
  --json           one JSON document on stdout: summary, claims, files

Ctrl+C keeps every finished run (exit code 130); the same command again makes only the runs that are missing.

Experiments:
${listing().join('\n')}`,
  options: {
    quick: { type: 'boolean' },
    seeds: { type: 'string' },
    models: { type: 'string' },
    data: { type: 'string' },
    engine: { type: 'string' },
    out: { type: 'string' },
  },
  async run({ positionals, options, print, progress }) {
    if (positionals.length === 0) {
      for (const line of listing()) print(line);
      return EXPERIMENTS.map(({ name, title, sentence }) => ({ name, title, sentence }));
    }
    const experiment = experimentOf(positionals);
    const quick = options['quick'] === true;
    const request = {
      quick,
      seeds: seedsOf(options, quick ? 1 : experiment.seeds),
      models: modelsOf(options, experiment),
      data: dataOf(options, experiment),
    };
    const name = quick ? `${experiment.name}-quick` : experiment.name;
    const folder = resolve(typeof options['out'] === 'string' ? options['out'] : join('crossmodal-reproduce', name));
    const interruption = new AbortController();
    const interrupt = (): void => interruption.abort();
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    try {
      const result = await reproduceExperiment(experiment, request, {
        folder,
        engine: engineOf(options),
        signal: interruption.signal,
        onProgress: (step) => progress(progressLine(experiment, step)),
      });
      if (result.outcome.interrupted) process.exitCode = INTERRUPTED;
      for (const line of resultLines(result)) print(line);
      print('');
      print(relative(process.cwd(), folder) || '.');
      return documentOf(result, folder);
    } finally {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    }
  },
};

function listing(): string[] {
  return textTable(
    EXPERIMENTS.map(({ name, title }) => [`  ${name}`, title]),
    ['left', 'left'],
  );
}

/** " 12/180  mmvae++, private features 100, seed 0: R² view 1 → view 2 0.66  3 s; 6 min left" */
function progressLine(experiment: Experiment, { done, runs, settings, run, error, secondsLeft }: Progress): string {
  const count = `${String(done).padStart(String(runs).length)}/${runs}`;
  const left = secondsLeft === null || done === runs ? '' : `; ${formatDuration(secondsLeft)} left`;
  const [{ name, title }] = experiment.measures;
  const outcome = run
    ? `${title} ${formatScore(median(run.scores[name] ?? []))}  ${formatDuration(run.seconds)}${left}`
    : `failed: ${error}`;
  return `${count}  ${settingsText(experiment, settings)}: ${outcome}`;
}

function resultLines({ experiment, outcome, summary, checks, quick }: Result): string[] {
  const table = summaryTable(experiment, summary);
  const alignment = table[0].map((_, k) => (k === 0 ? 'left' : 'right') as 'left' | 'right');
  return [
    '',
    experiment.title,
    ...(summary.rows.length === 0 ? ['No run is finished yet.'] : textTable(table, alignment)),
    '',
    ...(quick ? [SMOKE_RUN, ''] : []),
    tally(checks),
    ...checks.map((check) => `  ${checkLine(check)}`),
    ...(outcome.failed.length === 0 ? [] : ['', 'Runs that failed (the same command tries them again):']),
    ...outcome.failed.map(({ settings, error }) => `  ${settingsText(experiment, settings)}: ${error}`),
  ];
}

function documentOf({ experiment, outcome, summary, checks, quick }: Result, folder: string) {
  return {
    name: experiment.name,
    quick,
    folder,
    runs: outcome.finished.length,
    kept: outcome.kept,
    interrupted: outcome.interrupted,
    seconds: outcome.finished.reduce((sum, { seconds }) => sum + seconds, 0),
    summary: summary.rows,
    checks,
    failed: outcome.failed,
    files: [...FILES],
  };
}

function experimentOf(positionals: readonly string[]): Experiment {
  const [name, extra] = positionals;
  if (extra !== undefined) throw new UserError(`reproduce takes one experiment; "${extra}" beside it has no meaning.`);
  const experiment = EXPERIMENTS.find((candidate) => candidate.name === name);
  if (!experiment) throw new UserError(`There is no experiment "${name}". There are:\n${listing().join('\n')}`);
  return experiment;
}

function seedsOf(options: OptionValues, fallback: number): number {
  const text = options['seeds'];
  if (typeof text !== 'string') return fallback;
  const seeds = Number(text);
  if (!/^\d+$/.test(text) || seeds < 1 || seeds > 100) {
    throw new UserError(`--seeds ${text}: give a whole number from 1 to 100.`);
  }
  return seeds;
}

function modelsOf(options: OptionValues, { models }: Experiment): readonly ModelName[] {
  const text = options['models'];
  if (typeof text !== 'string') return models;
  return text.split(',').map((part) => {
    const model = MODEL_NAMES.find((candidate) => candidate === part.trim());
    if (!model)
      throw new UserError(`--models: there is no model "${part.trim()}". There are ${MODEL_NAMES.join(', ')}.`);
    return model;
  });
}

function dataOf(options: OptionValues, { name, takesData }: Experiment): string | null {
  const data = options['data'];
  if (typeof data !== 'string') return null;
  if (!takesData) throw new UserError(`${name} makes its own data: --data has no meaning here.`);
  return data;
}

function engineOf(options: OptionValues): Study['engine'] {
  const text = options['engine'] ?? 'auto';
  const parsed = studySchema.shape.engine.safeParse(text);
  if (!parsed.success) throw new UserError(`--engine ${text}: give auto, tensorflow or wasm.`);
  return parsed.data;
}
