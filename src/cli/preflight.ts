import { worstFirst } from '../data/findings/finding.ts';
import { inspectTables, type LabelsToInspect } from '../data/inspect.ts';
import type { TableToInspect } from '../data/inspectTable.ts';
import { estimateSentence } from '../report/words.ts';
import type { Inspection } from '../run/inspection.ts';
import { type StudyInput, studySchema } from '../run/study.ts';
import { estimateTraining } from '../trainer/estimate.ts';
import { machineRate } from '../trainer/machineRate.ts';
import { memoryFindings } from '../trainer/memoryFindings.ts';
import { tableSizes } from '../trainer/tableSizes.ts';

/**
 * Looks at the tables of a study before training, and estimates what training takes: from their shapes before any value
 * is read, and again with what the values tell.
 * @param study what it says besides its tables and labels
 * @param progress hears what is being done, in words
 * @throws UserError for a table or label table that cannot be read, or has no such label column.
 */
export async function preflight(
  files: readonly TableToInspect[],
  labels?: LabelsToInspect,
  study: Omit<StudyInput, 'modalities' | 'labels'> = {},
  progress: (text: string) => void = () => undefined,
): Promise<Inspection> {
  const parsed = files.length > 1 ? studySchema.parse({ ...study, modalities: files.map(settingsOf) }) : null;
  const rate = machineRate();
  if (parsed) {
    progress(estimateSentence(estimateTraining(parsed, await tableSizes(files), rate)));
  }
  const inspection = await inspectTables(files, labels, parsed ? { ...study, samples: parsed.samples } : {}, progress);
  if (!parsed) return { ...inspection, estimate: null };
  const sizes = inspection.tables.map(({ name, samples, features, stored, likelihood }) => ({
    name,
    samples,
    features,
    stored: stored === null ? null : Math.round(stored * samples * features),
    likelihood,
  }));
  const estimate = estimateTraining(parsed, sizes, rate);
  const findings = worstFirst([...memoryFindings(parsed, sizes, estimate), ...inspection.findings]);
  return { ...inspection, estimate, findings };
}

/** What a study file says of a table; the rest of it is known only here. */
function settingsOf(table: TableToInspect): StudyInput['modalities'][number] {
  const { name, file, part, rows, features, transform, topVariance, likelihood } = table;
  return {
    name,
    file,
    ...(part && { part }),
    ...(rows && { rows }),
    ...(features && { features: [...features] }),
    ...(transform && { transform: [...transform] }),
    ...(topVariance && { topVariance }),
    ...(likelihood && { likelihood }),
  };
}
