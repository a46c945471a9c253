import type { ResolvedStudy, Study } from '../run/study.ts';
import type { Dataset } from './data/dataset.ts';
import { resolveEvaluation } from './stages.ts';

/** A study with nothing left open: what its tables decide is written down. */
export function resolveStudy({ $schema: _, ...study }: Study, { cohort, sources }: Dataset): ResolvedStudy {
  return {
    ...study,
    modalities: study.modalities.map((modality, m) => {
      const { transform, likelihood, rows } = sources[m];
      return { ...modality, transform, likelihood, rows };
    }),
    evaluation: resolveEvaluation(study, cohort.sampleIds.length),
  };
}
