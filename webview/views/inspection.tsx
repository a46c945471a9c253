import { useMemo } from 'preact/hooks';
import { formatCount, formatNumber, list, plural } from '../../src/report/words.ts';
import type { Inspection } from '../../src/run/inspection.ts';
import { valueHistogram } from '../plots/valueHistogram.ts';
import { VegaChart } from '../plots/vegaChart.tsx';
import type { Source } from '../source/source.ts';
import { screenInk } from '../theme/ink.ts';
import { ProblemBand } from './emptyStates.tsx';
import { useDrawn } from './useDrawn.ts';

type TableInspection = Inspection['tables'][number];

const SEVERITY: Record<Inspection['findings'][number]['severity'], { sign: string; word: string }> = {
  error: { sign: '✕', word: 'Must be fixed' },
  warning: { sign: '▲', word: 'Caution' },
  info: { sign: '○', word: 'Note' },
};

/** Analyze Dataset: what the tables hold, how they overlap, and what to mind before training. */
export function InspectionPage({
  inspection,
  source,
  problem,
}: {
  inspection: Inspection;
  source: Source;
  problem: string | null;
}) {
  const { tables, samples, labels, findings } = inspection;
  const drawn = useDrawn(tables.map(({ name }) => name));
  const blocked = findings.some(({ severity }) => severity === 'error') || tables.length < 2;
  return (
    <main class="inspection" data-view="inspection" data-ready={drawn.all}>
      <header class="run-header">
        <div class="run-title">
          <h1>{list(tables.map(({ name }) => name))}</h1>
          <span class="run-what">
            {plural(tables.length, 'table')} · {plural(samples.union, 'sample')}
            {tables.length > 1 && `, ${formatCount(samples.intersection)} in every table`}
          </span>
        </div>
        <button
          type="button"
          class="primary"
          disabled={blocked}
          onClick={() => source.trainThese()}
          title={blocked ? 'Needs two tables without errors' : undefined}
        >
          Train on these
        </button>
      </header>
      {problem !== null && <ProblemBand text={problem} />}
      {findings.length > 0 && (
        <section class="panel">
          <h2>What to know before training</h2>
          <ul class="findings">
            {findings.map(({ severity, text, fix }) => (
              <li key={text} class={`finding finding-${severity}`}>
                <span class="sign" role="img" aria-label={SEVERITY[severity].word} title={SEVERITY[severity].word}>
                  {SEVERITY[severity].sign}
                </span>
                <span>
                  {text}
                  {fix !== null && <span class="muted"> {fix}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="panel">
        <h2>Tables</h2>
        <div class="table-cards">
          {tables.map((table) => (
            <TableCard key={table.name} table={table} onDrawn={drawn.mark(table.name)} />
          ))}
        </div>
      </section>
      {tables.length > 1 && <Overlap inspection={inspection} />}
      {labels && (
        <section class="panel">
          <h2>Label: {labels.column}</h2>
          <Bars rows={labels.classes.map(({ name, samples: count }) => ({ key: name, name, count }))} />
          <p class="muted caption">
            {labels.kind === 'continuous'
              ? 'Continuous values: used as a colour scale.'
              : plural(labels.classes.length, 'class', 'classes')}
            {labels.missing > 0 && `; missing for ${plural(labels.missing, 'sample')}.`}
          </p>
        </section>
      )}
    </main>
  );
}

function TableCard({ table, onDrawn }: { table: TableInspection; onDrawn: () => void }) {
  const chart = useMemo(() => valueHistogram(table.histogram)(screenInk()), [table]);
  const cells = table.samples * table.features;
  const share = cells === 0 ? 0 : table.missingCells / cells;
  return (
    <article class="table-card">
      <h3 title={table.file}>{table.name}</h3>
      <dl class="facts">
        <dt>samples</dt>
        <dd class="number">{formatCount(table.samples)}</dd>
        <dt>features</dt>
        <dd class="number">{formatCount(table.features)}</dd>
        <dt>missing cells</dt>
        <dd class="number">
          {formatCount(table.missingCells)}
          {table.missingCells > 0 && ` (${formatNumber(share * 100)} %)`}
        </dd>
        <dt>constant features</dt>
        <dd class="number" title={table.constant.slice(0, 20).join(', ')}>
          {formatCount(table.constant.length)}
        </dd>
        <dt>min, median, max</dt>
        <dd class="number">
          {formatNumber(table.range.min, 3)}, {formatNumber(table.range.median, 3)}, {formatNumber(table.range.max, 3)}
        </dd>
        <dt>looks like</dt>
        <dd>{table.scale}</dd>
        <dt>transform</dt>
        <dd>{table.transform.join(', ') || 'none'}</dd>
      </dl>
      <VegaChart
        chart={chart}
        summary={`Values of ${table.name}: from ${formatNumber(table.range.min, 3)} to ${formatNumber(table.range.max, 3)}, median ${formatNumber(table.range.median, 3)}.`}
        onDrawn={onDrawn}
      />
    </article>
  );
}

/** Samples by the exact set of tables that hold them. */
function Overlap({ inspection: { tables, overlap, samples } }: { inspection: Inspection }) {
  const names = tables.map(({ name }) => name);
  return (
    <section class="panel">
      <h2>Which samples are in which tables</h2>
      <table class="overlap">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col" title={name}>
                <span>{name}</span>
              </th>
            ))}
            <th scope="col" class="overlap-count">
              samples
            </th>
          </tr>
        </thead>
        <tbody>
          {overlap.map((set) => (
            <tr key={set.tables.join()}>
              {names.map((name) => (
                <td key={name} class="overlap-dot">
                  <span
                    role="img"
                    aria-label={set.tables.includes(name) ? 'yes' : 'no'}
                    data-in={set.tables.includes(name)}
                  />
                </td>
              ))}
              <td class="overlap-count">
                <span class="number">{formatCount(set.samples)}</span>
                <span class="count-bar" style={{ width: `${(100 * set.samples) / Math.max(1, samples.union)}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted caption">Each sample counts once, in the row that lists exactly its tables.</p>
    </section>
  );
}

function Bars({ rows }: { rows: readonly { key: string; name: string; count: number }[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <table class="bars">
      <tbody>
        {rows.map(({ key, name, count }) => (
          <tr key={key}>
            <th scope="row" title={name}>
              {name}
            </th>
            <td class="overlap-count">
              <span class="number">{formatCount(count)}</span>
              <span class="count-bar" style={{ width: `${(100 * count) / most}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
