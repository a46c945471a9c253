import type { Finding } from '../../src/report/findings/finding.ts';
import { directionName } from '../../src/report/words.ts';

const KIND: Record<Finding['kind'], { sign: string; word: string }> = {
  result: { sign: '●', word: 'Result' },
  caution: { sign: '▲', word: 'Caution' },
  note: { sign: '○', word: 'Note' },
};

/** The direction that a sentence is about. */
export type Spoken = NonNullable<Finding['direction']>;

interface FindingListProps {
  readonly findings: readonly Finding[];
  /** brings the scores of a direction into sight */
  readonly onShow?: (direction: Spoken) => void;
}

/** Plain sentences, each with what it is and what to try. */
export function FindingList({ findings, onShow }: FindingListProps) {
  return (
    <ul class="findings">
      {findings.map(({ kind, text, advice, direction }) => (
        <li key={text} class={`finding finding-${kind}`}>
          <span class="sign" role="img" aria-label={KIND[kind].word} title={KIND[kind].word}>
            {KIND[kind].sign}
          </span>
          <span>
            {text}
            {advice !== null && <span class="muted"> {advice}</span>}
            {direction && onShow && (
              <>
                {' '}
                <button
                  type="button"
                  class="link"
                  aria-label={`Show ${directionName(direction.source, direction.target)}`}
                  onClick={() => onShow(direction)}
                >
                  Show
                </button>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
