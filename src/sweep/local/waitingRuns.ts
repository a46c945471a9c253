import { readStudy } from '../../run/readStudy.ts';
import type { Study } from '../../run/study.ts';
import { studyFileIn } from '../../run/sweepFolder.ts';
import type { WaitingRun } from './runQueue.ts';

/** Which tables each run reads. Of a study that cannot be read its trainer will tell. */
export async function waitingRuns(sweepFolder: string, names: readonly string[]): Promise<WaitingRun[]> {
  const runs: WaitingRun[] = [];
  for (const name of names) {
    const study = await readStudy(studyFileIn(sweepFolder, name)).catch(() => null);
    runs.push({ name, data: study ? dataOf(study) : '' });
  }
  return runs;
}

function dataOf({ modalities, labels, samples }: Study): string {
  const tables = modalities.map(({ name, file, part, idColumn, rows }) => [name, file, part, idColumn, rows]);
  return JSON.stringify([tables, labels?.file, labels?.idColumn, samples]);
}
