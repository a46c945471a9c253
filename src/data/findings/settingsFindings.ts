import type { StudyEdit } from '../../run/remedy.ts';
import { UserError } from '../../run/userError.ts';
import type { CohortModality } from '../cohort.ts';
import { isForCounts, refuseOtherValues } from '../likelihoodValues.ts';
import { guessTransform } from '../scale.ts';
import { changesScale } from '../transforms/changesScale.ts';
import { fitTransform } from '../transforms/fitTransform.ts';
import type { FittedTransform } from '../transforms/fittedTransform.ts';
import { error, type Finding, type InspectedTable, warning } from './finding.ts';

/** How what a study says of a table goes with its values: likelihood and transform. */
interface Fit {
  /** null where the table cannot be trained on */
  readonly fitted: FittedTransform | null;
  readonly findings: readonly Finding[];
}

/** Fits the transform that the study asks for, or would choose, on all samples; findings tell what does not go. */
export function fitSettings(inspected: InspectedTable, modality: CohortModality): Fit {
  const { name, summary, settings, likelihood } = inspected;
  if (inspected.rows.size === 0 || summary.constant.length === summary.features) return { fitted: null, findings: [] };
  const transform = guessTransform(summary.scale);
  const refused = problemOf(() => refuseOtherValues(modality, likelihood));
  const unfit = (text: string, set: Extract<StudyEdit, { edit: 'setModality' }>['set']): Fit => ({
    fitted: null,
    findings: [error(text, null, [{ edit: 'setModality', modality: name, set }])],
  });
  if (typeof refused === 'string') return unfit(refused, { likelihood: 'gaussian', transform });
  const every = Int32Array.from({ length: modality.sampleIds.length }, (_, n) => n);
  const fitted = problemOf(() => fitTransform(modality, every, settings));
  if (typeof fitted === 'string') return unfit(fitted, { transform });
  const wantsLog = transform.includes('log1p') && !settings.transform.some(changesScale);
  if (!wantsLog || isForCounts(likelihood)) return { fitted, findings: [] };
  const finding = warning(
    `${name} looks like ${summary.scale} (${summary.scaleReason}), and its "transform" takes no logarithm: a few large values will outweigh all others.`,
    'Take the logarithm first.',
    [{ edit: 'setModality', modality: name, set: { transform } }],
  );
  return { fitted, findings: [finding] };
}

/** What comes of it, or what the user is told is wrong. */
function problemOf<T>(act: () => T): T | string {
  try {
    return act();
  } catch (problem) {
    if (problem instanceof UserError) return problem.message;
    throw problem;
  }
}
