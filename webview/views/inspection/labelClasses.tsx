import { formatCount, plural } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import { Elided } from '../elided.tsx';
import { Panel } from '../panel.tsx';

/** More classes than these are rather ids. */
const MOST = 24;

/** How many samples each class of the label has. */
export function LabelClasses({ labels }: { labels: NonNullable<Inspection['labels']> }) {
  const { column, kind, classes, missing } = labels;
  const most = Math.max(1, ...classes.map(({ samples }) => samples));
  return (
    <Panel view="inspection-label" title={`Label: ${column}`} ready={true}>
      <table class="bars">
        <tbody>
          {classes.slice(0, MOST).map(({ name, samples }) => (
            <tr key={name}>
              <th scope="row">
                <Elided text={name} />
              </th>
              <td class="overlap-count">
                <span class="number">{formatCount(samples)}</span>
                <span class="count-bar" style={{ width: `${(100 * samples) / most}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted caption">
        {kind === 'continuous'
          ? 'Continuous values: used as a colour scale.'
          : plural(classes.length, 'class', 'classes')}
        {classes.length > MOST && `, of which the first ${MOST} are drawn`}
        {missing > 0 && `; missing for ${plural(missing, 'sample')}.`}
      </p>
    </Panel>
  );
}
