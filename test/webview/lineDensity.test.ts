import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineDensity } from '../../webview/parallel/lineDensity.ts';
import type { Parallel } from '../../webview/parallel/parallel.ts';
import { RAMP_STEPS } from '../../webview/theme/palette.ts';

const AXES = 3;
const SIZE = { width: 24, height: 20 };
const FRAME = { x: [1, 11, 22], top: 2, height: 16 };
const axis = { kind: 'score', name: 'r2', title: 'R²', domain: [0, 1], ticks: [], stops: [] } as const;
/** Red says which step it is. */
const COLOURS = Uint8ClampedArray.from({ length: 4 * (RAMP_STEPS + 1) }, (_, i) => (i % 4 === 0 ? i / 4 : 255));

interface Drawn {
  readonly heights: readonly number[];
  readonly step: number;
}

function densityOf(lines: readonly Drawn[]): LineDensity {
  const data: Parallel = {
    axes: Array.from({ length: AXES }, () => axis),
    lines: lines.map((_, i) => ({ runs: [i], at: [], scores: [], title: '', detail: '' })),
    heights: Float32Array.from(lines.flatMap(({ heights }) => heights)),
    steps: Uint8Array.from(lines, ({ step }) => step),
  };
  return new LineDensity(data, FRAME, SIZE, 1);
}

/** Red and opacity of each pixel. */
function picture(density: LineDensity): { readonly step: number; readonly opacity: number }[] {
  const pixels = new Uint32Array(density.width * density.height);
  density.draw(pixels, COLOURS, 0.5);
  const bytes = new Uint8Array(pixels.buffer);
  return Array.from(pixels, (_, p) => ({ step: bytes[4 * p], opacity: bytes[4 * p + 3] }));
}

const at = (pixels: ReturnType<typeof picture>, x: number, y: number) => pixels[y * SIZE.width + x];
const level = (height: number, step: number): Drawn => ({ heights: [height, height, height], step });

describe('lines counted on pixels', () => {
  test('a level line is on each column once, in the colour of its step', () => {
    const density = densityOf([level(0.5, 40)]);
    density.show(Uint8Array.of(1));
    const pixels = picture(density);
    const drawn = [...pixels.keys()].filter((p) => pixels[p].opacity > 0);
    expect(drawn).toEqual(Array.from({ length: 21 }, (_, k) => 10 * SIZE.width + 1 + k));
    expect(drawn.map((p) => pixels[p])).toEqual(drawn.map(() => ({ step: 40, opacity: 128 })));
  });

  test('a steep line is on each row', () => {
    const density = densityOf([{ heights: [0, 1, 1], step: 1 }]);
    density.show(Uint8Array.of(1));
    const pixels = picture(density);
    for (let y = 3; y <= 18; y++) {
      const columns = [...Array(11).keys()].filter((x) => at(pixels, x, y).opacity > 0);
      expect(columns).toHaveLength(1);
    }
  });

  test('lines over each other are as opaque as all of them, and look like those that score highest', () => {
    const density = densityOf([level(1, 20), level(1, 20), level(1, 60)]);
    const seen = (...lit: number[]) => {
      density.show(Uint8Array.from(lit));
      return at(picture(density), 5, 2);
    };
    expect(seen(1, 1, 0)).toEqual({ step: 20, opacity: Math.round(255 * 0.75) });
    // log2((2 · 2^10 + 2^30) / 3) = 28.415, two steps each
    expect(seen(1, 1, 1)).toEqual({ step: 57, opacity: Math.round(255 * 0.875) });
    expect(seen(0, 0, 1)).toEqual({ step: 60, opacity: 128 });
    expect(seen(0, 0, 0)).toEqual({ step: 0, opacity: 0 });
  });

  test('whatever was shown before, the picture is that of the lines that are shown', () => {
    const line = fc.record({
      heights: fc.array(fc.double({ min: -0.09, max: 1, noNaN: true }), { minLength: AXES, maxLength: AXES }),
      step: fc.integer({ min: 0, max: RAMP_STEPS }),
    });
    const cases = fc.array(line, { minLength: 1, maxLength: 12 }).chain((lines) => {
      const lit = fc.uint8Array({ min: 0, max: 1, minLength: lines.length, maxLength: lines.length });
      return fc.record({ lines: fc.constant(lines), shown: fc.array(lit, { minLength: 1, maxLength: 6 }) });
    });
    fc.assert(
      fc.property(cases, ({ lines, shown }) => {
        const density = densityOf(lines);
        for (const lit of shown) density.show(lit);
        const fresh = densityOf(lines);
        fresh.show(shown[shown.length - 1]);
        expect(picture(density)).toEqual(picture(fresh));
      }),
    );
  });
});
