import { dirname, relative, resolve } from 'node:path';
import { modalityNames } from '../data/modalityNames.ts';
import { readRunFile, runFolderOf } from '../run/readRun.ts';
import { parseStudy, readStudy } from '../run/readStudy.ts';
import { MODEL_NAMES, type Study, type StudyInput } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import { resume as resumeRun } from '../trainer/resume.ts';
import type { TrainResult } from '../trainer/runStages.ts';
import { type TrainOptions, train as trainStudy } from '../trainer/train.ts';
import type { Call, Command, OptionValues } from './command.ts';
import { parseLabelsOption } from './labelsOption.ts';
import { ProgressDisplay } from './progressDisplay.ts';
import { scoreTable } from './scoreTable.ts';

const INTERRUPTED = 130;

/** `crossmodal train` */
export const train: Command = {
  name: 'train',
  summary: 'Train a model on a study file or on two or more tables.',
  help: `Usage: crossmodal train STUDY.crossmodal.json [OPTIONS]
       crossmodal train TABLE TABLE… [OPTIONS]
       crossmodal train --resume RUN_FOLDER [--engine E]

Trains one model, scores it on samples that it did not see, and writes a run folder.
Tables are CSV or TSV, plain or .gz: one row a sample, first column its id, one column a feature.
Options given beside a study file win over what it says.

  --labels FILE:COLUMN   colour and score latents by a column of this table
  --supervise            let the shared latent learn from the label as well
  --model M              ${MODEL_NAMES.join(', ')} (default mmvae++)
  --shared N             dimensions of the shared latent (default 2)
  --private N            dimensions of each private latent (default 2)
  --epochs N             passes over the data (default 100)
  --batch N              samples a step (default 128)
  --lr X                 learning rate of Adam (default 0.001)
  --beta X               weight of the KL terms (default: from 0.00001 to 1 over the epochs)
  --split S              holdout or kfold (default: kfold below 200 samples)
  --seed N               fixes split, initial weights and noise (default 0)
  --engine E             auto, tensorflow or wasm (default auto)
  --out DIR              run folder (default crossmodal-runs/<time>-<model> beside the data)
  --resume RUN_FOLDER    go on with a run that was killed, stopped or failed, from its last checkpoint
  --json                 one JSON document on stdout: the content of run.crossmodal and the folder

The last line is the run folder. Ctrl+C stops and keeps the best so far (exit code 130);
--resume goes on from where it stood, to the same results as if nothing had interrupted it.`,
  options: {
    labels: { type: 'string' },
    supervise: { type: 'boolean' },
    model: { type: 'string' },
    shared: { type: 'string' },
    private: { type: 'string' },
    epochs: { type: 'string' },
    batch: { type: 'string' },
    lr: { type: 'string' },
    beta: { type: 'string' },
    split: { type: 'string' },
    seed: { type: 'string' },
    engine: { type: 'string' },
    out: { type: 'string' },
    resume: { type: 'string' },
  },
  async run(call: Call) {
    const start = call.options['resume'] === undefined ? await newRun(call) : await earlierRun(call);
    const interruption = new AbortController();
    const interrupt = (): void => interruption.abort();
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    const display = new ProgressDisplay(call);
    try {
      const { folder, status } = await start({
        signal: interruption.signal,
        emit: (event) => display.show(event),
      });
      display.end();
      if (interruption.signal.aborted && status === 'stopped') process.exitCode = INTERRUPTED;
      const run = await readRunFile(folder);
      call.print(scoreTable(run));
      call.print(relative(process.cwd(), folder) || '.');
      return { folder, ...run };
    } finally {
      display.end();
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    }
  },
};

type Start = (listener: Pick<TrainOptions, 'signal' | 'emit'>) => Promise<TrainResult>;

async function newRun({ positionals, options }: Call): Promise<Start> {
  const { study, directory } = await studyFrom(positionals, options);
  const out = typeof options['out'] === 'string' ? resolve(options['out']) : null;
  return (listener) => trainStudy({ study, directory, out, ...listener });
}

/** @throws UserError where anything is asked for that the run has settled */
async function earlierRun({ positionals, options }: Call): Promise<Start> {
  const settled = Object.keys(options).find((name) => !['resume', 'engine', 'json'].includes(name));
  const extra = positionals[0] ?? (settled && `--${settled}`);
  if (extra) {
    throw new UserError(
      `${extra} has no meaning beside --resume: a run goes on as it began. Only --engine may be another.`,
    );
  }
  const { resume, engine } = options;
  const folder = await runFolderOf(resolve(String(resume)));
  return (listener) => resumeRun({ folder, engine: typeof engine === 'string' ? engine : null, ...listener });
}

async function studyFrom(
  positionals: readonly string[],
  options: OptionValues,
): Promise<{ study: Study; directory: string }> {
  if (positionals.length === 0) {
    throw new UserError('Nothing to train on. Name a study file or two or more tables; see: crossmodal train --help');
  }
  const [first] = positionals;
  if (first.endsWith('.json')) {
    if (positionals.length > 1) throw new UserError(`${first} is a study; ${positionals[1]} beside it has no meaning.`);
    const file = resolve(first);
    const { $schema: _, ...base } = await readStudy(file);
    return {
      study: parseStudy(withOptions(base, options, dirname(file)), 'the command line'),
      directory: dirname(file),
    };
  }
  if (positionals.length === 1) {
    throw new UserError(
      `${first} is one table; a model needs at least two tables of the same samples. Name another one.`,
    );
  }
  const directory = dirname(resolve(first));
  const names = modalityNames([...positionals]);
  const modalities = positionals.map((file, i) => ({ name: names[i], file: relative(directory, resolve(file)) }));
  return { study: parseStudy(withOptions({ modalities }, options, directory), 'the command line'), directory };
}

/** A study with what the command line says on top. */
function withOptions(base: StudyInput, options: OptionValues, directory: string): unknown {
  const split = options['split'];
  const labels = typeof options['labels'] === 'string' ? parseLabelsOption(options['labels']) : null;
  if (options['supervise'] === true && !labels && !base.labels) {
    throw new UserError('--supervise needs a label: add --labels FILE:COLUMN.');
  }
  return {
    ...base,
    ...((labels || base.labels) && {
      labels: {
        ...base.labels,
        ...(labels && { file: relative(directory, resolve(labels.file)), column: labels.column }),
        ...(options['supervise'] === true && { supervise: true }),
      },
    }),
    model: {
      ...base.model,
      ...defined({ name: options['model'], shared: number(options, 'shared'), private: number(options, 'private') }),
    },
    training: {
      ...base.training,
      ...defined({
        epochs: number(options, 'epochs'),
        batchSize: number(options, 'batch'),
        learningRate: number(options, 'lr'),
        beta: number(options, 'beta'),
        seed: number(options, 'seed'),
      }),
    },
    ...(split !== undefined && { evaluation: { ...(base.evaluation?.split === split && base.evaluation), split } }),
    ...defined({ engine: options['engine'] }),
  };
}

function defined<T extends Record<string, unknown>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function number(options: OptionValues, name: string): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (typeof text !== 'string' || text.trim() === '' || !Number.isFinite(value)) {
    throw new UserError(`--${name} wants a number, not "${text}".`);
  }
  return value;
}
