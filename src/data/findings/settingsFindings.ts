import type { StudyEdit } from '../../run/remedy.ts';
import { UserError } from '../../run/userError.ts';
import type { CohortModality } from '../cohort.ts';
import { isForCounts, refuseOtherValues } from '../likelihoodValues.ts';
import { defaultLikelihood, defaultTransform, guessTransform } from '../scale.ts';
import { changesScale } from '../transforms/changesScale.ts';
import { fitTransform } from '../transforms/fitTransform.ts';
import type { FittedTransform } from '../transforms/fittedTransform.ts';
import { error, type Finding, type InspectedTable, info, warning } from './finding.ts';

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
  const fitting = defaultLikelihood(summary.scale);
  const unfit = (text: string, set: Extract<StudyEdit, { edit: 'setModality' }>['set']): Fit => ({
    fitted: null,
    findings: [error(text, null, [{ edit: 'setModality', modality: name, set }])],
  });
  if (typeof refused === 'string')
    return unfit(refused, { likelihood: fitting, transform: defaultTransform(fitting, summary.scale) });
  const every = Int32Array.from({ length: modality.sampleIds.length }, (_, n) => n);
  const fitted = problemOf(() => fitTransform(modality, every, settings));
  if (typeof fitted === 'string') return unfit(fitted, { transform });
  return { fitted, findings: [...likelihoodFindings(inspected), ...transformFindings(inspected)] };
}

/** A likelihood that goes with the values where another is made for them. */
function likelihoodFindings({ name, summary, likelihood }: InspectedTable): Finding[] {
  const fitting = defaultLikelihood(summary.scale);
  if (fitting === 'gaussian' || fitting === likelihood) return [];
  if (isForCounts(fitting) && isForCounts(likelihood)) return [];
  const edits: StudyEdit[] = [{ edit: 'setModality', modality: name, set: { likelihood: fitting } }];
  const text = `${name} holds ${summary.scale === 'binary' ? '0 and 1' : summary.scale} (${summary.scaleReason}), and its likelihood is ${likelihood}.`;
  return [info(text, `The likelihood "${fitting}" is made for such values.`, edits)];
}

/** A step that values of this scale need, and the study does not take. */
function transformFindings({ name, summary, settings, likelihood }: InspectedTable): Finding[] {
  const transform = guessTransform(summary.scale);
  const set: StudyEdit[] = [{ edit: 'setModality', modality: name, set: { transform } }];
  const looks = `${name} looks like ${summary.scale} (${summary.scaleReason}), and its "transform" takes no`;
  if (transform.includes('m-values') && !settings.transform.includes('m-values')) {
    const text = `${looks} M-values: near 0 and 1 the same difference means more than in the middle.`;
    return [info(text, 'Take the log odds first.', set)];
  }
  if (!transform.includes('log1p') || settings.transform.some(changesScale) || isForCounts(likelihood)) return [];
  return [
    warning(`${looks} logarithm: a few large values will outweigh all others.`, 'Take the logarithm first.', set),
  ];
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
