import { useEffect, useMemo } from 'preact/hooks';
import type { FeatureDetail, Latents } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { askPrediction } from '../state/asks.ts';
import { currentBlock, currentFeature, currentPair, type Pair, type Target, targetOf } from '../state/choice.ts';
import { whyEmpty } from './emptyStates.tsx';
import { FeatureEvidence } from './featureEvidence.tsx';
import { FeatureLatents } from './featureLatents.tsx';
import { FeaturePrediction } from './featurePrediction.tsx';
import { Panel } from './panel.tsx';
import { useDrawn } from './useDrawn.ts';
import { useLast } from './useLast.ts';
import type { ViewProps } from './viewer.ts';
import { WaitingText, waitingFor } from './waiting.tsx';

/** One feature: how well it is predicted, by which block, and where in the latent space it is high and low. */
export function FeatureView(props: ViewProps & { run: RunFile }) {
  const { store, state, run } = props;
  const { r2, latents, choice } = state;
  const pair = r2 ? currentPair(r2, run, choice) : null;
  const target = r2 && pair ? targetOf(r2, pair) : null;
  const index = pair && target ? currentFeature(pair, target, choice) : -1;
  const feature = target?.features[index];
  const [source, to] = [pair?.source, pair?.target];
  const ask = useMemo(
    () =>
      source !== undefined && to !== undefined && feature !== undefined ? askPrediction(source, to, feature) : null,
    [source, to, feature],
  );
  const known = ask ? state.asked.prediction.get(ask.id) : undefined;
  useEffect(() => {
    if (ask && known === undefined) store.ask(ask);
  }, [store, ask, known]);
  const detail = known?.status === 'here' ? known.content : null;
  // The old picture stays while new numbers of the same feature are on their way: an update must not flicker.
  const last = useLast(detail);
  const same = last?.source === source && last?.target === to && last?.feature === feature;
  const shown = detail ?? (known?.status !== 'failed' && same ? last : null);
  if (shown && latents && pair && target)
    return <FeaturePanel {...props} pair={pair} target={target} index={index} detail={shown} latents={latents} />;
  return (
    <Panel view="feature" title={feature ?? 'Feature'} ready={false}>
      {ask ? (
        <WaitingText waiting={waitingFor(store, ask, known, `Reading the held-out predictions of ${ask.feature}…`)} />
      ) : (
        <p class="empty">
          {pair ? 'No feature has a score.' : whyEmpty(state, 'Predictions come with the first evaluation.', 'r2.csv')}
        </p>
      )}
    </Panel>
  );
}

interface FeaturePanelProps extends ViewProps {
  readonly run: RunFile;
  readonly pair: Pair;
  readonly target: Target;
  /** of the feature in the target */
  readonly index: number;
  readonly detail: FeatureDetail;
  readonly latents: Latents;
}

function FeaturePanel(props: FeaturePanelProps) {
  const { pair, target, index, detail, latents } = props;
  const drawn = useDrawn(['prediction', 'latents']);
  const block = currentBlock(latents, props.state.choice);
  return (
    <Panel view="feature" title={detail.feature} ready={drawn.all}>
      <FeatureEvidence pair={pair} target={target} index={index} />
      <div class="feature-plots">
        <FeaturePrediction {...props} onDrawn={drawn.mark('prediction')} />
        {block && (
          <FeatureLatents
            {...props}
            block={block}
            modality={detail.target}
            feature={detail.feature}
            onDrawn={drawn.mark('latents')}
          />
        )}
      </div>
    </Panel>
  );
}
