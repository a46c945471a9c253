import { UserError } from '../../run/userError.ts';
import type { CohortModality } from '../cohort.ts';
import { isForCounts, refuseOtherValues } from '../likelihoodValues.ts';
import { guessTransform } from '../scale.ts';
import { fitTransform } from '../transforms/fitTransform.ts';
import { error, type Finding, type InspectedTable, warning } from './finding.ts';

/** Whether what the study says of a table fits its values: likelihood and transform. */
export function settingsFindings(inspected: InspectedTable, modality: CohortModality): Finding[] {
  const { name, summary, settings, likelihood } = inspected;
  if (inspected.rows.size === 0 || summary.constant.length === summary.features) return [];
  const transform = guessTransform(summary.scale);
  const refused = problemOf(() => refuseOtherValues(modality, likelihood));
  if (refused !== null) {
    return [
      error(refused, null, [{ edit: 'setModality', modality: name, set: { likelihood: 'gaussian', transform } }]),
    ];
  }
  const every = Int32Array.from({ length: modality.sampleIds.length }, (_, n) => n);
  const unfit = problemOf(() => fitTransform(modality, every, settings));
  if (unfit !== null) return [error(unfit, null, [{ edit: 'setModality', modality: name, set: { transform } }])];
  const wantsLog = transform.includes('log1p') && !settings.transform.includes('log1p');
  if (!wantsLog || isForCounts(likelihood)) return [];
  return [
    warning(
      `${name} looks like ${summary.scale} (${summary.scaleReason}), and its "transform" takes no logarithm: a few large values will outweigh all others.`,
      'Take the logarithm first.',
      [{ edit: 'setModality', modality: name, set: { transform } }],
    ),
  ];
}

/** What the user is told is wrong; null where nothing is. */
function problemOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (problem) {
    if (problem instanceof UserError) return problem.message;
    throw problem;
  }
}
