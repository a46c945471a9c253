import type { TransformName } from '../../run/study.ts';
import { arcsinh } from './arcsinh.ts';
import { centredLogRatio } from './centredLogRatio.ts';
import type { FittedSteps } from './fittedTransform.ts';
import { mValue } from './mValue.ts';
import type { Step } from './sampleCells.ts';
import { divideBySize } from './sizeFactors.ts';
import { tfIdf } from './tfIdf.ts';

/** The steps before standardising, in order. Counts are divided by the size of their sample where no step relates them to it. */
export function stepsOf({ profile, idf, steps }: FittedSteps): Step[] {
  const related = steps.includes('tf-idf') || steps.includes('clr');
  const sized = profile && !related ? [divideBySize(profile)] : [];
  return [...sized, ...steps.flatMap((step) => stepOf(step, idf))];
}

/** Whether a step looks at all columns of a sample, those as well that are not kept. */
export function takesAllColumns(steps: readonly TransformName[]): boolean {
  return ['library-size', 'tf-idf', 'clr'].some((step) => steps.some((taken) => taken === step));
}

function stepOf(step: TransformName, idf: FittedSteps['idf']): Step[] {
  switch (step) {
    case 'log1p':
      return [cellwise(Math.log1p)];
    case 'arcsinh':
      return [cellwise(arcsinh)];
    case 'm-values':
      return [cellwise(mValue)];
    case 'clr':
      return [centredLogRatio];
    case 'tf-idf':
      return idf ? [tfIdf(idf)] : [];
    case 'library-size': // by the profile, above
    case 'standardize': // feature by feature, in the end
      return [];
  }
}

function cellwise(change: (value: number) => number): Step {
  return ({ values }) => {
    for (let i = 0; i < values.length; i++) values[i] = change(values[i]);
  };
}
