import { formatNumber } from '../../src/report/words.ts';
import type { Box } from '../state/choice.ts';
import { ticks } from './viewBox.ts';

/** Where the points are drawn, in pixels of the scatter. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface AxesProps {
  readonly frame: Frame;
  readonly box: Box;
  readonly xTitle: string;
  readonly yTitle: string | null;
  readonly identity: boolean;
}

/** Axis names, round numbers and a faint grid, below the canvas. */
export function Axes({ frame, box, xTitle, yTitle, identity }: AxesProps) {
  const { left, top, width, height } = frame;
  if (width === 0) return null;
  const x = (value: number) => left + ((value - box.x[0]) / (box.x[1] - box.x[0])) * width;
  const y = (value: number) => top + (1 - (value - box.y[0]) / (box.y[1] - box.y[0])) * height;
  const [low, high] = [Math.max(box.x[0], box.y[0]), Math.min(box.x[1], box.y[1])];
  return (
    <svg class="axes" width={left + width + 8} height={top + height + 40} aria-hidden="true">
      {ticks(box.x, Math.max(2, width / 70)).map((value) => (
        <g key={`x${value}`}>
          <line class={value === 0 ? 'zero' : 'grid'} x1={x(value)} x2={x(value)} y1={top} y2={top + height} />
          <text x={x(value)} y={top + height + 14} text-anchor="middle">
            {formatNumber(value, 3)}
          </text>
        </g>
      ))}
      {yTitle !== null &&
        ticks(box.y, Math.max(2, height / 45)).map((value) => (
          <g key={`y${value}`}>
            <line class={value === 0 ? 'zero' : 'grid'} x1={left} x2={left + width} y1={y(value)} y2={y(value)} />
            <text x={left - 6} y={y(value)} dy="0.32em" text-anchor="end">
              {formatNumber(value, 3)}
            </text>
          </g>
        ))}
      {identity && low < high && <line class="identity" x1={x(low)} y1={y(low)} x2={x(high)} y2={y(high)} />}
      <rect class="frame" x={left + 0.5} y={top + 0.5} width={width - 1} height={height - 1} />
      <text class="axis-title" x={left + width / 2} y={top + height + 34} text-anchor="middle">
        {xTitle}
      </text>
      {yTitle !== null && (
        <text class="axis-title" transform={`translate(10 ${top + height / 2}) rotate(-90)`} text-anchor="middle">
          {yTitle}
        </text>
      )}
    </svg>
  );
}
