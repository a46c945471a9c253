import { useState } from 'preact/hooks';
import { formatCount, plural } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import { overlapFigure } from '../../plots/overlapFigure.ts';
import { PAPER_INK } from '../../theme/ink.ts';
import { Elided } from '../elided.tsx';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import type { ViewProps } from '../viewer.ts';
import { datasetPaper } from './datasetPaper.ts';

/** Sets drawn until more are asked for. */
const FIRST = 12;

/** Samples by the exact set of tables that hold them: dots joined by a line, and a bar (an UpSet plot, turned). */
export function Overlap({ store, inspection }: Pick<ViewProps, 'store'> & { inspection: Inspection }) {
  const { tables, overlap, samples } = inspection;
  const [all, setAll] = useState(false);
  const names = tables.map(({ name }) => name);
  const shown = all ? overlap : overlap.slice(0, FIRST);
  const most = Math.max(1, ...overlap.map((set) => set.samples));
  const sizes = names.map((name) => sum(overlap.filter((set) => set.tables.includes(name))));
  const figure = () =>
    datasetPaper(
      inspection,
      'overlap',
      'Samples by table',
      overlapFigure(names, overlap)(PAPER_INK),
      420,
      samples.union,
    );
  return (
    <Panel
      view="inspection-overlap"
      title="Which samples are in which tables"
      ready={true}
      controls={<SaveMenu store={store} plot="Samples by table" figure={figure} />}
    >
      <table class="overlap">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col" class="overlap-name">
                <Elided text={name} />
              </th>
            ))}
            <td />
          </tr>
          <tr class="overlap-sizes">
            {sizes.map((size, k) => (
              <td key={names[k]} class="number" title={`${names[k]}: ${plural(size, 'sample')}`}>
                {formatCount(size)}
                <span class="size-bar" style={{ height: `${(24 * size) / Math.max(1, ...sizes)}px` }} />
              </td>
            ))}
            <th scope="col" class="overlap-count">
              samples
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((set) => (
            <SetRow key={set.tables.join()} names={names} set={set} most={most} />
          ))}
        </tbody>
      </table>
      {overlap.length > FIRST && (
        <p>
          <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Show the ${FIRST} largest sets` : `Show all ${formatCount(overlap.length)} sets`}
          </button>
        </p>
      )}
      <p class="muted caption">
        Above: samples in each table. Below: each sample counts once, in the row whose dots are exactly its tables. A
        row that is blank in a table does not count as being in it.
      </p>
    </Panel>
  );
}

interface SetRowProps {
  readonly names: readonly string[];
  readonly set: Inspection['overlap'][number];
  readonly most: number;
}

function SetRow({ names, set, most }: SetRowProps) {
  const inside = names.map((name) => set.tables.includes(name));
  const [first, last] = [inside.indexOf(true), inside.lastIndexOf(true)];
  return (
    <tr>
      {names.map((name, k) => (
        <td key={name} class="overlap-dot" data-left={k > first && k <= last} data-right={k >= first && k < last}>
          <span role="img" aria-label={inside[k] ? `in ${name}` : `not in ${name}`} data-in={inside[k]} />
        </td>
      ))}
      <td class="overlap-count">
        <span class="number">{formatCount(set.samples)}</span>
        <span class="count-bar" style={{ width: `${(100 * set.samples) / most}%` }} />
      </td>
    </tr>
  );
}

function sum(sets: Inspection['overlap']): number {
  return sets.reduce((total, { samples }) => total + samples, 0);
}
