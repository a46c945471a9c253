import type { Store } from './state/store.ts';
import { useTheme } from './theme/useTheme.ts';
import { AboutRun } from './views/aboutRun.tsx';
import { ComparisonPage } from './views/comparison/comparisonPage.tsx';
import { CrossModalR2 } from './views/crossModalR2.tsx';
import { DistinctionView } from './views/distinction.tsx';
import { ProblemBand } from './views/emptyStates.tsx';
import { FeatureView } from './views/featureDetail.tsx';
import { FindingsView } from './views/findingsView.tsx';
import { Header } from './views/header.tsx';
import { Heatmap } from './views/heatmap.tsx';
import { InspectionPage } from './views/inspection/inspectionPage.tsx';
import { LatentsView } from './views/latents.tsx';
import { RunTabs } from './views/runTabs.tsx';
import { SelectionBar } from './views/selectionBar.tsx';
import { Training } from './views/training.tsx';
import { useStore } from './views/useStore.ts';

/** The whole viewer: one run, several beside each other, or the inspection of a data set. */
export function App({ store }: { store: Store }) {
  const state = useStore(store);
  const theme = useTheme();
  const { run, compared, dataset, problem } = state;
  if (dataset) return <InspectionPage store={store} state={state} theme={theme} dataset={dataset} />;
  if (compared) {
    return (
      <>
        <RunTabs store={store} current={null} />
        <ComparisonPage store={store} state={state} theme={theme} compared={compared} />
      </>
    );
  }
  if (!run) return problem === null ? <p class="empty opening">Opening the run…</p> : <ProblemBand text={problem} />;
  const props = { store, state, theme, run };
  // A run that failed before its first evaluation has nothing to draw, and will have nothing.
  const promising = run.status === 'running' || run.metrics !== null;
  // Its curves come first while it trains, for the eye, the keys and a screen reader.
  const live = run.status === 'running';
  const training = <Training {...props} key="training" />;
  return (
    <>
      <RunTabs store={store} current={state.folder} />
      <Header {...props} />
      {run.error !== null && (
        <ProblemBand
          text={run.error}
          {...(store.source.kind === 'editor' ? { onOpenLog: () => store.source.openLog() } : {})}
        />
      )}
      {problem !== null && <ProblemBand text={problem} />}
      <main
        class={promising ? 'panels' : 'panels panels-bare'}
        data-live={live}
        key={store.source.kind === 'report' ? state.folder : 'run'}
      >
        <FindingsView {...props} />
        {live && training}
        {promising && (
          <>
            <LatentsView {...props} />
            <CrossModalR2 {...props} />
            <FeatureView {...props} />
            <Heatmap {...props} />
            {state.latents && <DistinctionView {...props} />}
          </>
        )}
        {!live && training}
        <AboutRun run={run} open={store.source.kind === 'report'} />
      </main>
      <SelectionBar store={store} state={state} />
    </>
  );
}
