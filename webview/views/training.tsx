import { useMemo } from 'preact/hooks';
import { klWords, latentWords, sourceWords } from '../../src/report/objectiveWords.ts';
import { formatNumber, formatScore, plural } from '../../src/report/words.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import type { ChartBuilder } from '../plots/chart.ts';
import { lossChart } from '../plots/lossChart.ts';
import { r2History, r2Lines } from '../plots/r2History.ts';
import { VegaChart } from '../plots/vegaChart.tsx';
import { PAPER_INK, screenInk } from '../theme/ink.ts';
import { LatentDimensions } from './latentDimensions.tsx';
import { Panel } from './panel.tsx';
import { paper } from './paper.ts';
import { SaveMenu } from './saveMenu.tsx';
import { useDrawn } from './useDrawn.ts';
import type { ViewProps } from './viewer.ts';

/** Did it train well? Loss, R² over epochs, and what the model optimises. */
export function Training({ store, state, run }: ViewProps & { run: RunFile }) {
  const { history } = state;
  const loss = useMemo(() => lossChart(history, run.split.folds !== null), [history, run.split.folds]);
  const lines = useMemo(() => r2Lines(history), [history]);
  const r2 = useMemo(() => r2History(lines), [lines]);
  const hasR2 = lines.length > 0;
  const drawn = useDrawn(hasR2 ? ['loss', 'r2'] : ['loss']);
  const dimensions = run.metrics?.dimensions ?? [];
  const last = history.at(-1);
  if (!last) {
    return (
      <Panel view="training" title="Training" ready={false}>
        <p class="empty">{run.status === 'running' ? 'Waiting for the first epoch…' : 'No epoch was finished.'}</p>
        <Paths run={run} />
      </Panel>
    );
  }
  return (
    <Panel view="training" title="Training" ready={drawn.all}>
      <div class="training-charts">
        <Titled
          title="Loss"
          store={store}
          run={run}
          name="loss"
          builder={loss}
          summary={`Loss over ${last.epoch} epochs, now ${formatNumber(last.loss, 4)} nats per sample.`}
          onDrawn={drawn.mark('loss')}
        />
        {hasR2 && (
          <Titled
            title={lines.length > 7 ? `Median R², the best 7 of ${lines.length} directions` : 'Median R² by direction'}
            store={store}
            run={run}
            name="r2-over-epochs"
            builder={r2}
            summary={`Median held-out R² over epochs: ${lines.map(({ direction, points }) => `${direction} ${formatScore(points.at(-1)?.r2 ?? null)}`).join(', ')}.`}
            onDrawn={drawn.mark('r2')}
          />
        )}
      </div>
      {hasR2 && run.split.folds !== null && (
        <p class="muted caption">
          Mean of the folds, each scored on its own few samples; the final R² pools the samples of all folds and is
          steadier.
        </p>
      )}
      <div class="training-lists">
        {dimensions.length > 0 && <LatentDimensions store={store} dimensions={dimensions} loadings={state.loadings} />}
        <Paths run={run} />
      </div>
    </Panel>
  );
}

interface TitledProps {
  readonly title: string;
  readonly store: ViewProps['store'];
  readonly run: RunFile;
  readonly name: string;
  readonly builder: ChartBuilder;
  readonly summary: string;
  readonly onDrawn: () => void;
}

function Titled({ title, store, run, name, builder, summary, onDrawn }: TitledProps) {
  const chart = useMemo(() => builder(screenInk()), [builder]);
  return (
    <figure>
      <figcaption>
        <h3>{title}</h3>
        <SaveMenu store={store} plot={title} figure={() => paper(run, name, title, builder(PAPER_INK), 420)} />
      </figcaption>
      <VegaChart chart={chart} summary={summary} onDrawn={onDrawn} />
    </figure>
  );
}

/** With four tables the list would be longer than the charts: it opens on a click. */
const MANY_PATHS = 12;

/** The objective as a list: what is encoded, what is decoded, and through which block; and what the latents are held to. */
function Paths({ run }: { run: RunFile }) {
  const { paths, kl } = run.objective;
  const blocked = paths.some((path) => path.shared === 'stop-gradient');
  return (
    <details class="paths" open={paths.length <= MANY_PATHS}>
      <summary>
        What {run.study.model.name} optimises: {plural(paths.length, 'path')} and {plural(kl.length, 'KL term')}
      </summary>
      <ul>
        {paths.map((path) => (
          <li key={`${path.from.join()}-${path.to}-${path.subset}-${path.draw}-${path.private}-${path.shared}`}>
            <span>
              {sourceWords(path.from, path.subset)} → {path.to}
            </span>
            <span class="muted">{latentWords(path)}</span>
          </li>
        ))}
      </ul>
      {blocked && <p class="muted">⊘ the shared block is used here but learns nothing from this path.</p>}
      <p class="muted">KL(a || b), a Kullback-Leibler divergence, keeps a close to b:</p>
      <ul>
        {kl.map(klWords).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </details>
  );
}
