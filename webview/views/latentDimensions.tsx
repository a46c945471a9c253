import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { blockName, formatScore, plural } from '../../src/report/words.ts';
import type { Loadings } from '../../src/run/runData.ts';
import type { Metrics } from '../../src/run/runFile.ts';
import type { Store } from '../state/store.ts';
import { DimensionLoadings } from './dimensionLoadings.tsx';

/** A longer list opens on a click. */
const MANY = 12;

interface LatentDimensionsProps {
  readonly store: Store;
  readonly dimensions: Metrics['dimensions'];
  /** null where the run has none */
  readonly loadings: readonly Loadings[] | null;
}

/**
 * Which latent dimensions carry anything: bars of the KL divergence, with the spread of the samples beside it. A click on one
 * tells which features it moves.
 */
export function LatentDimensions({ store, dimensions, loadings }: LatentDimensionsProps) {
  const [opened, setOpened] = useState<string | null>(null);
  const used = dimensions.filter((entry) => entry.used).length;
  const most = Math.max(...dimensions.map(({ kl }) => kl));
  const unused = dimensions.length - used;
  return (
    <details class="dimensions" data-view="dimensions" open={dimensions.length <= MANY}>
      <summary>
        {used} of {plural(dimensions.length, 'latent dimension')} {used === 1 ? 'is' : 'are'} used
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">dimension</th>
            <th scope="col" class="number" title="Divergence of the posterior from the prior, mean over samples">
              KL (nats)
            </th>
            <th scope="col" class="number" title="Variance of the posterior means over samples">
              variance
            </th>
          </tr>
        </thead>
        <tbody>
          {dimensions.map(({ block, dimension, kl, variance, used: inUse }) => {
            const name = `${blockName(block)} ${dimension}`;
            const open = opened === name;
            return (
              <Fragment key={name}>
                <tr data-used={inUse}>
                  <th scope="row" title={name}>
                    {loadings ? (
                      <button
                        type="button"
                        class="dimension-name"
                        aria-expanded={open}
                        title={`Features that ${name} moves most`}
                        onClick={() => setOpened(open ? null : name)}
                      >
                        {name}
                      </button>
                    ) : (
                      name
                    )}
                  </th>
                  <td>
                    <span class="scored">
                      {inUse ? (
                        <span
                          class="dimension-bar"
                          style={{ width: `${(100 * Math.max(0, kl)) / most}%` }}
                          aria-hidden="true"
                        />
                      ) : (
                        <span class="dimension-unused">unused</span>
                      )}
                      <span class="number">{formatScore(kl)}</span>
                    </span>
                  </td>
                  <td class="number">{formatScore(variance)}</td>
                </tr>
                {loadings && open && (
                  <tr>
                    <td colSpan={3} class="dimension-loadings">
                      <DimensionLoadings store={store} loadings={loadings} block={block} dimension={dimension} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      <p class="muted caption">
        KL: how far a sample moves the dimension away from the prior; variance: how far apart the samples lie on it.
        {unused > 0 && ` Near 0 a dimension carries nothing: ${plural(unused, 'dimension')} fewer would do as well.`}
        {loadings && ' A click on a dimension shows the features that it moves most.'}
      </p>
    </details>
  );
}
