import { formatNumber } from '../../src/report/words.ts';
import type { CategoricalColumn, ContinuousColumn, LabelColumn } from '../../src/run/runData.ts';
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
import type { ValueScale } from './choice.ts';
import { LINEAR, shareOnRamp, type ValueRamp, valueOnRamp, valueRamp } from './valueRamp.ts';

/** How a column colours samples: one small code a sample, looked up in `swatches`. */
export interface Colouring {
  readonly name: string;
  readonly kind: 'none' | 'categorical' | 'continuous';
  /** [samples] index into swatches; 0 = missing */
  readonly codes: Uint8Array;
  /** of a continuous column: the steps of the ramp, from low to high, after the one for missing values */
  readonly swatches: readonly Swatch[];
  /** null where no sample has a value */
  readonly ramp: ValueRamp | null;
  /** the value of one sample, in words */
  describe(sample: number): string;
}

export interface Swatch {
  readonly label: string;
  readonly colour: string;
  readonly shape: Shape;
}

/** Colours for `count` samples; without a column all samples look alike. @param scale how continuous values are spread */
export function colouring(
  column: LabelColumn | null,
  count: number,
  shade: Shade,
  accent: string,
  scale: ValueScale = LINEAR,
): Colouring {
  const missing: Swatch = { label: 'missing', colour: MISSING[shade], shape: 'circle' };
  if (column === null) {
    const swatches = [missing, { label: 'samples', colour: accent, shape: 'circle' as const }];
    return { name: '', kind: 'none', codes: new Uint8Array(count).fill(1), swatches, ramp: null, describe: () => '' };
  }
  return column.kind === 'categorical' ? byClass(column, missing, shade) : byValue(column, missing, scale);
}

function byClass(column: CategoricalColumn, missing: Swatch, shade: Shade): Colouring {
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
  const codes = new Uint8Array(column.codes.length);
  for (let i = 0; i < codes.length; i++) codes[i] = Math.min(column.codes[i] + 1, swatches.length - 1);
  const describe = (sample: number) => classes[column.codes[sample] ?? -1] ?? 'missing';
  return { name: column.name, kind: 'categorical', codes, swatches, ramp: null, describe };
}

function byValue({ name, values }: ContinuousColumn, missing: Swatch, scale: ValueScale): Colouring {
  const ramp = valueRamp(values, scale);
  const swatches = [missing];
  for (let step = 0; step < RAMP_STEPS; step++) {
    swatches.push({ label: '', colour: rampColour(step / (RAMP_STEPS - 1)), shape: 'circle' });
  }
  const codes = new Uint8Array(values.length);
  for (let i = 0; i < codes.length && ramp; i++) {
    if (Number.isNaN(values[i])) continue;
    codes[i] = 1 + Math.min(RAMP_STEPS - 1, Math.floor(shareOnRamp(values[i], ramp) * RAMP_STEPS));
  }
  const describe = (sample: number) => {
    const value = values[sample];
    return Number.isNaN(value) ? 'missing' : formatNumber(value, 3);
  };
  return { name, kind: 'continuous', codes, swatches, ramp, describe };
}

/** What the codes from `from` to `to` stand for, in words: "C1A", "purity 0.4 to 0.6". */
export function codeWords({ name, kind, swatches, ramp }: Colouring, from: number, to: number): string {
  if (from === 0) return `${name} missing`;
  if (kind !== 'continuous' || !ramp) return swatches[from]?.label ?? '';
  const [low, high] = [valueOnRamp((from - 1) / RAMP_STEPS, ramp), valueOnRamp(to / RAMP_STEPS, ramp)];
  // The colours of the ends stand for all that lies beyond, too.
  const open = [from === 1 && ramp.data[0] < ramp.low, to === RAMP_STEPS && ramp.data[1] > ramp.high];
  if (open[0] && open[1]) return `any ${name}`;
  if (open[0]) return `${name} up to ${formatNumber(high, 3)}`;
  if (open[1]) return `${name} from ${formatNumber(low, 3)}`;
  return `${name} ${formatNumber(low, 3)} to ${formatNumber(high, 3)}`;
}

/** How many samples have each code. @param mask [samples] 1 = counted; null = all */
export function countCodes(codes: Uint8Array, swatches: number, mask: Uint8Array | null): number[] {
  const counts = new Array<number>(swatches).fill(0);
  for (let i = 0; i < codes.length; i++) if (mask === null || mask[i] === 1) counts[codes[i]]++;
  return counts;
}
