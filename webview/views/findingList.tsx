import type { Finding } from '../../src/report/findings/finding.ts';

const KIND: Record<Finding['kind'], { sign: string; word: string }> = {
  result: { sign: '●', word: 'Result' },
  caution: { sign: '▲', word: 'Caution' },
  note: { sign: '○', word: 'Note' },
};

/** Plain sentences, each with what it is and what to try. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul class="findings">
      {findings.map(({ kind, text, advice }) => (
        <li key={text} class={`finding finding-${kind}`}>
          <span class="sign" role="img" aria-label={KIND[kind].word} title={KIND[kind].word}>
            {KIND[kind].sign}
          </span>
          <span>
            {text}
            {advice !== null && <span class="muted"> {advice}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
