import { useMemo } from 'preact/hooks';
import { formatCount, formatNumber, formatShare } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import { valueHistogram } from '../../plots/valueHistogram.ts';
import { VegaChart } from '../../plots/vegaChart.tsx';
import { profileShape } from '../../state/profileShape.ts';
import type { Store } from '../../state/store.ts';
import { PAPER_INK, screenInk } from '../../theme/ink.ts';
import { SaveMenu } from '../saveMenu.tsx';
import { datasetPaper } from './datasetPaper.ts';

interface FeatureProfileProps {
  readonly store: Store;
  readonly inspection: Inspection;
  readonly table: Inspection['tables'][number];
  readonly feature: number;
  readonly onDrawn: () => void;
}

/** One feature: its distribution, and the numbers that the table has no room for. */
export function FeatureProfile({ store, inspection, table, feature, onDrawn }: FeatureProfileProps) {
  const { profiles, samples } = table;
  const name = profiles.names[feature] ?? '';
  const number = (values: readonly (number | null)[]) => formatNumber(values[feature] ?? Number.NaN, 3);
  const count = (values: readonly number[]) => values[feature] ?? 0;
  const known = samples - count(profiles.missing);
  const builder = useMemo(() => {
    const { unit, ...shape } = profileShape(profiles, feature, samples);
    return valueHistogram(shape, { x: unit, y: 'samples', heights: 'linear' });
  }, [profiles, feature, samples]);
  const chart = useMemo(() => builder(screenInk()), [builder]);
  const figure = () =>
    datasetPaper(inspection, `${table.name}-${name}`, `${name} (${table.name})`, builder(PAPER_INK), 380, known);
  return (
    <article class="table-card" aria-label={`Distribution of ${name}`}>
      <div class="panel-header">
        <h3>{name}</h3>
        <SaveMenu store={store} plot={`Distribution of ${name}`} figure={figure} />
      </div>
      <VegaChart
        chart={chart}
        summary={`Values of ${name} in ${formatCount(known)} samples: from ${number(profiles.min)} to ${number(profiles.max)}, mean ${number(profiles.mean)}.`}
        onDrawn={onDrawn}
      />
      <dl class="facts">
        <dt>samples with a value</dt>
        <dd class="number">
          {formatCount(known)} of {formatCount(samples)}
        </dd>
        <dt>mean ± SD</dt>
        <dd class="number">
          {number(profiles.mean)} ± {number(profiles.sd)}
        </dd>
        <dt>range</dt>
        <dd class="number">
          {number(profiles.min)} to {number(profiles.max)}
        </dd>
        <dt>zeros</dt>
        <dd class="number">
          {formatCount(count(profiles.zeros))} ({formatShare(known === 0 ? 0 : count(profiles.zeros) / known)})
        </dd>
      </dl>
    </article>
  );
}
