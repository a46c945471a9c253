import { useMemo } from 'preact/hooks';
import type { ComparedFeatures } from '../../../src/report/comparedFeatures.ts';
import { formatScore, plural } from '../../../src/report/words.ts';
import type { NamedRun } from '../../state/compared.ts';
import { selectMode } from '../../state/selection.ts';
import { Elided } from '../elided.tsx';
import type { ComparisonProps } from './comparisonProps.ts';
import { ScoreCell } from './scoreCell.tsx';

interface DifferencesProps extends ComparisonProps {
  readonly direction: { readonly source: string; readonly target: string };
  readonly pair: readonly [NamedRun, NamedRun];
  readonly features: ComparedFeatures;
}

/** Rows of the table; the plot shows all features. */
const LISTED = 50;

/** The selected features, or all, those first whose R² differs most. */
export function Differences({ store, state, direction: { target }, pair: [x, y], features }: DifferencesProps) {
  const chosen = state.selections.present.features;
  const names = chosen?.modality === target ? chosen.names : null;
  const order = useMemo(() => {
    const by = (i: number) => Math.abs(features.b[i] - features.a[i]);
    const all = [...features.features.keys()];
    // One feature, named by a click, stands out among all; of several selected ones the table is made.
    const own = names && names.size > 1 ? all.filter((i) => names.has(features.features[i])) : all;
    const first = (i: number) => Number(names?.has(features.features[i]) ?? false);
    return own.sort((a, b) => first(b) - first(a) || by(b) - by(a));
  }, [features, names]);
  return (
    <div class="differences">
      <h3>Largest differences</h3>
      <div class="differences-holder">
        <table class="list-table differences-table">
          <thead>
            <tr>
              <th scope="col">feature</th>
              <th scope="col" title={`R² in ${x.letter}`}>
                {x.letter}
              </th>
              <th scope="col" title={`R² in ${y.letter}`}>
                {y.letter}
              </th>
              <th scope="col" title={`R² in ${y.letter} less that in ${x.letter}`}>
                {y.letter} − {x.letter}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.slice(0, LISTED).map((i) => (
              <tr key={features.features[i]}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={names?.has(features.features[i]) ?? false}
                    onClick={(event) =>
                      store.selectFeatures(target, [features.features[i]], features.features[i], selectMode(event))
                    }
                  >
                    <Elided text={features.features[i]} />
                  </button>
                </th>
                <ScoreCell value={features.a[i]} />
                <ScoreCell value={features.b[i]} />
                <td class="number">{signed(features.b[i] - features.a[i])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted caption">
        {order.length > LISTED
          ? `The first ${LISTED} of ${plural(order.length, 'feature')}`
          : plural(order.length, 'feature')}
        {names && names.size > 1 ? ', those selected.' : '. Select some in the plot to list only these.'}
      </p>
    </div>
  );
}

/** "+0.12", "−0.03" */
function signed(value: number): string {
  const text = formatScore(value);
  return value > 0 && text !== '0.00' ? `+${text}` : text;
}
