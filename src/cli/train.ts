import { relative, resolve } from 'node:path';
import { readRunFile, runFolderOf } from '../run/readRun.ts';
import { MODEL_NAMES } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import { resume as resumeRun } from '../trainer/resume.ts';
import type { TrainResult } from '../trainer/runStages.ts';
import { train as trainStudy } from '../trainer/train.ts';
import type { Call, Command } from './command.ts';
import { interruptible, type Listener } from './interruptible.ts';
import { scoreTable } from './scoreTable.ts';
import { studyFrom } from './studyOptions.ts';
import { TABLE_HELP } from './tableHelp.ts';
import { runSeeds } from './trainSeeds.ts';

/** `crossmodal train` */
export const train: Command = {
  name: 'train',
  summary: 'Train a model on a study file or on two or more tables.',
  help: `Usage: crossmodal train STUDY.crossmodal.json [OPTIONS]
       crossmodal train TABLE… [OPTIONS]
       crossmodal train --resume RUN_FOLDER [--engine E]

Trains one model, scores it on samples that it did not see, and writes a run folder.
Two modalities or more are needed: of several tables, or of one file that holds several.
Options given beside a study file win over what it says.

${TABLE_HELP}

  --labels FILE:COLUMN   colour and score latents by a column of this table, or of obs of this .h5ad or .h5mu
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
  --seeds N              N runs, with seed, seed + 1, …, and a table of what they have in common; repeat the same
                         command with the same --out to go on
  --engine E             auto, tensorflow or wasm (default auto)
  --out DIR              run folder (default crossmodal-runs/<time>-<model> beside the data). Where it holds a run of the
                         same study, a finished one stays as it is, and any other goes on from its last checkpoint
  --resume RUN_FOLDER    go on with a run that was killed, stopped or failed, from its last checkpoint
  --json                 one JSON document on stdout: the content of run.crossmodal and the folder

The last line is the run folder. Ctrl+C stops and keeps the best so far (exit code 130);
--resume goes on from where it stood, to the same results as if nothing had interrupted it.

Examples: crossmodal train rnaseq.csv protein.csv --labels clinical.csv:stage
          crossmodal train cells.h5mu --labels cells.h5mu:celltype
          crossmodal train cite.h5ad cite.h5ad:obsm/protein_expression`,
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
    seeds: { type: 'string' },
    engine: { type: 'string' },
    out: { type: 'string' },
    resume: { type: 'string' },
  },
  async run(call: Call) {
    const { seeds, resume } = call.options;
    if (seeds !== undefined && resume === undefined) return runSeeds(call);
    const start = resume === undefined ? await newRun(call) : await earlierRun(call);
    const { folder } = await interruptible(call, start, ({ status }) => status === 'stopped');
    const run = await readRunFile(folder);
    const shown = relative(process.cwd(), folder) || '.';
    call.print(scoreTable(run));
    if (run.status === 'stopped') call.progress(`Stopped. To go on: crossmodal train --resume ${shown}`);
    call.print(shown);
    return { folder, ...run };
  },
};

type Start = (listener: Listener) => Promise<TrainResult>;

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
