import type { Inspection } from '../../run/inspection.ts';
import { counted, error, type Finding, few, info, percent, warning } from './finding.ts';

const TINY_CLASS = 5;
const MANY_CLASSES = 20;

/** What a label column shows: one class, tiny classes, too many of them, missing labels. */
export function labelFindings(labels: NonNullable<Inspection['labels']>, samples: number): Finding[] {
  const { column, kind, classes, missing } = labels;
  const known = samples - missing;
  if (known === 0) {
    const fix = 'Choose another column, or check the ids of the label table.';
    return [error(`No sample has a label in "${column}".`, fix, [{ edit: 'leaveOutLabels' }])];
  }
  const findings: Finding[] = [];
  if (missing > 0)
    findings.push(
      info(
        `${counted(missing, 'sample')} (${percent(missing / samples)}) ${missing === 1 ? 'has' : 'have'} no label in "${column}".`,
        'They still train the model; label scores leave them out.',
      ),
    );
  if (kind === 'continuous') return findings;
  if (classes.length === 1) {
    findings.push(
      error(
        `Every labelled sample is "${classes[0].name}" in "${column}".`,
        'A label needs at least two classes; choose another column.',
        [{ edit: 'leaveOutLabels' }],
      ),
    );
  } else if (classes.length > MANY_CLASSES && classes.length > known / 2) {
    findings.push(
      warning(
        `"${column}" has ${classes.length} different texts in ${counted(known, 'sample')}; it looks like an id.`,
        'Choose a column whose values repeat.',
        [{ edit: 'leaveOutLabels' }],
      ),
    );
  } else {
    const tiny = classes.filter((one) => one.samples < TINY_CLASS);
    if (tiny.length > 0) {
      const names = tiny.map((one) => `"${one.name}" (${one.samples})`);
      findings.push(
        warning(
          `${tiny.length === 1 ? 'A class' : `${tiny.length} classes`} of "${column}" ${tiny.length === 1 ? 'has' : 'have'} fewer than ${TINY_CLASS} samples: ${few(names)}.`,
          'Their scores mean little; merge them with others or leave them empty.',
        ),
      );
    }
  }
  return findings;
}
