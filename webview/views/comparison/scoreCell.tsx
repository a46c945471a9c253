import { formatScore } from '../../../src/report/words.ts';
import { r2Class, r2Style } from '../r2Cell.ts';

/** R² as a number over a bar, as long as it is high, hatched where it is negative. @param best the highest of its row */
export function ScoreCell({ value, best = false }: { value: number | null; best?: boolean }) {
  const text = formatScore(value);
  return (
    <td class="number score-cell">
      {best ? <strong>{text}</strong> : text}
      <span
        class={`bar ${r2Class(value)}`}
        style={r2Style(value === null ? null : Math.abs(value))}
        aria-hidden="true"
      />
    </td>
  );
}
