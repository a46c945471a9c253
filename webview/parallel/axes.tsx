import { type Layout, titleBox } from './layout.ts';
import type { Parallel, ParallelAxis } from './parallel.ts';

interface AxesProps {
  readonly data: Parallel;
  readonly layout: Layout;
  /** along the axes, below their titles */
  readonly notes: readonly string[];
  /** of lines by the main score, from the lowest to the highest */
  readonly colours: readonly string[];
}

/** Pixels between two values written along an axis, and from an axis to its values. */
const APART = 15;
const BESIDE = 8;

/** Titles, lines and values of the axes; a long text is cut, and whole in its tooltip. */
export function ParallelAxes({ data, layout, notes, colours }: AxesProps) {
  const { axes, steps } = data;
  const { x, top, height, gap, width } = layout;
  const last = axes.length - 1;
  return (
    <div class="parallel-axes" aria-hidden="true">
      {axes.map((axis, a) => (
        <div key={axis.kind === 'setting' ? axis.path : axis.name}>
          <div class="parallel-title" style={titleBox(layout, a)} title={axis.title}>
            <span>{axis.title}</span>
            <span class="muted">{notes[a]}</span>
          </div>
          <div
            class={a === last ? 'parallel-axis parallel-scale' : 'parallel-axis'}
            style={{
              left: `${x[a]}px`,
              top: `${top}px`,
              height: `${height}px`,
              ...(a === last && { background: `linear-gradient(to top, ${colours.join()})` }),
            }}
          />
          {apart(axis, height).map(({ height: at, text }) => (
            <span
              key={text}
              class="parallel-value"
              title={text}
              style={{
                top: `${top + (1 - at) * height}px`,
                ...(a === last
                  ? { left: `${x[a] + BESIDE}px` }
                  : { right: `${width - x[a] + BESIDE}px`, maxWidth: `${(a === 0 ? x[0] : gap - BESIDE) - BESIDE}px` }),
              }}
            >
              {text}
            </span>
          ))}
        </div>
      ))}
      {steps.includes(0) && (
        <span class="parallel-value" style={{ right: '0', top: `${top + height + 22}px` }}>
          no score yet
        </span>
      )}
    </div>
  );
}

/** The values that have room for their text, from the top down; the last one always has. */
function apart({ ticks }: ParallelAxis, height: number): ParallelAxis['ticks'] {
  const sorted = ticks.toSorted((a, b) => b.height - a.height);
  const foot = sorted.at(-1);
  const kept: (typeof sorted)[number][] = [];
  for (const tick of sorted) {
    const before = kept.at(-1);
    const free = !before || (before.height - tick.height) * height >= APART;
    const aboveFoot = tick === foot || !foot || (tick.height - foot.height) * height >= APART;
    if (free && aboveFoot) kept.push(tick);
  }
  return kept;
}
