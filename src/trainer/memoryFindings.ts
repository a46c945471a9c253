import { error, type Finding, warning } from '../data/findings/finding.ts';
import { gigabytes } from '../data/requireMemory.ts';
import type { Estimate } from '../run/inspection.ts';
import { mostKept } from '../run/mostKept.ts';
import type { StudyEdit } from '../run/remedy.ts';
import type { Study } from '../run/study.ts';
import { estimateTraining } from './estimate.ts';
import type { TableSize } from './tableSize.ts';

/** Of the machine's memory: the rest is for everything else that runs on it. */
const SHARE = 0.8;
/** Features of largest variance to try, the most first. */
const FEWER = [20_000, 10_000, 5_000, 2_000, 1_000, 500];

/** Whether training fits into the memory of this machine, and how many features would. */
export function memoryFindings(study: Study, tables: readonly TableSize[], { training, machine }: Estimate): Finding[] {
  if (training <= SHARE * machine) return [];
  const most = FEWER.find((count) => memoryWith(study, tables, count) <= SHARE * machine);
  const edits: StudyEdit[] =
    most === undefined
      ? []
      : larger(study, tables, most).map((modality) => ({
          edit: 'setModality',
          modality,
          set: { topVariance: most },
        }));
  const say = training > machine ? error : warning;
  return [
    say(
      `Training takes about ${gigabytes(training)} of memory, and this machine has ${gigabytes(machine)}.`,
      most === undefined
        ? 'Use a machine with more memory, or fewer samples.'
        : 'Keep the features of largest variance.',
      edits,
    ),
  ];
}

function memoryWith(study: Study, tables: readonly TableSize[], most: number): number {
  const names = new Set(larger(study, tables, most));
  const modalities = study.modalities.map((modality) =>
    names.has(modality.name) ? { ...modality, topVariance: most } : modality,
  );
  return estimateTraining({ ...study, modalities }, tables, 1).training;
}

/** Names of the tables that would train with more features than these. */
function larger({ modalities }: Study, tables: readonly TableSize[], most: number): string[] {
  return tables.filter(({ features }, m) => mostKept(features, modalities[m]) > most).map(({ name }) => name);
}
