import { useEffect, useMemo } from 'preact/hooks';
import { formatCount, formatNumber, plural } from '../../../src/report/words.ts';
import type { Components, Inspection } from '../../../src/run/inspection.ts';
import { scatterFigure } from '../../plots/scatterFigure.ts';
import { Scatter } from '../../scatter/scatter.tsx';
import { ScatterTools } from '../../scatter/tools.tsx';
import { zoomTo } from '../../state/choice.ts';
import { countCodes } from '../../state/colouring.ts';
import { type ComponentSamples, componentSamples } from '../../state/componentSamples.ts';
import { PAPER_INK } from '../../theme/ink.ts';
import { Legend } from '../legend.tsx';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import { type CurrentColouring, useColours } from '../useColouring.ts';
import { useDrawn } from '../useDrawn.ts';
import type { ViewProps } from '../viewer.ts';
import { datasetPaper } from './datasetPaper.ts';

interface ComponentsViewProps extends ViewProps {
  readonly inspection: Inspection;
  readonly onDrawn: () => void;
}

/** The samples of each table along its first two principal components; what is selected in one is selected in all. */
export function ComponentsView(props: ComponentsViewProps) {
  const { store, state, inspection, onDrawn } = props;
  const samples = useMemo(() => componentSamples(inspection), [inspection]);
  const { sampleIds, label } = samples;
  const colour = label && ({ by: 'label', name: label.name } as const);
  const current = useColours(props, { colour, column: label, latents: samples });
  const drawn = useDrawn(samples.tables.map(({ name }) => name));
  useEffect(() => {
    if (drawn.all) onDrawn();
  }, [drawn.all, onDrawn]);
  const { colouring } = current;
  // A selection of other samples is from before the tables were looked at again.
  const kept = state.selections.present.samples?.mask ?? null;
  const selected = kept?.length === sampleIds.length ? kept : null;
  const counts = countCodes(colouring.codes, colouring.swatches.length, null);
  return (
    <Panel
      view="inspection-components"
      title="Principal components of each table"
      ready={drawn.all}
      controls={<ScatterTools tool={state.choice.tool} onTool={(tool) => store.choose({ tool })} />}
    >
      <Legend
        current={current}
        counts={counts}
        selected={selected && countCodes(colouring.codes, colouring.swatches.length, selected)}
      />
      <div class="component-cards">
        {samples.tables.map(({ name }, k) => {
          const components = inspection.tables.find((table) => table.name === name)?.components;
          return (
            components && (
              <ComponentCard
                key={name}
                {...props}
                samples={samples}
                table={k}
                components={components}
                current={current}
                selected={selected}
                onDrawn={drawn.mark(name)}
              />
            )
          );
        })}
      </div>
      <p class="muted caption">
        {selected
          ? `${formatCount(selected.reduce((sum, one) => sum + one, 0))} of ${plural(sampleIds.length, 'sample')} selected, in every table.`
          : 'Each table is transformed as for training; a missing value counts as the mean. Groups that follow no biology may be batches.'}
      </p>
    </Panel>
  );
}

interface ComponentCardProps extends ComponentsViewProps {
  readonly samples: ComponentSamples;
  /** index among the tables of `samples` */
  readonly table: number;
  readonly components: Components;
  readonly current: CurrentColouring;
  readonly selected: Uint8Array | null;
}

function ComponentCard(props: ComponentCardProps) {
  const { store, state, theme, inspection, samples, components, current, selected } = props;
  const { name, x, y } = samples.tables[props.table] ?? { name: '', x: new Float32Array(), y: new Float32Array() };
  const { colouring, hidden } = current;
  const titles = {
    x: `component 1 (${percentOf(components.shares[0])} of the variance)`,
    y: `component 2 (${percentOf(components.shares[1])})`,
  };
  const key = `components/${name}`;
  const fitted = components.samples.length;
  const caption = fittedOn(components, inspection.tables.find((table) => table.name === name)?.features ?? 0);
  const figure = () => {
    const points = samples.sampleIds.map((id, i) => ({
      sample_id: id,
      x: x[i] ?? Number.NaN,
      y: y[i] ?? Number.NaN,
      label: colouring.describe(i),
      code: colouring.codes[i] ?? 0,
    }));
    const shown = points.filter((point) => !hidden.has(point.code));
    const chart = scatterFigure(shown, current.onPaper(), titles, false)(PAPER_INK);
    return datasetPaper(inspection, `components-${name}`, `Principal components of ${name}`, chart, 380, fitted);
  };
  return (
    <article class="table-card">
      <div class="panel-header">
        <h3>{name}</h3>
        <SaveMenu store={store} plot={`Principal components of ${name}`} figure={figure} />
      </div>
      <Scatter
        x={x}
        y={y}
        codes={colouring.codes}
        colouring={colouring}
        hidden={hidden}
        outline={theme.background}
        xTitle={titles.x}
        yTitle={titles.y}
        height={280}
        zoom={state.choice.zoom[key] ?? null}
        onZoom={(box) => store.choose(zoomTo(store.state.choice, key, box))}
        selected={selected}
        tool={state.choice.tool}
        onSelect={(points, tool, mode) => store.selectSamples(points, `${tool} in ${name}`, mode)}
        describe={(i) => ({
          title: samples.sampleIds[i] ?? '',
          detail: colouring.name === '' ? '' : `${colouring.name}: ${colouring.describe(i)}`,
        })}
        summary={`${plural(fitted, 'sample')} of ${name} along its first two principal components, ${titles.x} and ${titles.y}${colouring.name === '' ? '' : `, coloured by ${colouring.name}`}.`}
        onDrawn={props.onDrawn}
      />
      <p class="muted caption">{caption}</p>
    </article>
  );
}

/** Two digits: of many features even the first components have little. */
function percentOf(share: number): string {
  return `${formatNumber(100 * share)}\u00a0%`;
}

/** "n = 79; fitted on these and on 198 features." @param all features of the table */
function fittedOn({ samples, samplesOfTable, features }: Components, all: number): string {
  const n = formatCount(samples.length);
  const some = samples.length < samplesOfTable ? `${n} of ${formatCount(samplesOfTable)}, drawn at random` : n;
  const which = features < all ? ` of ${formatCount(all)}, those of largest variance` : '';
  return `n = ${some}; fitted on these and on ${plural(features, 'feature')}${which}.`;
}
