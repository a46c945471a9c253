import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatCount, formatInColumn, formatProbability, formatScore, plural } from '../../src/report/words.ts';
import { formatCsv } from '../../src/run/csv.ts';
import type { Distinction } from '../../src/run/runData.ts';
import { askDistinction } from '../state/asks.ts';
import { openFeature } from '../state/openFeature.ts';
import type { SampleSelection } from '../state/selection.ts';
import type { Store } from '../state/store.ts';
import { Elided } from './elided.tsx';
import { Panel } from './panel.tsx';
import type { ViewProps } from './viewer.ts';
import { WaitingText, waitingFor } from './waiting.tsx';

/** What distinguishes some samples from the others: the features that differ most, of any modality. */
export function DistinctionView({ store, state }: ViewProps) {
  const { distinguished } = state;
  const selected = state.selections.present.samples;
  const place = useRef<HTMLDivElement>(null);
  const ask = useMemo(() => distinguished && askDistinction(distinguished), [distinguished]);
  const known = ask ? state.asked.distinction.get(ask.id) : undefined;
  const shown = ask && known ? `${ask.id} ${known.status}` : '';
  const seen = useRef(shown);
  useEffect(() => {
    // The question is asked at the foot of the page: what becomes of it comes into sight, the answer once more as it is longer.
    if (shown !== '' && shown !== seen.current) place.current?.scrollIntoView({ block: 'nearest' });
    seen.current = shown;
  }, [shown]);
  const moved = selected !== null && selected.mask !== distinguished?.mask;
  return (
    <Panel view="distinction" title="What distinguishes a group" ready={known?.status !== 'asked'}>
      <div class="distinction" ref={place}>
        {distinguished === null && selected === null && (
          <p class="empty">
            Select samples first: draw a lasso in the latent space, click a class in its legend, or take a saved group.
          </p>
        )}
        {moved && (
          <p>
            <button type="button" class="link" onClick={() => store.distinguish(selected)}>
              Compare {plural(selected.count, 'selected sample')} with the others
            </button>
            {distinguished && <span class="muted"> · what follows is about another selection</span>}
          </p>
        )}
        {distinguished && ask && known && known.status !== 'here' && (
          <WaitingText
            waiting={waitingFor(
              store,
              ask,
              known,
              `Comparing ${plural(distinguished.count, 'sample')} with the others…`,
            )}
          />
        )}
        {distinguished && known?.status === 'here' && (
          <Found store={store} samples={distinguished} found={known.content} key={ask?.id} />
        )}
      </div>
    </Panel>
  );
}

function Found({ store, samples, found }: { store: Store; samples: SampleSelection; found: Distinction }) {
  const [modality, setModality] = useState<string | null>(null);
  const modalities = [...new Set(found.features.map((entry) => entry.modality))];
  const rows = found.features.filter((entry) => modality === null || entry.modality === modality);
  const largest = Math.max(0, ...found.features.map(({ effect }) => Math.abs(effect)));
  const of = modality ?? (modalities.length === 1 ? modalities[0] : undefined);
  const save = () =>
    store.saveFile({
      type: 'saveFile',
      name: `distinguishes-${samples.origin}`,
      format: 'csv',
      content: formatCsv(
        ['modality', 'feature', 'cohens_d', 'mean_inside', 'mean_outside', 'q'],
        rows.map((row) => [row.modality, row.feature, row.effect, row.meanInside, row.meanOutside, row.q]),
      ),
    });
  return (
    <>
      <p class="muted caption">
        <strong>{samples.origin}</strong>: {plural(found.inside, 'sample')} against {formatCount(found.outside)} others.
        The {formatCount(found.features.length)} largest differences among {plural(found.compared, 'feature')}.
      </p>
      <div class="row distinction-controls">
        {modalities.length > 1 && (
          <label>
            features of{' '}
            <select
              value={modality ?? ''}
              onChange={(event) => setModality(event.currentTarget.value === '' ? null : event.currentTarget.value)}
            >
              <option value="">all tables</option>
              {modalities.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <button
          type="button"
          class="link"
          disabled={of === undefined}
          title={of === undefined ? 'Features are selected in one table at a time: choose one' : undefined}
          onClick={() => {
            if (of === undefined) return;
            const names = rows.map(({ feature }) => feature);
            store.selectFeatures(of, names, `distinguish ${samples.origin}`, 'replace');
          }}
        >
          Select these features
        </button>
        <button type="button" class="link" onClick={save}>
          Save as CSV
        </button>
      </div>
      <div class="distinction-holder">
        <table class="list-table distinction-table">
          <thead>
            <tr>
              <th scope="col">feature</th>
              <th scope="col" title="Cohen's d: the difference of the means in pooled standard deviations">
                d
              </th>
              <th scope="col" class="distinction-bars">
                lower · higher inside
              </th>
              <th scope="col" title="mean of the samples of the group">
                inside
              </th>
              <th scope="col" title="mean of the others">
                outside
              </th>
              <th scope="col" title="Share of false finds to expect among the features with this q or a lower one">
                q
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.modality} ${row.feature}`}>
                <th scope="row">
                  <button
                    type="button"
                    title={`Open ${row.feature} and colour the samples by it`}
                    onClick={() => {
                      openFeature(store, row.modality, row.feature);
                      store.choose({ colour: { by: 'feature', modality: row.modality, feature: row.feature } });
                    }}
                  >
                    <Elided text={row.feature} />
                    <span class="muted">{row.modality}</span>
                  </button>
                </th>
                <td class="number">{formatScore(row.effect)}</td>
                <td class="distinction-bars">
                  <EffectBar share={row.effect / largest} />
                </td>
                <td class="number">{formatInColumn(row.meanInside)}</td>
                <td class="number">{formatInColumn(row.meanOutside)}</td>
                <td class="number">{formatProbability(row.q)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted caption">
        d: difference of the means in pooled standard deviations, above 0 where the feature is higher inside. Means are
        of the transformed values before standardising. q: Welch's t-test, adjusted over all features of all tables
        (Benjamini-Hochberg). A group that was chosen by looking at these values differs in them: q is no proof of it.
      </p>
    </>
  );
}

/** @param share −1 to 1 of the largest effect */
function EffectBar({ share }: { share: number }) {
  const width = `${Math.abs(share) * 50}%`;
  return (
    <span class="effect">
      <span
        class="effect-bar"
        style={share < 0 ? { right: '50%', width } : { left: '50%', width }}
        data-negative={share < 0}
      />
    </span>
  );
}
