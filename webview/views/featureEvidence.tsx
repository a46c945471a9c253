import type { ComponentChildren } from 'preact';
import { formatInterval, formatProbability, formatScore, formatShare, sourceName } from '../../src/report/words.ts';
import type { FeatureStatistics, FeatureVerdicts, Verdict } from '../../src/run/runData.ts';
import type { Pair, Target } from '../state/choice.ts';
import { Q_LIMIT } from './r2Columns.ts';

/** A smaller difference to the baseline is none. */
const MARGIN = 0.02;

/** How far the R² of one feature can be believed, and which latent block explains it: a sentence, the numbers, a bar. */
export function FeatureEvidence({ pair, target, index }: { pair: Pair; target: Target; index: number }) {
  const { statistics } = pair;
  const { verdicts } = target;
  const verdict = verdicts?.verdict[index] ?? null;
  return (
    <>
      {statistics && !Number.isNaN(statistics.q[index]) && (
        <>
          <p>{evidence(pair.r2[index], statistics, index, sourceName(pair.source))}</p>
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
            <Fact name="self" title={`R² where ${target.name} predicts it itself`}>
              {formatScore(target.self[index])}
            </Fact>
          </dl>
        </>
      )}
      {verdicts && verdict && <Shares verdicts={verdicts} verdict={verdict} index={index} />}
    </>
  );
}

/** "Predicted from rnaseq better than by chance (q = 0.002), and better than by ridge regression." */
function evidence(r2: number, { q, baseline }: FeatureStatistics, index: number, source: string): string {
  const value = formatProbability(q[index]);
  const number = value.startsWith('<') ? `q\u00a0<\u00a0${value.slice(1)}` : `q\u00a0=\u00a0${value}`;
  if (!(q[index] <= Q_LIMIT)) return `No better predicted from ${source} than by chance (${number}).`;
  const more = r2 - baseline[index];
  const beside = Number.isNaN(more)
    ? ''
    : more > MARGIN
      ? ', and better than by ridge regression'
      : more < -MARGIN
        ? '; ridge regression does better'
        : '; ridge regression does as well';
  return `Predicted from ${source} better than by chance (${number})${beside}.`;
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
  { block: 'shared', text: 'shared block' },
  { block: 'private', text: 'private block' },
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

function verdictSentence(verdict: Verdict, sharedFirst: boolean): string {
  switch (verdict) {
    case 'shared':
      return 'Shared: the block shared with other tables explains the largest part of its variation.';
    case 'private':
      return sharedFirst
        ? 'Private: no other table predicts it, although its own shared block explains the largest part of it.'
        : 'Private: the block of its own table explains the largest part of its variation.';
    case 'neither':
      return 'Neither: the largest part of its variation is explained by no latent block.';
  }
}
