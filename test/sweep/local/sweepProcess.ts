import { readSweepPlan } from '../../../src/run/readSweep.ts';
import { runLocally } from '../../../src/sweep/local/runLocally.ts';
import { readRows } from '../../../src/sweep/readRows.ts';
import { todo } from '../../../src/sweep/todo.ts';

/** A process that makes what is left of a sweep: `node sweepProcess.cjs SWEEP_FOLDER TRAINER`. */
async function main([folder, trainer]: readonly string[]): Promise<void> {
  const plan = await readSweepPlan(folder);
  const { ended, failed } = await runLocally({
    folder,
    runs: async () => todo(await readRows(folder, plan), false),
    jobs: 2,
    failures: 1,
    minutes: undefined,
    trainer,
    signal: new AbortController().signal,
    hear: () => undefined,
  });
  if (failed.length > 0) throw new Error(failed[0].message);
  console.log(ended);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
