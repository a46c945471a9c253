import { rm } from 'node:fs/promises';
import { readRunFile } from '../run/readRun.ts';
import { parseStudy } from '../run/readStudy.ts';
import type { Study } from '../run/study.ts';
import { train } from '../trainer/train.ts';
import type { Cell, Experiment } from './experiment.ts';
import { type FinishedRun, keyOf } from './journal.ts';

export interface Place {
  /** holds the cell's tables */
  readonly tables: string;
  /** for the run; gone afterwards */
  readonly run: string;
  readonly engine: Study['engine'];
  readonly signal: AbortSignal;
}

/** Trains one cell and scores it. @returns null where it was interrupted */
export async function runCell(
  cell: Cell,
  score: Experiment['score'],
  { tables, run, engine, signal }: Place,
): Promise<FinishedRun | null> {
  try {
    const study = parseStudy({ ...cell.study, engine }, 'the experiment’s study');
    const { status } = await train({ study, directory: tables, out: run, signal, emit: () => {} });
    if (status === 'stopped') return null;
    const record = await readRunFile(run);
    return {
      key: keyOf(cell),
      settings: { ...cell.settings },
      scores: copied(await score(run, tables)),
      seconds: record.seconds,
      engine: `${record.engine.name} ${record.engine.version}`,
      crossmodal: record.crossmodal,
      system: `Node ${record.system.node}, ${record.system.platform}, ${record.system.cpu}`,
    };
  } finally {
    await rm(run, { recursive: true, force: true });
  }
}

function copied(scores: Awaited<ReturnType<Experiment['score']>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(scores).map(([name, values]) => [name, [...values]]));
}
