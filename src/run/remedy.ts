import { z } from 'zod';
import { likelihoodName, type StudyInput, transformName } from './study.ts';
import { UserError } from './userError.ts';

/** One change of a study. */
const studyEditSchema = z.discriminatedUnion('edit', [
  z.object({
    edit: z.literal('setModality'),
    modality: z.string(),
    set: z.strictObject({
      transform: z.array(transformName).optional(),
      part: z.string().optional(),
      rows: z.enum(['samples', 'features']).optional(),
      features: z.array(z.string()).min(1).optional(),
      topVariance: z.int().min(1).optional(),
      likelihood: likelihoodName.optional(),
    }),
  }),
  z.object({ edit: z.literal('leaveOutModality'), modality: z.string() }),
  z.object({ edit: z.literal('leaveOutLabels') }),
  z.object({ edit: z.literal('setSamples'), samples: z.enum(['union', 'intersection']) }),
  z.object({ edit: z.literal('crossValidate'), folds: z.int().min(2) }),
]);
export type StudyEdit = z.infer<typeof studyEditSchema>;

/** What puts a finding right in the study file, at one click. */
export const remedySchema = z.object({
  writes: z.string().describe('what changes in the study file, in words'),
  edits: z.array(studyEditSchema).min(1),
});
export type Remedy = z.infer<typeof remedySchema>;

/**
 * The study with a remedy in it; all else stays as written. Applying the same twice changes nothing.
 * @throws UserError where the study has no such modality any more, or would be left with fewer than two.
 */
export function applyRemedy(study: StudyInput, { edits }: Remedy): StudyInput {
  return edits.reduce(applyEdit, study);
}

/** Whether the study says already what the remedy would write. */
export function isApplied(study: StudyInput, { edits }: Remedy): boolean {
  return edits.every((edit) => saysAlready(study, edit));
}

function applyEdit(study: StudyInput, edit: StudyEdit): StudyInput {
  if (saysAlready(study, edit)) return study;
  switch (edit.edit) {
    case 'setModality': {
      if (!study.modalities.some(({ name }) => name === edit.modality)) {
        throw new UserError(`The study has no modality "${edit.modality}" any more, so there is nothing to set.`);
      }
      const modalities = study.modalities.map((modality) =>
        modality.name === edit.modality ? { ...modality, ...edit.set } : modality,
      );
      return { ...study, modalities };
    }
    case 'leaveOutModality':
      return leaveOut(study, edit.modality);
    case 'leaveOutLabels': {
      const { labels: _, ...rest } = study;
      return rest;
    }
    case 'setSamples':
      return { ...study, samples: edit.samples };
    case 'crossValidate':
      return { ...study, evaluation: { split: 'kfold', folds: edit.folds } };
  }
}

function leaveOut(study: StudyInput, name: string): StudyInput {
  const modalities = study.modalities.filter((modality) => modality.name !== name);
  if (modalities.length < 2) {
    throw new UserError(`Without "${name}" the study would have fewer than two modalities. Add another table first.`);
  }
  const { model } = study;
  if (typeof model?.private !== 'object') return { ...study, modalities };
  const { [name]: _, ...rest } = model.private;
  return { ...study, modalities, model: { ...model, private: rest } };
}

function saysAlready(study: StudyInput, edit: StudyEdit): boolean {
  switch (edit.edit) {
    case 'setModality': {
      const modality = study.modalities.find(({ name }) => name === edit.modality);
      return modality !== undefined && same({ ...modality, ...edit.set }, modality);
    }
    case 'leaveOutModality':
      return !study.modalities.some(({ name }) => name === edit.modality);
    case 'leaveOutLabels':
      return study.labels === undefined;
    case 'setSamples':
      return (study.samples ?? 'union') === edit.samples;
    case 'crossValidate':
      return same(study.evaluation, { split: 'kfold', folds: edit.folds });
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
