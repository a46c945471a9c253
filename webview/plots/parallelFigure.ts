import { NO_SCORE, type Parallel } from '../parallel/parallel.ts';
import { lineColours, MISSING, RAMP_STEPS } from '../theme/palette.ts';
import type { ChartBuilder } from './chart.ts';

/** Colours that the scale is given by. */
const ANCHORS = 8;

/** Of the axes and what ends below and stands above them. */
const HEIGHTS = { domain: [NO_SCORE - 0.02, 1.04], nice: false };

/** Lines over parallel axes, on paper; a line for each of `lit`, coloured by the main score. */
export function parallelFigure({ axes, lines, heights, steps }: Parallel, lit: Uint8Array): ChartBuilder {
  const main = axes[axes.length - 1];
  const shown = [...lines.keys()].filter((i) => lit[i] === 1).sort((a, b) => steps[a] - steps[b]);
  const rows = shown.flatMap((line) =>
    axes.map((_, axis) => ({
      line,
      axis,
      height: heights[line * axes.length + axis],
      score: lines[line].scores.at(-1) ?? null,
    })),
  );
  const values = axes.flatMap(({ ticks }, axis) => ticks.map(({ height, text }) => ({ axis, height, text })));
  const titles = axes.map(({ title }, axis) => ({ axis, title, from: 0, to: 1 }));
  const table = shown.map((line) => tableRow(lines[line], axes));
  const scale = lineColours('light');
  const range = Array.from({ length: ANCHORS }, (_, i) => scale[Math.round((i / (ANCHORS - 1)) * (RAMP_STEPS - 1))]);
  return (ink) => {
    const x = { field: 'axis', type: 'ordinal', axis: null, scale: { padding: 0.35 } } as const;
    const y = {
      field: 'height',
      type: 'quantitative',
      axis: null,
      scale: HEIGHTS,
    } as const;
    const line = { type: 'line', strokeWidth: 1, opacity: 0.75 } as const;
    const detail = { field: 'line', type: 'nominal' } as const;
    const text = { type: 'text', align: 'right', dx: -7, fontSize: 10, color: ink.text } as const;
    return {
      height: 320,
      data: { rows, values, titles },
      table,
      spec: {
        layer: [
          {
            data: { name: 'rows' },
            transform: [{ filter: 'datum.score === null' }],
            mark: { ...line, color: MISSING.light },
            encoding: { x, y, detail },
          },
          {
            data: { name: 'rows' },
            transform: [{ filter: 'datum.score !== null' }],
            mark: line,
            encoding: {
              x,
              y,
              detail,
              color: {
                field: 'score',
                type: 'quantitative',
                title: main.title,
                scale: { range, interpolate: 'rgb', ...(main.kind === 'score' && { domain: [...main.domain] }) },
              },
            },
          },
          {
            data: { name: 'titles' },
            mark: { type: 'rule', color: ink.muted },
            encoding: { x, y: { ...y, field: 'from' }, y2: { field: 'to' } },
          },
          {
            data: { name: 'titles' },
            mark: { type: 'text', dy: -14, fontSize: 11, color: ink.text, limit: 120 },
            encoding: { x, y: { ...y, field: 'to' }, text: { field: 'title' } },
          },
          {
            data: { name: 'values' },
            mark: { ...text, stroke: ink.background, strokeWidth: 3, limit: 100 },
            encoding: { x, y, text: { field: 'text' } },
          },
          { data: { name: 'values' }, mark: { ...text, limit: 100 }, encoding: { x, y, text: { field: 'text' } } },
        ],
      },
    };
  };
}

/** A line as a row of a table: its runs, settings and scores. */
function tableRow({ runs, title, scores }: Parallel['lines'][number], axes: Parallel['axes']): object {
  const names = axes.flatMap((axis) => (axis.kind === 'score' ? [axis.name] : []));
  return {
    settings: title,
    runs: runs.length,
    ...Object.fromEntries(names.map((name, i) => [name, scores[i]])),
  };
}
