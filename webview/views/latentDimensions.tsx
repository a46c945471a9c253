import { blockName, formatScore, plural } from '../../src/report/words.ts';
import type { Metrics } from '../../src/run/runFile.ts';

/** A longer list opens on a click. */
const MANY = 12;

/** Which latent dimensions carry anything: bars of the KL divergence, with the spread of the samples beside it. */
export function LatentDimensions({ dimensions }: { dimensions: Metrics['dimensions'] }) {
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
          {dimensions.map(({ block, dimension, kl, variance, used: inUse }) => (
            <tr key={`${block} ${dimension}`} data-used={inUse}>
              <th scope="row" title={`${blockName(block)} ${dimension}`}>
                {blockName(block)} {dimension}
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
          ))}
        </tbody>
      </table>
      <p class="muted caption">
        KL: how far a sample moves the dimension away from the prior; variance: how far apart the samples lie on it.
        {unused > 0 && ` Near 0 a dimension carries nothing: ${plural(unused, 'dimension')} fewer would do as well.`}
      </p>
    </details>
  );
}
