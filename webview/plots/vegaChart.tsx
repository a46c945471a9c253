import { useEffect, useRef } from 'preact/hooks';
import { changeset, type View } from 'vega';
import embed, { type Result } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import { screenInk, vegaConfig } from '../theme/ink.ts';
import { useSize } from '../views/useSize.ts';
import type { Chart } from './chart.ts';

interface VegaChartProps {
  readonly chart: Chart;
  /** what the picture shows, for those who cannot see it */
  readonly summary: string;
  readonly onDrawn: () => void;
}

/** Draws a chart under a strict content security policy. New data goes into the old view; only a new spec draws anew. */
export function VegaChart({ chart, summary, onDrawn }: VegaChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const shown = useRef<{ spec: string; result: Promise<Result> } | null>(null);
  const latest = useRef(chart);
  latest.current = chart;
  const { width } = useSize(holder);
  const spec = JSON.stringify(chart.spec);

  useEffect(() => {
    const element = holder.current;
    if (!element || width === 0) return;
    let current = shown.current;
    if (current?.spec !== spec) {
      const before = current?.result;
      const result = Promise.resolve(before).then(async (old) => {
        old?.finalize();
        return draw(element, latest.current, width);
      });
      current = { spec, result };
      shown.current = current;
    }
    // A failure to draw reaches the page's error band as an unhandled rejection.
    void current.result.then(async ({ view }) => {
      if (shown.current?.spec !== spec) return;
      await update(view, latest.current, width);
      onDrawn();
    });
  }, [spec, chart.data, width, onDrawn]);

  useEffect(
    () => () => {
      void shown.current?.result.then((result) => result.finalize());
      shown.current = null;
    },
    [],
  );

  return (
    // Around the holder: Vega gives its own element and every group of marks in it a role, and names that say nothing.
    <div class="chart-holder" role="img" aria-label={summary}>
      <div class="chart" ref={holder} aria-hidden="true" style={{ minHeight: `${chart.height}px` }} />
    </div>
  );
}

function draw(element: HTMLElement, chart: Chart, width: number): Promise<Result> {
  const spec = {
    ...chart.spec,
    datasets: Object.fromEntries(Object.entries(chart.data).map(([name, rows]) => [name, [...rows]])),
    width,
    height: chart.height,
    autosize: { type: 'fit', contains: 'padding' },
  } as Chart['spec'];
  return embed(element, spec, {
    mode: 'vega-lite',
    renderer: 'svg',
    config: vegaConfig(screenInk()),
    // Without these four Vega needs eval or adds styles of its own.
    ast: true,
    expr: expressionInterpreter,
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  });
}

async function update(view: View, chart: Chart, width: number): Promise<void> {
  for (const [name, rows] of Object.entries(chart.data)) {
    view.change(
      name,
      changeset()
        .remove(() => true)
        .insert([...rows]),
    );
  }
  view.width(width);
  await view.runAsync();
}
