import type { TransformName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import { changesScale } from './changesScale.ts';

/** @throws UserError for steps that do not go together: at most "library-size", one that changes the scale, "standardize", in this order */
export function requireOrder(modality: string, steps: readonly TransformName[]): void {
  const refuse = (reason: string, instead: readonly TransformName[]): never => {
    throw new UserError(
      `Modality "${modality}": ${reason}. Use "transform": [${instead.map((step) => `"${step}"`).join(', ')}].`,
    );
  };
  const last = steps.indexOf('standardize');
  if (last !== -1 && last !== steps.length - 1) {
    const others = steps.filter((step) => step !== 'standardize');
    refuse(`"standardize" must be the last transform, not before "${steps[last + 1]}"`, [...others, 'standardize']);
  }
  const [first, second] = steps.filter(changesScale);
  const without = (step: TransformName): TransformName[] => steps.filter((one) => one !== step);
  if (first && second) {
    const reason =
      first === second
        ? `"${first}" is there twice`
        : `"${first}" and "${second}" exclude each other, as both change the scale`;
    refuse(reason, first === second ? [...new Set(steps)] : without(second));
  }
  const sized = steps.indexOf('library-size');
  if (sized === -1) return;
  if (sized !== steps.lastIndexOf('library-size')) refuse('"library-size" is there twice', [...new Set(steps)]);
  if (first === 'tf-idf' || first === 'clr') {
    refuse(`"${first}" relates each value to its sample itself, and takes no "library-size"`, without('library-size'));
  }
  if (first === 'm-values') {
    refuse('"m-values" is for proportions, and "library-size" for counts', without('library-size'));
  }
  if (sized > 0)
    refuse(`"library-size" must be the first transform, not after "${steps[sized - 1]}"`, [
      'library-size',
      ...without('library-size'),
    ]);
}
