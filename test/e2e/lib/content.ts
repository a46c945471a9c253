import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StudyInput } from '../../../src/run/study.ts';
import { CACHE, ROOT } from './paths.ts';
import { shell } from './shell.ts';

const CONTENT = join(CACHE, 'e2e', 'content');
const TABLES = ['rnaseq', 'mirna', 'protein'];

/**
 * A finished run with every kind of result: three tables with missing samples, a label, folds. Made by the command line,
 * beside a copy of the sample's tables: copied together, the run finds them. And the same tables and labels as one .h5mu.
 */
export async function finishedRun(): Promise<{ run: string; tables: string; muData: string }> {
  const [out, sample] = [join(CONTENT, 'finished'), join(CONTENT, 'tables')];
  const muData = join(CONTENT, 'acc.h5mu');
  await rm(CONTENT, { recursive: true, force: true });
  await cp(join(ROOT, 'samples', 'tcga-acc'), sample, { recursive: true });
  const tables = TABLES.map((name) => join(sample, `${name}.csv`));
  const labels = `${join(sample, 'clinical.csv')}:C1A.C1B`;
  const program = join(ROOT, 'dist', 'crossmodal.cjs');
  await shell(process.execPath, [program, 'train', ...tables, '--labels', labels, '--epochs', '30', '--out', out]);
  await shell(process.execPath, [program, 'export', out, '-o', muData]);
  return { run: out, tables: sample, muData };
}

/**
 * Study files beside the tables: one that is quick, one that a person has to stop, one with mistakes, one that is small
 * enough to be trained many times.
 */
export async function studies(): Promise<[string, string][]> {
  await mkdir(CONTENT, { recursive: true });
  const modalities = ['rnaseq', 'mirna'].map((name) => ({ name, file: `tables/${name}.csv` }));
  const holdout = { split: 'holdout' as const, testFraction: 0.2 };
  const all: Record<string, StudyInput | object> = {
    quick: { modalities, training: { epochs: 150 }, evaluation: holdout },
    long: { modalities, training: { epochs: 100_000 }, evaluation: holdout, model: { name: 'mvae' } },
    small: {
      modalities: modalities.map((modality) => ({ ...modality, topVariance: 50 })),
      training: { epochs: 20 },
      evaluation: holdout,
    },
    mistaken: { modalities, model: { name: 'mmvae+++' } },
  };
  return Promise.all(
    Object.entries(all).map(async ([name, study]): Promise<[string, string]> => {
      const file = join(CONTENT, `${name}.crossmodal.json`);
      await writeFile(file, `${JSON.stringify(study, null, 2)}\n`);
      return [file, `${name}.crossmodal.json`];
    }),
  );
}
