import { formatCount, formatNumber, formatShare } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import { balanceFigure } from '../../plots/balanceFigure.ts';
import { PAPER_INK } from '../../theme/ink.ts';
import { Elided } from '../elided.tsx';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import type { ViewProps } from '../viewer.ts';
import { datasetPaper } from './datasetPaper.ts';

/** One table outweighs another from here on. */
const DWARFS = 10;

/** How much each table weighs in training: features, variance after the transform, share of the loss. */
export function Balance({ store, inspection }: Pick<ViewProps, 'store'> & { inspection: Inspection }) {
  const weights = inspection.tables.flatMap(({ name, weight }) => (weight ? [{ name, ...weight }] : []));
  if (weights.length === 0) return null;
  const most = {
    features: Math.max(...weights.map(({ features }) => features)),
    variance: Math.max(...weights.map(({ variance }) => variance)),
  };
  const losses = weights.flatMap(({ name, loss }) => (loss === null ? [] : [{ name, loss }]));
  losses.sort((a, b) => b.loss - a.loss);
  const [largest, smallest] = [losses[0], losses.at(-1)];
  const times = largest && smallest ? largest.loss / smallest.loss : 1;
  const figure = () =>
    datasetPaper(
      inspection,
      'balance',
      'Weight of the tables',
      balanceFigure(weights)(PAPER_INK),
      380,
      inspection.samples.union,
    );
  return (
    <Panel
      view="inspection-balance"
      title="Balance of the tables"
      ready={true}
      controls={<SaveMenu store={store} plot="Weight of the tables" figure={figure} />}
    >
      {times >= DWARFS && (
        <p class="finding finding-warning">
          <span class="sign" role="img" aria-label="Caution" title="Caution">
            ▲
          </span>
          <span>
            {largest?.name} makes up {formatNumber(times)} times as much of the loss as {smallest?.name}: a model may
            learn the one and pass over the other.
          </span>
        </p>
      )}
      <table class="balance">
        <thead>
          <tr>
            <td />
            <th scope="col">features kept</th>
            <th scope="col">variance after the transform</th>
            <th scope="col">share of the loss</th>
          </tr>
        </thead>
        <tbody>
          {weights.map(({ name, features, variance, loss }) => (
            <tr key={name}>
              <th scope="row">
                <Elided text={name} />
              </th>
              <Cell text={formatCount(features)} share={features / most.features} />
              <Cell text={formatNumber(variance, 3)} share={variance / most.variance} />
              {loss === null ? <td class="muted">–</td> : <Cell text={formatShare(loss)} share={loss} />}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted caption">
        The loss is that of reconstruction where each feature is predicted by its mean, with noise of standard deviation
        1.{losses.length < weights.length && ' It is not known ahead for likelihoods of counts.'}
      </p>
    </Panel>
  );
}

function Cell({ text, share }: { text: string; share: number }) {
  return (
    <td>
      <span class="number">{text}</span>
      <span class="count-bar" style={{ width: `${100 * share}%` }} />
    </td>
  );
}
