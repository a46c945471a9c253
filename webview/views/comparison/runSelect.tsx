import { comparedDirections } from '../../../src/report/comparedFeatures.ts';
import { directionName } from '../../../src/report/words.ts';
import type { NamedRun } from '../../state/compared.ts';
import type { ComparisonProps } from './comparisonProps.ts';

interface RunSelectProps extends ComparisonProps {
  readonly direction: { readonly source: string; readonly target: string };
  readonly pair: readonly [NamedRun, NamedRun];
}

/** Which direction, and which two of several runs. */
export function RunSelect({ store, compared, direction, pair: [x, y] }: RunSelectProps) {
  const directions = comparedDirections(compared.runs, 1);
  const scored = compared.runs.filter(({ r2 }) => r2 !== null);
  const current = directions.findIndex(
    ({ source, target }) => source === direction.source && target === direction.target,
  );
  const runSelect = (axis: 'x' | 'y', word: string, value: NamedRun, other: NamedRun) => (
    <label>
      {word}{' '}
      <select
        aria-label={`Run ${word}`}
        value={value.folder}
        onChange={(event) => {
          const folder = event.currentTarget.value;
          // Choosing the run of the other axis exchanges the two.
          const against =
            folder === other.folder ? { x: y.folder, y: x.folder } : { x: x.folder, y: y.folder, [axis]: folder };
          store.choose({ against });
        }}
      >
        {scored.map(({ folder, letter, run }) => (
          <option key={folder} value={folder}>
            {letter} · {run.study.model.name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <select
        aria-label="Direction"
        value={current}
        onChange={(event) => store.choose({ direction: directions[Number(event.currentTarget.value)] ?? null })}
      >
        {directions.map(({ source, target }, i) => (
          <option key={`${source} ${target}`} value={i}>
            {directionName(source, target)}
          </option>
        ))}
      </select>
      {runSelect('x', 'across', x, y)}
      {runSelect('y', 'up', y, x)}
    </>
  );
}
