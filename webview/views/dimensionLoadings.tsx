import { blockName, formatCount, formatScore } from '../../src/report/words.ts';
import type { Loadings } from '../../src/run/runData.ts';
import { openFeature } from '../state/openFeature.ts';
import { selectMode } from '../state/selection.ts';
import type { Store } from '../state/store.ts';
import { type TopLoadings, topLoadings } from '../state/topLoadings.ts';
import { Elided } from './elided.tsx';

const TOP = 8;

interface DimensionLoadingsProps {
  readonly store: Store;
  readonly loadings: readonly Loadings[];
  readonly block: string;
  /** from 1 */
  readonly dimension: number;
}

/** The features that a latent dimension moves most, as bars to either side of 0; all on one scale. */
export function DimensionLoadings({ store, loadings, block, dimension }: DimensionLoadingsProps) {
  const groups = topLoadings(loadings, block, dimension - 1, TOP);
  const most = Math.max(1e-9, ...groups.flatMap(({ features }) => features.map(({ loading }) => Math.abs(loading))));
  return (
    <div class="loadings">
      {groups.map((group) => (
        <Group
          key={group.modality}
          store={store}
          group={group}
          most={most}
          origin={`top of ${blockName(block)} ${dimension}`}
        />
      ))}
      <p class="muted caption">
        Change of the predicted feature, in its standard deviations, for one standard deviation of the dimension.
      </p>
    </div>
  );
}

interface GroupProps {
  readonly store: Store;
  readonly group: TopLoadings;
  /** the longest bar */
  readonly most: number;
  /** what a selection of these is called */
  readonly origin: string;
}

function Group({ store, group: { modality, features }, most, origin }: GroupProps) {
  return (
    <section aria-label={`${origin}: ${modality}`}>
      <header class="row">
        <h4>
          <Elided text={modality} />
        </h4>
        <button
          type="button"
          class="link"
          title="Selects them in every view; with Shift they are added, with Alt taken away"
          onClick={(event) =>
            store.selectFeatures(
              modality,
              features.map(({ feature }) => feature),
              origin,
              selectMode(event),
            )
          }
        >
          Select these {formatCount(features.length)}
        </button>
      </header>
      <ul>
        {features.map(({ feature, loading }) => (
          <li key={feature}>
            <button type="button" class="loading-name" onClick={() => openFeature(store, modality, feature)}>
              <Elided text={feature} />
            </button>
            <span class="loading-track" aria-hidden="true">
              <span
                class="loading-bar"
                data-negative={loading < 0}
                style={{ width: `${(50 * Math.abs(loading)) / most}%` }}
              />
            </span>
            <span class="number">{formatScore(loading)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
