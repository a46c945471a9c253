import type { ComparedFeatures } from '../../src/report/comparedFeatures.ts';
import { categoryColour, categoryShape, type Shade } from '../theme/palette.ts';
import type { Colouring } from './colouring.ts';
import type { NamedRun } from './compared.ts';

/** A grey that can be seen on dark and on white. */
const BACK = '#8c8c8c';

/** Features whose intervals touch stand back; the others have the colour and shape of the run that predicts them better. */
export function againstColouring(
  { features, intervals }: ComparedFeatures,
  runs: readonly [NamedRun, NamedRun],
  shade: Shade,
): Colouring {
  const swatches = [
    { label: intervals ? 'intervals overlap' : 'features', colour: BACK, shape: 'circle' as const },
    ...runs.map(({ letter, index }) => ({
      label: `${letter} better, intervals apart`,
      colour: categoryColour(index, shade),
      // Never colour alone: neither is a circle.
      shape: categoryShape(1 + (index % 5)),
    })),
  ];
  const codes = Uint8Array.from(features, (_, i) => {
    if (!intervals) return 0;
    if (intervals.a.low[i] > intervals.b.high[i]) return 1;
    return intervals.b.low[i] > intervals.a.high[i] ? 2 : 0;
  });
  return {
    name: 'which run predicts better',
    kind: intervals ? 'categorical' : 'none',
    codes,
    swatches,
    ramp: null,
    describe: (feature) => swatches[codes[feature]].label,
  };
}
