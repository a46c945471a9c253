import { relative } from 'node:path';
import { forecastWords } from '../report/forecastWords.ts';
import { list } from '../report/words.ts';
import { holderOf } from '../run/folderLock.ts';
import { readSweepPlan } from '../run/readSweep.ts';
import { sweepFolderOf } from '../run/sweepFolder.ts';
import { UserError } from '../run/userError.ts';
import { planFinal } from '../sweep/finalSweep.ts';
import { forecastSweep } from '../sweep/forecastSweep.ts';
import { planRuns } from '../sweep/planSweep.ts';
import { requireSameTables } from '../sweep/requireSameTables.ts';
import { cancel } from '../sweep/slurm/cancel.ts';
import { rowsInQueue } from '../sweep/slurm/rowsInQueue.ts';
import { requestSweepStop } from '../sweep/stopRequest.ts';
import { summarizeSweep } from '../sweep/summarizeSweep.ts';
import { sweepActivity, sweepMaker } from '../sweep/sweepActivity.ts';
import { writeSweep } from '../sweep/writeSweep.ts';
import type { Call, Command } from './command.ts';
import { makeRuns } from './sweep/makeRuns.ts';
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

Makes the runs of a sweep, several side by side, into crossmodal-runs/NAME.sweep beside its file. What is finished stays, what was begun goes on from its checkpoint: the same command goes on after anything stopped it.
The second form writes the sweep file beside the study and goes on with it.

  --grid PATH=V1,V2      a setting of the study and its values, once for each setting; every combination is a run.
                         PATH is as in the study file: model.shared, training.beta, modalities.rna.topVariance.
                         Values are JSON or words: --grid 'model.hidden=[128],[64,64]' --grid model.name=mmvae,mmvae++
  --seeds N              each combination with the seeds 0 to N − 1, to tell differences from chance
  --name NAME            of the sweep file (default: that of the study)
  --jobs N               on this machine, so many runs side by side (default: as many as there are processors)
  --slurm                submit them to Slurm as a job array instead, with the settings of "executor" in the sweep file
  --retry                make failed runs again as well
  --plan                 say how many runs, how long and how much disk, and stop
  --status               say how the runs stand, and stop
  --stop                 ask whoever makes the runs to stop, and cancel those in Slurm's queue; trainings keep what they
                         have learnt
  --summarize            write sweep.csv and sweep.html anew from the run folders
  --final                score the chosen settings on the samples that "holdOut" set aside
  --json                 one JSON document on stdout

The last line is the folder of the sweep. Exit codes: 0 all runs are finished, or submitted; 2 or 1 runs failed (by your input, or by our
fault); 2 also where Slurm took not all of them; 130 stopped.`,
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
  const activity = sweepActivity(plan, rows, await sweepMaker(folder));
  print(`${stateWords(rows)}; ${activity.text}`);
  for (const line of ['', ...groupTable(plan, rows), ...troubles(plan, rows)]) print(line);
  print(shown(folder));
  return { folder, activity, rows };
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
  print(`\nAll runs: ${shown(files.table)}, ${shown(files.report)}`);
  print(shown(folder));
  return { folder, files, findings, rows };
}

async function stop({ print }: Call, folder: string): Promise<unknown> {
  await readSweepPlan(folder);
  const stopping = (await holderOf(folder)) !== null;
  if (stopping) await requestSweepStop(folder);
  const cancelled = await cancel(folder);
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
