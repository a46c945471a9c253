// A whole run on the SNARE-seq pair, from the files to the last score: `sparseRun.cjs FOLDER` prints what it took.
import { parseStudy } from '../../src/run/readStudy.ts';
import { train } from '../../src/trainer/train.ts';
import { findPair } from './problem.ts';

async function run(out: string): Promise<void> {
  const pair = findPair();
  if (pair === null) throw new Error('the pair is not there');
  const start = performance.now();
  let trained = start;
  await train({
    study: parseStudy(pair, 'the study of the pair'),
    directory: '.',
    out,
    signal: new AbortController().signal,
    emit: ({ type }) => {
      if (type === 'epoch') trained = performance.now();
    },
  });
  const seconds = (time: number): number => (time - start) / 1000;
  // Kilobytes, by Node's own account.
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(JSON.stringify({ trained: seconds(trained), whole: seconds(performance.now()), peak }));
}

run(process.argv[2]).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
