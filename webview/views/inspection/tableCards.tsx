import { useEffect, useMemo } from 'preact/hooks';
import { estimateSentence, formatCount, formatNumber, tableKind } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import { valueHistogram } from '../../plots/valueHistogram.ts';
import { VegaChart } from '../../plots/vegaChart.tsx';
import { PAPER_INK, screenInk } from '../../theme/ink.ts';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import { useDrawn } from '../useDrawn.ts';
import type { ViewProps } from '../viewer.ts';
import { datasetPaper } from './datasetPaper.ts';

type TableInspection = Inspection['tables'][number];

interface TableCardsProps extends Pick<ViewProps, 'store'> {
  readonly inspection: Inspection;
  readonly onDrawn: () => void;
}

/** Each table: its shape, what its values look like, and their distribution. */
export function TableCards({ store, inspection, onDrawn }: TableCardsProps) {
  const { tables } = inspection;
  const drawn = useDrawn(tables.map(({ name }) => name));
  useEffect(() => {
    if (drawn.all) onDrawn();
  }, [drawn.all, onDrawn]);
  return (
    <Panel view="inspection-tables" title="Tables" ready={drawn.all}>
      <div class="table-cards">
        {tables.map((table) => (
          <TableCard
            key={table.name}
            store={store}
            inspection={inspection}
            table={table}
            onDrawn={drawn.mark(table.name)}
          />
        ))}
      </div>
      {inspection.estimate && <p class="muted">{estimateSentence(inspection.estimate)}</p>}
    </Panel>
  );
}

function TableCard({ store, inspection, table, onDrawn }: TableCardsProps & { table: TableInspection }) {
  const { name, histogram, range } = table;
  const chart = useMemo(() => valueHistogram(histogram)(screenInk()), [histogram]);
  const cells = table.samples * table.features;
  const share = cells === 0 ? 0 : table.missingCells / cells;
  const figure = () =>
    datasetPaper(
      inspection,
      `values-${name}`,
      `Values of ${name}`,
      valueHistogram(histogram)(PAPER_INK),
      380,
      table.samples,
    );
  return (
    <article class="table-card">
      <div class="panel-header">
        <h3 title={table.file}>{name}</h3>
        <SaveMenu store={store} plot={`Values of ${name}`} figure={figure} />
      </div>
      <dl class="facts">
        <dt>file</dt>
        <dd>{tableKind(table)}</dd>
        <dt>samples</dt>
        <dd class="number">{formatCount(table.samples)}</dd>
        <dt>features</dt>
        <dd class="number">{formatCount(table.features)}</dd>
        {table.stored !== null && (
          <>
            <dt>stored cells</dt>
            <dd class="number">{formatNumber(100 * table.stored)} %</dd>
          </>
        )}
        <dt>missing cells</dt>
        <dd class="number">
          {formatCount(table.missingCells)}
          {table.missingCells > 0 && ` (${formatNumber(share * 100)} %)`}
        </dd>
        <dt>constant features</dt>
        <dd class="number" title={table.constant.slice(0, 20).join(', ')}>
          {formatCount(table.constant.length)}
        </dd>
        <dt>median</dt>
        <dd class="number">{formatNumber(range.median, 3)}</dd>
        <dt>looks like</dt>
        <dd>
          {table.scale}: {table.scaleReason}
        </dd>
        <dt>likelihood</dt>
        <dd>
          {table.likelihood}, {table.likelihoodReason}
        </dd>
        <dt>transform</dt>
        <dd>{table.transform.join(', ') || 'none'}</dd>
      </dl>
      <VegaChart
        chart={chart}
        summary={`Values of ${name}: from ${formatNumber(range.min, 3)} to ${formatNumber(range.max, 3)}, median ${formatNumber(range.median, 3)}.`}
        onDrawn={onDrawn}
      />
    </article>
  );
}
