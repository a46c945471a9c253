import type { FittedSteps } from './fittedTransform.ts';
import type { SampleCells } from './sampleCells.ts';
import { divideBySize } from './sizeFactors.ts';

/** Changes the values of one sample in place; a zero that is not stored stays zero, and what is missing stays missing. */
export type Step = (cells: SampleCells) => void;

/** The steps before standardising, in order. */
export function stepsOf({ profile, steps }: FittedSteps): Step[] {
  return [
    ...(profile ? [divideBySize(profile)] : []),
    ...steps.flatMap((step) => (step === 'log1p' ? [cellwise(Math.log1p)] : [])),
  ];
}

function cellwise(change: (value: number) => number): Step {
  return ({ values }) => {
    for (let i = 0; i < values.length; i++) values[i] = change(values[i]);
  };
}
