import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MissingMap } from '../../../src/run/inspection.ts';
import type { Theme } from '../../theme/useTheme.ts';
import { useSize } from '../useSize.ts';

/** Pixels: of a row at most, and of the whole map about. */
const ROW = 6;
const HEIGHT = 200;
/** Between lines of the hatch. */
const HATCH = 6;

interface MissingCanvasProps {
  readonly map: MissingMap;
  readonly theme: Theme;
  readonly summary: string;
}

/** A map of missing cells: the more of a cell is missing, the fuller its colour; hatched where samples lack the table. */
export function MissingCanvas({ map, theme, summary }: MissingCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const { width } = useSize(holder);
  const row = Math.max(2, Math.min(ROW, Math.floor(HEIGHT / map.rows)));
  const height = row * map.rows;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || width === 0) return;
    const ratio = window.devicePixelRatio;
    canvas.current.width = width * ratio;
    canvas.current.height = height * ratio;
    context.scale(ratio, ratio);
    const { color } = getComputedStyle(canvas.current);
    draw(context, map, { width, row, missing: theme.accent, absent: color });
  }, [map, width, height, row, theme]);
  return (
    <div ref={holder} class="missing-map">
      <canvas ref={canvas} role="img" aria-label={summary} style={{ width: '100%', height: `${height}px` }} />
    </div>
  );
}

interface Look {
  readonly width: number;
  /** pixels of a row */
  readonly row: number;
  readonly missing: string;
  readonly absent: string;
}

function draw(context: CanvasRenderingContext2D, map: MissingMap, { width, row, missing, absent }: Look): void {
  const column = width / map.columns;
  context.fillStyle = missing;
  for (const [i, percent] of map.missing.entries()) {
    if (percent <= 0) continue;
    // A cell of which little is missing must be seen.
    context.globalAlpha = 0.2 + 0.8 * (percent / 100);
    const x = Math.floor((i % map.columns) * column);
    context.fillRect(x, Math.floor(i / map.columns) * row, Math.ceil(column), row);
  }
  context.globalAlpha = 1;
  context.strokeStyle = absent;
  for (const [at, percent] of map.absent.entries()) {
    if (percent === 0) continue;
    context.save();
    context.beginPath();
    // Of a row in which some samples lack the table, the hatch takes as much of the width as they are.
    context.rect(0, at * row, (width * percent) / 100, row);
    context.clip();
    context.beginPath();
    const height = map.rows * row;
    for (let x = -height; x < width; x += HATCH) {
      context.moveTo(x, height);
      context.lineTo(x + height, 0);
    }
    context.stroke();
    context.restore();
  }
}
