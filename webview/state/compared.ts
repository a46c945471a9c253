import { comparedDirections } from '../../src/report/comparedFeatures.ts';
import { runLetter, runNames } from '../../src/report/runNames.ts';
import type { ComparedRun } from '../../src/run/comparedRun.ts';
import type { Comparison } from '../../src/run/viewerMessages.ts';
import type { Choice } from './choice.ts';

/** A run with the letter that stands for it on the whole page. */
export interface NamedRun extends ComparedRun {
  /** place among the compared runs, from 0: its colour */
  readonly index: number;
  readonly letter: string;
  readonly name: string;
}

/** One that cannot be read. */
export interface UnreadRun extends Pick<NamedRun, 'index' | 'letter' | 'name' | 'folder'> {
  readonly message: string;
}

/** Runs side by side. All samples of all runs have a row in `sampleIds`: selections are over these. */
export interface Compared {
  readonly folders: readonly string[];
  readonly runs: readonly NamedRun[];
  readonly unread: readonly UnreadRun[];
  readonly sampleIds: readonly string[];
}

/** Takes up what was sent: runs that were not sent again stay. */
export function mergeComparison(old: Compared | null, { folders, runs, unread }: Comparison): Compared {
  const known = new Map([...(old?.runs ?? []), ...runs].map((run) => [run.folder, run]));
  const lost = new Map(unread.map(({ folder, message }) => [folder, message]));
  const names = runNames(folders);
  const named = folders.map((folder, index) => ({ folder, index, letter: runLetter(index), name: names[index] }));
  const here = named.flatMap((one): NamedRun[] => {
    const run = lost.has(one.folder) ? undefined : known.get(one.folder);
    return run ? [{ ...run, ...one }] : [];
  });
  return {
    folders,
    runs: here,
    unread: named.flatMap((one) => {
      const message = lost.get(one.folder);
      return message === undefined ? [] : [{ ...one, message }];
    }),
    sampleIds: [...new Set(here.flatMap(({ latents }) => latents?.sampleIds ?? []))],
  };
}

/** The chosen direction, else the one that two runs share and any of them predicts best. */
export function currentDirection(
  { runs }: Compared,
  { direction }: Choice,
): { readonly source: string; readonly target: string } | null {
  const anyDirection = comparedDirections(runs, 1);
  const chosen = anyDirection.find(({ source, target }) => source === direction?.source && target === direction.target);
  return chosen ?? comparedDirections(runs, 2)[0] ?? anyDirection[0] ?? null;
}

/** The two runs that are drawn against each other: the chosen ones, else the first two with scores. */
export function currentPairOfRuns({ runs }: Compared, { against }: Choice): readonly [NamedRun, NamedRun] | null {
  const scored = runs.filter(({ r2 }) => r2 !== null);
  const x = scored.find(({ folder }) => folder === against?.x) ?? scored.find(({ folder }) => folder !== against?.y);
  const y = scored.find(({ folder }) => folder === against?.y && folder !== x?.folder);
  const other = y ?? scored.find(({ folder }) => folder !== x?.folder);
  return x && other ? [x, other] : null;
}
