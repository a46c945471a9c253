import { join, relative } from 'node:path';
import { forecastWords } from '../report/forecastWords.ts';
import { list } from '../report/words.ts';
import { holderOf } from '../run/folderLock.ts';
import { readSweepPlan } from '../run/readSweep.ts';
import { requestStop } from '../run/stopRequest.ts';
import { SWEEP_FILES, sweepFolderOf } from '../run/sweepFolder.ts';
import { UserError } from '../run/userError.ts';
import { planFinal } from '../sweep/finalSweep.ts';
import { forecastSweep } from '../sweep/forecastSweep.ts';
import { planRuns } from '../sweep/planSweep.ts';
import { readFinal } from '../sweep/readFinal.ts';
import { requireSameTables } from '../sweep/requireSameTables.ts';
import { cancel } from '../sweep/slurm/cancel.ts';
import { rowsInQueue } from '../sweep/slurm/rowsInQueue.ts';
import { summarizeSweep } from '../sweep/summarizeSweep.ts';
import { activityOf } from '../sweep/sweepActivity.ts';
import { writeSweep } from '../sweep/writeSweep.ts';
import type { Call, Command } from './command.ts';
import { makeRuns } from './sweep/makeRuns.ts';
import { rowDocuments } from './sweep/rowDocuments.ts';
import { submitRuns } from './sweep/submitRuns.ts';
import { sweepRequest } from './sweep/sweepRequest.ts';
import { groupTable, stateWords, troubles } from './sweep/sweepWords.ts';

/** What may be asked of a sweep instead of making its runs. */
const QUESTIONS = ['plan', 'status', 'stop', 'summarize', 'final'] as const;

/** `crossmodal sweep` */
export const sweep: Command = {
  name: 'sweep',
  summary: 'Many runs of one study: settings in a grid, a list or at random, each with several seeds.',
  help: `Usage: crossmodal sweep NAME.sweep.json [OPTIONS]
       crossmodal sweep STUDY.crossmodal.json --grid PATH=V1,V2 … [--seeds N] [OPTIONS]

Trains a study many times with different settings, several runs side by side. Each run gets a folder of its own below
crossmodal-runs/NAME.sweep, beside the file; sweep.csv and sweep.html there sum them up.
The first form reads a sweep file, which can say more than options can (README, "Sweeps"); the second writes it beside
the study.
The same command goes on after anything stopped it: finished runs stay, begun ones continue from their checkpoint.

Which runs:
  --grid PATH=V1,V2      a setting of the study and its values, once for each setting; every combination is a run.
                         PATH is as in the study file: model.shared, training.beta, modalities.rna.topVariance.
                         Values are JSON or words: --grid 'model.hidden=[128],[64,64]' --grid model.name=mmvae,mmvae++
  --seeds N              each combination with the seeds 0 to N − 1, to tell differences from chance
  --name NAME            of the sweep file and its folder (default: that of the study)
  --retry                the failed ones again as well, and those whose time was up (limits.minutes)

Who makes them:
  --jobs N               this machine, so many side by side (default: as many as it has processors)
  --slurm                Slurm, as a job array, with the settings of "executor" in the sweep file

Instead of the missing runs, one of:
  --plan                 say how many they are, how long they take and how much disk
  --status               say how all runs stand
  --stop                 ask whoever makes them to stop, and cancel those in Slurm's queue; runs keep what they have
                         learnt
  --summarize            write sweep.csv and sweep.html anew from the run folders
  --final                train the chosen settings anew and score them on the samples that "holdOut" set aside

  --json                 one JSON document on stdout. In "rows" each run has its "state", its "settings" by PATH, and its
                         "scores" by name: "r2" over all directions, "r2:rna:protein" from rna to protein, "auc:shared"

The last line is the folder of the sweep. Exit codes: 0 all runs are finished, or submitted; 2 runs failed by your
input, or Slurm did not take all of them; 1 runs failed by our fault; 130 stopped.

Examples: crossmodal sweep acc.crossmodal.json --grid model.shared=2,5,10 --seeds 5 --plan
          crossmodal sweep acc.crossmodal.json --grid model.shared=2,5,10 --seeds 5
          crossmodal sweep acc.sweep.json --status --json`,
  options: {
    grid: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    name: { type: 'string' },
    jobs: { type: 'string' },
    slurm: { type: 'boolean' },
    retry: { type: 'boolean' },
    ...{ plan: { type: 'boolean' }, status: { type: 'boolean' }, stop: { type: 'boolean' } },
    ...{ summarize: { type: 'boolean' }, final: { type: 'boolean' } },
  },
  async run(call: Call) {
    const { positionals, options } = call;
    const [asked, other] = QUESTIONS.filter((name) => options[name] === true);
    if (other) throw new UserError(`--${asked} and --${other} together have no meaning: choose one.`);
    const request = await sweepRequest(positionals, options);
    const folder = sweepFolderOf(request.file);
    if (asked === 'stop') return stop(call, folder);
    if (asked === 'status') return status(call, folder);
    if (asked === 'summarize') return summary(call, folder);
    const final = asked === 'final';
    const planned = final ? await planFinal(folder) : await planRuns(request.sweep, request.file, folder);
    // The choice is scored where its sweep was made, unless the command line says otherwise.
    const asksWhere = options['jobs'] !== undefined || options['slurm'] === true;
    const { executor } = final && !asksWhere ? planned.plan.sweep : request.sweep;
    const retry = options['retry'] === true;
    const rows = await rowsInQueue(planned.folder, planned.plan);
    await requireSameTables(planned.folder, rows);
    if (final) await requireSameTables(folder, await rowsInQueue(folder, await readSweepPlan(folder)));
    const forecast = await forecastSweep(planned, rows, executor, retry);
    const { headline, lines } = forecastWords(forecast);
    for (const line of [headline, ...lines]) call.print(line);
    if (asked === 'plan') return forecast;
    if (await request.write()) call.progress(`Wrote ${shown(request.file)}`);
    await writeSweep(planned);
    if (executor.name === 'slurm') {
      return { folder: planned.folder, ...(await submitRuns(call, planned, executor, rows, retry)) };
    }
    await makeRuns(call, planned, executor, forecast, retry);
    return summary(call, folder);
  },
};

/** How the runs stand, in words, and as the document. */
async function status({ print }: Call, folder: string): Promise<unknown> {
  const plan = await readSweepPlan(folder);
  const rows = await rowsInQueue(folder, plan);
  const final = await readFinal(folder, rowsInQueue);
  const activity = await activityOf(folder, { plan, rows }, final);
  print(`${stateWords(rows)}; ${activity.text}`);
  if (final) print(`The choice: ${stateWords(final.rows)}`);
  for (const line of ['', ...groupTable(plan, rows), ...troubles(plan, rows)]) print(line);
  print(shown(folder));
  return { folder, activity, rows: rowDocuments(plan, rows) };
}

/** sweep.csv, sweep.html, and what they come to. */
async function summary({ print }: Call, folder: string): Promise<unknown> {
  const { plan, rows, files, findings } = await summarizeSweep(
    folder,
    await rowsInQueue(folder, await readSweepPlan(folder)),
  );
  print(`\n${stateWords(rows)}`);
  for (const line of ['', ...groupTable(plan, rows), ...troubles(plan, rows)]) print(line);
  for (const { text, advice } of findings) print(`\n${text}${advice === null ? '' : `\n→ ${advice}`}`);
  print(`\nAll runs: ${Object.values(files).map(shown).join(', ')}`);
  print(shown(folder));
  return { folder, files, findings, rows: rowDocuments(plan, rows) };
}

async function stop({ print }: Call, folder: string): Promise<unknown> {
  await readSweepPlan(folder);
  // The runs that score the choice are a sweep of their own.
  const both = [folder, join(folder, SWEEP_FILES.final)];
  let stopping = false;
  for (const made of both) {
    if ((await holderOf(made)) === null) continue;
    await requestStop(made);
    stopping = true;
  }
  // Only now: a Slurm that does not answer must keep nobody else from hearing.
  const cancelled: string[] = [];
  for (const made of both) cancelled.push(...(await cancel(made)));
  if (cancelled.length > 0) print(`Cancelled in Slurm: job ${list(cancelled)}.`);
  print(
    stopping || cancelled.length > 0
      ? 'Asked to stop: trainings save what they have learnt. The same command without --stop goes on.'
      : 'Nobody makes runs of this sweep.',
  );
  print(shown(folder));
  return { folder, stopping, cancelled };
}

function shown(path: string): string {
  return relative(process.cwd(), path) || '.';
}
