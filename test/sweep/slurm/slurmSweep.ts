import { readRunFile } from '../../../src/run/readRun.ts';
import type { StudyInput } from '../../../src/run/study.ts';
import type { SlurmSettings } from '../../../src/run/sweepFile.ts';
import { runFolderIn } from '../../../src/run/sweepFolder.ts';
import type { SweepRow } from '../../../src/run/sweepRow.ts';
import { readRows } from '../../../src/sweep/readRows.ts';
import { SlurmQueue } from '../../../src/sweep/slurm/slurmQueue.ts';
import { type Submitted, submit } from '../../../src/sweep/slurm/submit.ts';
import { PROGRAM } from '../../cli/program.ts';
import { eventually } from '../../e2e/lib/wait.ts';
import type { TestSlurm } from '../../slurm/startSlurm.ts';
import { writeTinyStudy, writeTinySweep } from '../local/tinySweep.ts';

/** More epochs than anybody waits for. */
export const ENDLESS = 1_000_000;

/** A sweep of small runs, and what a test does with it on a real Slurm. */
export interface SlurmSweep {
  readonly folder: string;
  readonly names: readonly string[];
  readonly settings: SlurmSettings;
  /** of the runs, or of some */
  submit(runs?: readonly string[]): Promise<Submitted>;
  /** as they stand now, Slurm asked */
  rows(): Promise<SweepRow[]>;
  /** Waits until they stand so, in the order of the plan. */
  until(states: readonly SweepRow['state'][], seconds?: number): Promise<SweepRow[]>;
  /** Waits until a run has begun its training. @returns its process */
  pidOf(run: string): Promise<number>;
}

export async function slurmSweep(
  slurm: Pick<TestSlurm, 'env'>,
  directory: string,
  { epochs, seeds, ...own }: Partial<SlurmSettings> & { readonly epochs: number; readonly seeds: number },
  study: Partial<StudyInput> = {},
): Promise<SlurmSweep> {
  const env = { ...process.env, ...slurm.env };
  const executor = { name: 'slurm' as const, memory: '300M', ...own };
  const model = { name: 'mvae' as const, shared: 1, private: 1, hidden: [4] };
  await writeTinyStudy(directory, { model, training: { epochs }, ...study });
  const { folder, plan } = await writeTinySweep(directory, { grid: { seed: { count: seeds } }, executor });
  const settings = plan.sweep.executor;
  if (settings.name !== 'slurm') throw new Error('the sweep is not for Slurm');
  const names = plan.runs.map(({ name }) => name);
  const queue = new SlurmQueue(folder, env);
  const look = async () => {
    const said = await queue.look(names, true);
    return { said, rows: await readRows(folder, plan, said) };
  };
  return {
    folder,
    names,
    settings,
    submit: (runs = names) => submit({ folder, settings, runs, program: PROGRAM, env }),
    rows: async () => (await look()).rows,
    until: async (states, seconds = 150) => {
      let last: SweepRow[] = [];
      return eventually(states.join(', '), seconds * 1000, async () => {
        const { said, rows } = await look();
        last = rows;
        // Slurm has noticed as well: of a task that has ended it says nothing any more, twice.
        const settled = queue.doubtful === 0 && rows.every(({ name, state }) => !said.runs.has(name) || !ended(state));
        return settled && rows.map(({ state }) => state).join() === states.join() && rows;
      }).catch((error) => {
        const stand = last.map(({ name, state, note, job }) => `${name} is ${state} (${job}): ${note}`);
        throw new Error(`${error.message}; at the end ${stand.join('; ')}`);
      });
    },
    pidOf: (run) =>
      eventually(`${run} begins`, 150_000, async () => {
        const file = await readRunFile(runFolderIn(folder, run)).catch(() => null);
        return file?.status === 'running' && file.pid;
      }),
  };
}

function ended(state: SweepRow['state']): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed';
}
