import { formatNumber } from '../../src/report/words.ts';
import type { LabelColumn } from '../../src/run/runData.ts';
import {
  categoryColour,
  categoryShape,
  MAX_CLASSES,
  MISSING,
  RAMP_STEPS,
  rampColour,
  type Shade,
  type Shape,
} from '../theme/palette.ts';

/** How a column of labels colours samples: one small code a sample, looked up in `swatches`. */
export interface Colouring {
  readonly name: string;
  readonly kind: 'none' | 'categorical' | 'continuous';
  /** [samples] index into swatches; 0 = missing */
  readonly codes: Uint8Array;
  readonly swatches: readonly Swatch[];
  /** the smallest and largest value of a continuous column */
  readonly limits: readonly [number, number] | null;
  /** the value of one sample, in words */
  describe(sample: number): string;
}

export interface Swatch {
  readonly label: string;
  readonly colour: string;
  readonly shape: Shape;
}

/** Colours for `count` samples; without a column all samples look alike. */
export function colouring(column: LabelColumn | null, count: number, shade: Shade, accent: string): Colouring {
  const missing: Swatch = { label: 'missing', colour: MISSING[shade], shape: 'circle' };
  if (column === null) {
    const swatches = [missing, { label: 'samples', colour: accent, shape: 'circle' as const }];
    return { name: '', kind: 'none', codes: new Uint8Array(count).fill(1), swatches, limits: null, describe: () => '' };
  }
  return column.kind === 'categorical' ? byClass(column, missing, shade) : byValue(column, missing);
}

function byClass(column: Extract<LabelColumn, { kind: 'categorical' }>, missing: Swatch, shade: Shade): Colouring {
  const { classes } = column;
  const many = classes.length > MAX_CLASSES;
  const named = many ? classes.slice(0, MAX_CLASSES - 1) : classes;
  const swatches = [
    missing,
    ...named.map((label, i) => ({ label, colour: categoryColour(i, shade), shape: categoryShape(i) })),
  ];
  if (many) {
    swatches.push({
      label: `other (${classes.length - named.length} classes)`,
      colour: MISSING[shade],
      shape: 'cross',
    });
  }
  const codes = Uint8Array.from(column.codes, (code) => (code < 0 ? 0 : Math.min(code + 1, swatches.length - 1)));
  const describe = (sample: number) => classes[column.codes[sample] ?? -1] ?? 'missing';
  return { name: column.name, kind: 'categorical', codes, swatches, limits: null, describe };
}

function byValue(column: Extract<LabelColumn, { kind: 'continuous' }>, missing: Swatch): Colouring {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = high - low || 1;
  const swatches = [missing];
  for (let step = 0; step < RAMP_STEPS; step++) {
    swatches.push({ label: '', colour: rampColour(step / (RAMP_STEPS - 1)), shape: 'circle' });
  }
  const codes = Uint8Array.from(column.values, (value) =>
    Number.isNaN(value) ? 0 : 1 + Math.round(((value - low) / span) * (RAMP_STEPS - 1)),
  );
  const describe = (sample: number) => {
    const value = column.values[sample];
    return Number.isNaN(value) ? 'missing' : formatNumber(value, 3);
  };
  return { name: column.name, kind: 'continuous', codes, swatches, limits: low <= high ? [low, high] : null, describe };
}
