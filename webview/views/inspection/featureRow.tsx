import { formatNumber, formatShare } from '../../../src/report/words.ts';
import type { FeatureProfiles } from '../../../src/run/inspection.ts';
import { shapeLevels } from '../../state/profileShape.ts';
import { Elided } from '../elided.tsx';

const BAR = 5;
const HEIGHT = 16;

interface FeatureRowProps {
  readonly profiles: FeatureProfiles;
  /** rows of the table */
  readonly samples: number;
  readonly feature: number;
  /** place in the list, from 0 */
  readonly row: number;
  readonly chosen: boolean;
  /** whether the tab key stops at it */
  readonly stop: boolean;
}

/** One feature: its name, shape and statistics. */
export function FeatureRow({ profiles, samples, feature, row, chosen, stop }: FeatureRowProps) {
  const number = (values: readonly (number | null)[]) => formatNumber(values[feature] ?? Number.NaN);
  const missing = profiles.missing[feature] ?? 0;
  const known = samples - missing;
  return (
    <tr
      class="ranked-row profile-row"
      data-row={row}
      aria-rowindex={row + 2}
      aria-current={chosen ? 'true' : undefined}
    >
      <th scope="row" class="profile-name">
        <button type="button" tabIndex={stop ? 0 : -1}>
          <Elided text={profiles.names[feature] ?? ''} />
        </button>
      </th>
      <td class="profile-place">
        <Shape levels={shapeLevels(profiles, feature)} />
      </td>
      <td class="profile-missing number">{share(missing / samples)}</td>
      <td class="profile-mean number">{number(profiles.mean)}</td>
      <td class="profile-sd number">{number(profiles.sd)}</td>
      <td class="profile-zeros number">{known === 0 ? '–' : share((profiles.zeros[feature] ?? 0) / known)}</td>
      <td class="profile-min number">{number(profiles.min)}</td>
      <td class="profile-max number">{number(profiles.max)}</td>
    </tr>
  );
}

/** What is there is never rounded to nothing. */
function share(value: number): string {
  return value > 0 && value < 0.005 ? '<1\u00a0%' : formatShare(value);
}

/** A histogram as high as the line; the numbers beside it say the same. */
function Shape({ levels }: { levels: readonly number[] }) {
  const most = Math.max(1, ...levels);
  const bars = levels.map((level, i) => {
    const height = (level / most) * HEIGHT;
    return height === 0 ? '' : `M${i * BAR},${HEIGHT}v${-height}h${BAR - 1}v${height}z`;
  });
  return (
    <svg class="profile-shape" width={levels.length * BAR} height={HEIGHT} aria-hidden="true">
      <path d={bars.join('')} />
    </svg>
  );
}
