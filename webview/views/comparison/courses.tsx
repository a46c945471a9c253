import { useMemo } from 'preact/hooks';
import { directionName, formatNumber, formatScore, plural } from '../../../src/report/words.ts';
import { lossCourses, type RunCourse, r2Courses, runCourses } from '../../plots/runCourses.ts';
import { VegaChart } from '../../plots/vegaChart.tsx';
import type { Store } from '../../state/store.ts';
import { PAPER_INK, screenInk } from '../../theme/ink.ts';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import { useDrawn } from '../useDrawn.ts';
import type { ComparisonProps } from './comparisonProps.ts';

interface CoursesProps extends ComparisonProps {
  readonly direction: { readonly source: string; readonly target: string } | null;
}

/** How all runs trained: R² of the chosen direction, and loss, over the epochs. */
export function Courses({ store, compared, direction }: CoursesProps) {
  const [source, target] = [direction?.source, direction?.target];
  const r2 = useMemo(
    () => (source === undefined || target === undefined ? [] : r2Courses(compared.runs, source, target)),
    [compared, source, target],
  );
  const loss = useMemo(() => lossCourses(compared.runs), [compared]);
  const drawn = useDrawn([...(r2.length > 0 ? ['r2'] : []), ...(loss.length > 0 ? ['loss'] : [])]);
  return (
    <Panel view="compared-courses" title="Over the epochs" ready={drawn.all}>
      <div class="courses">
        {r2.length > 0 && direction && (
          <Course
            store={store}
            title={`Median R², ${directionName(direction.source, direction.target)}`}
            axis="median held-out R²"
            lines={r2}
            zero
            format={formatScore}
            onDrawn={drawn.mark('r2')}
          />
        )}
        {loss.length > 0 && (
          <Course
            store={store}
            title="Loss"
            axis="loss (nats per sample)"
            lines={loss}
            zero={false}
            format={(value) => formatNumber(value, 4)}
            onDrawn={drawn.mark('loss')}
          />
        )}
      </div>
      {loss.length === 0 ? (
        <p class="empty">No run has finished an epoch.</p>
      ) : (
        <p class="muted caption">
          Losses of different models or tables add up different terms: compare how they fall, not how high they are.
        </p>
      )}
    </Panel>
  );
}

interface CourseProps {
  readonly store: Store;
  readonly title: string;
  readonly axis: string;
  readonly lines: readonly RunCourse[];
  readonly zero: boolean;
  readonly format: (value: number) => string;
  readonly onDrawn: () => void;
}

function Course({ store, title, axis, lines, zero, format, onDrawn }: CourseProps) {
  const builder = useMemo(() => runCourses(lines, axis, zero), [lines, axis, zero]);
  const chart = useMemo(() => builder(screenInk()), [builder]);
  const figure = () => ({
    name: `${title} of ${lines.length} runs`.replace(/[^A-Za-z0-9._-]+/g, '-'),
    title,
    subtitle: plural(lines.length, 'run'),
    width: 420,
    chart: builder(PAPER_INK),
  });
  const ends = lines.map(({ run, points }) => `${run} ${format(points.at(-1)?.value ?? Number.NaN)}`);
  return (
    <figure>
      <figcaption>
        <h3>{title}</h3>
        <SaveMenu store={store} plot={`${title} of all runs`} figure={figure} />
      </figcaption>
      <VegaChart
        chart={chart}
        summary={`${title} over epochs, one line a run; at the end ${ends.join(', ')}.`}
        onDrawn={onDrawn}
      />
    </figure>
  );
}
