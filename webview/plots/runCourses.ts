import type { HistoryEntry } from '../../src/run/history.ts';
import type { NamedRun } from '../state/compared.ts';
import type { ChartBuilder } from './chart.ts';
import { EPOCHS } from './epochAxis.ts';

/** A value of one run over the epochs. */
export interface RunCourse {
  /** letter and name */
  readonly run: string;
  readonly letter: string;
  /** place among the compared runs: its colour */
  readonly index: number;
  readonly points: readonly { readonly epoch: number; readonly value: number }[];
}

const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 2, 2, 2],
];
/** Up to so many runs have their names in the legend; of more, the letters stand in a few rows. */
const NAMED_RUNS = 4;
const LETTERS_IN_A_ROW = 6;

/** Loss over epochs: of the hold-out model or the model of all samples; until that is trained, the mean of the folds. */
export function lossCourses(runs: readonly NamedRun[]): RunCourse[] {
  return courses(runs, (history) => {
    const whole = history.filter(({ stage }) => stage === 0);
    return (whole.length > 0 ? whole : history).map(({ epoch, loss }) => ({ epoch, value: loss }));
  });
}

/** Median held-out R² of a direction over epochs; with folds, the mean of the folds' medians. Below −1 drawn at −1. */
export function r2Courses(runs: readonly NamedRun[], source: string, target: string): RunCourse[] {
  return courses(runs, (history) =>
    history.flatMap(({ epoch, r2 }) => {
      const median = r2?.find((one) => one.source === source && one.target === target)?.median ?? null;
      return median === null ? [] : [{ epoch, value: Math.max(-1, median) }];
    }),
  );
}

function courses(
  runs: readonly NamedRun[],
  read: (history: readonly HistoryEntry[]) => readonly { readonly epoch: number; readonly value: number }[],
): RunCourse[] {
  return runs.flatMap(({ letter, name, index, history }) => {
    const sums = new Map<number, { sum: number; count: number }>();
    for (const { epoch, value } of read(history)) {
      const { sum, count } = sums.get(epoch) ?? { sum: 0, count: 0 };
      sums.set(epoch, { sum: sum + value, count: count + 1 });
    }
    if (sums.size === 0) return [];
    const points = [...sums].map(([epoch, { sum, count }]) => ({ epoch, value: sum / count }));
    return [{ run: `${letter} ${name}`, letter, index, points: points.sort((a, b) => a.epoch - b.epoch) }];
  });
}

/** One line a run, each with its colour; runs beyond the seventh are dashed. */
export function runCourses(lines: readonly RunCourse[], title: string, zero: boolean): ChartBuilder {
  const few = lines.length <= NAMED_RUNS;
  const nameOf = ({ run, letter }: RunCourse) => (few ? run : letter);
  const rows = lines.flatMap((line) => line.points.map(({ epoch, value }) => ({ run: nameOf(line), epoch, value })));
  const names = lines.map(nameOf);
  const columns = few ? 1 : LETTERS_IN_A_ROW;
  return (ink) => {
    const colours = ink.categories;
    const x = EPOCHS;
    const y = {
      field: 'value',
      type: 'quantitative',
      title,
      axis: { tickCount: 4, format: ',.5~g' },
      scale: { zero },
    } as const;
    const legend = {
      orient: 'bottom',
      direction: few ? 'vertical' : 'horizontal',
      columns,
      labelLimit: 320,
      symbolType: 'stroke',
    } as const;
    const color = {
      field: 'run',
      type: 'nominal',
      title: null,
      scale: { domain: names, range: lines.map(({ index }) => colours[index % colours.length]) },
      legend,
    } as const;
    const strokeDash = {
      field: 'run',
      type: 'nominal',
      title: null,
      scale: {
        domain: names,
        range: lines.map(({ index }) => [...DASHES[Math.floor(index / colours.length) % DASHES.length]]),
      },
      legend,
    } as const;
    const tooltip = [
      { field: 'run', title: 'run' },
      { field: 'epoch', title: 'epoch' },
      { field: 'value', title, format: '.3~g' },
    ];
    const rule = {
      mark: { type: 'rule' as const, strokeDash: [3, 3], color: ink.muted },
      encoding: { y: { datum: 0 } },
    };
    return {
      height: 176 + 16 * Math.ceil(names.length / columns),
      data: { rows },
      spec: {
        data: { name: 'rows' },
        layer: [
          ...(zero ? [rule] : []),
          { mark: { type: 'line', strokeWidth: 1.75, strokeCap: 'round' }, encoding: { x, y, color, strokeDash } },
          // One evaluation makes no line, and the points carry the tooltip.
          { mark: { type: 'point', filled: true, size: 18 }, encoding: { x, y, color, tooltip } },
        ],
      },
    };
  };
}
