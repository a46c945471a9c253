import type { ComponentChildren } from 'preact';
import { formatInterval, formatProbability, formatScore, formatShare, sourceName } from '../../src/report/words.ts';
import type { FeatureVerdicts, Verdict } from '../../src/run/runData.ts';
import type { Pair, Target } from '../state/choice.ts';
import { evidenceSentence, verdictSentence } from './featureWords.ts';

/** How far the R² of one feature can be believed, and which latent block explains it: a sentence, the numbers, a bar. */
export function FeatureEvidence({ pair, target, index }: { pair: Pair; target: Target; index: number }) {
  const { statistics } = pair;
  const { verdicts } = target;
  const verdict = verdicts?.verdict[index] ?? null;
  return (
    <>
      {statistics && !Number.isNaN(statistics.q[index]) && (
        <>
          <p>
            {evidenceSentence(sourceName(pair.source), pair.r2[index], statistics.baseline[index], statistics.q[index])}
          </p>
          <dl class="evidence">
            <Fact name="95 % interval" title="Range of R² over 95 % of bootstrap draws of the held-out samples">
              {formatInterval(statistics.low[index], statistics.high[index])}
            </Fact>
            <Fact name="ridge" title="R² of ridge regression, a linear model, from the same source">
              {formatScore(statistics.baseline[index])}
            </Fact>
            <Fact name="chance up to" title="95 % of permutations of the held-out samples give a lower R²">
              {formatScore(statistics.nullR2[index])}
            </Fact>
            <Fact name="q" title="Share of false finds to expect among the features with this q or a lower one">
              {formatProbability(statistics.q[index])}
            </Fact>
            <Fact name="self" title={`R² where it is predicted from ${target.name}, its own table`}>
              {formatScore(target.self[index])}
            </Fact>
          </dl>
        </>
      )}
      {verdicts && verdict && <Shares verdicts={verdicts} verdict={verdict} index={index} />}
    </>
  );
}

function Fact({ name, title, children }: { name: string; title: string; children: ComponentChildren }) {
  return (
    <div title={title}>
      <dt class="muted">{name}</dt>
      <dd class="number">{children}</dd>
    </div>
  );
}

const BLOCKS: readonly { readonly block: Verdict; readonly text: string }[] = [
  { block: 'shared', text: 'shared' },
  { block: 'private', text: 'private' },
  { block: 'neither', text: 'neither' },
];

function Shares({ verdicts, verdict, index }: { verdicts: FeatureVerdicts; verdict: Verdict; index: number }) {
  return (
    <div class="shares">
      <p>{verdictSentence(verdict, verdicts.shared[index] > verdicts.private[index])}</p>
      <div class="shares-bar" aria-hidden="true">
        {BLOCKS.map(({ block }) => (
          <span key={block} class={`share-${block}`} style={{ flexGrow: verdicts[block][index] }} />
        ))}
      </div>
      <ul>
        {BLOCKS.map(({ block, text }) => (
          <li key={block}>
            <span class={`share-swatch share-${block}`} aria-hidden="true" />
            {text} <span class="muted number">{formatShare(verdicts[block][index])}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
