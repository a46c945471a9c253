import { formatNumber, list, plural } from '../../../src/report/words.ts';
import type { Inspection, MissingMap } from '../../../src/run/inspection.ts';
import { missingFigure } from '../../plots/missingFigure.ts';
import { PAPER_INK } from '../../theme/ink.ts';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import type { ViewProps } from '../viewer.ts';
import { datasetPaper } from './datasetPaper.ts';
import { MissingCanvas } from './missingCanvas.tsx';

interface MissingMapsProps extends Pick<ViewProps, 'store' | 'theme'> {
  readonly inspection: Inspection;
}

/** Where cells are missing in each table, with samples in the same order everywhere. */
export function MissingMaps({ store, theme, inspection }: MissingMapsProps) {
  const { tables, samples } = inspection;
  const mapped = tables.flatMap((table) => (table.missingMap ? [{ table, map: table.missingMap }] : []));
  const whole = tables.filter(({ missingMap }) => missingMap === null).map(({ name }) => name);
  return (
    <Panel view="inspection-missing" title="Missing cells" ready={true}>
      {whole.length > 0 && (
        <p class="muted">
          {list(whole)}: no cell is missing{tables.length > 1 && ', and every sample is there'}.
        </p>
      )}
      <div class="table-cards">
        {mapped.map(({ table, map }) => {
          const { name } = table;
          const caption = mapWords(inspection, table, map);
          const figure = () => {
            const chart = missingFigure(map)(PAPER_INK);
            return datasetPaper(inspection, `missing-${name}`, `Missing cells of ${name}`, chart, 380, samples.union);
          };
          return (
            <article key={name} class="table-card">
              <div class="panel-header">
                <h3>{name}</h3>
                <SaveMenu store={store} plot={`Missing cells of ${name}`} figure={figure} />
              </div>
              <MissingCanvas map={map} theme={theme} summary={`Map of the missing cells of ${name}. ${caption}`} />
              <p class="muted caption">{caption}</p>
            </article>
          );
        })}
      </div>
      {mapped.length > 0 && (
        <p class="muted caption">
          Samples run downwards in one order for all tables, features to the right in the order of the file. The fuller
          a cell, the more is missing. Hatched: samples that are not in the table, or blank in it.
        </p>
      )}
    </Panel>
  );
}

/** "Each cell: 8 samples × 20 features. 4.2 % of the cells are missing; 12 samples lack the table." */
function mapWords({ overlap, samples }: Inspection, table: Inspection['tables'][number], map: MissingMap): string {
  const inside = overlap.reduce((sum, set) => sum + (set.tables.includes(table.name) ? set.samples : 0), 0);
  const blank = table.samples - inside;
  const missing = (table.missingCells - blank * table.features) / Math.max(1, inside * table.features);
  const lacking = samples.union - inside;
  const cell = `Each cell: ${plural(map.samplesPerRow, 'sample')} × ${plural(map.featuresPerColumn, 'feature')}.`;
  const cells = missing === 0 ? 'No cell is missing' : `${formatNumber(missing * 100)} % of the cells are missing`;
  if (lacking === 0) return `${cell} ${cells}.`;
  return `${cell} ${cells}; ${plural(lacking, 'sample')} ${lacking === 1 ? 'lacks' : 'lack'} the table.`;
}
