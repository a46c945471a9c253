import { formatCount, list, plural } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import type { Dataset } from '../../state/state.ts';
import { ProblemBand } from '../emptyStates.tsx';
import { useDrawn } from '../useDrawn.ts';
import type { ViewProps } from '../viewer.ts';
import { Balance } from './balance.tsx';
import { ComponentsView } from './components.tsx';
import { FeaturesView } from './features.tsx';
import { InspectionFindings } from './findings.tsx';
import { LabelClasses } from './labelClasses.tsx';
import { MissingMaps } from './missingMaps.tsx';
import { Overlap } from './overlap.tsx';
import { TableCards } from './tableCards.tsx';

/** Analyze Dataset: what the tables hold, how they overlap, and what to mind before training. */
export function InspectionPage(props: ViewProps & { dataset: Dataset }) {
  const { store, state, dataset } = props;
  const { inspection, problem } = state;
  if (inspection) return <Inspected {...props} inspection={inspection} />;
  return (
    <main class="inspection" data-view="inspection" data-ready="false">
      <header class="run-header">
        <div class="run-title">
          <h1>{dataset.title}</h1>
        </div>
      </header>
      {problem === null ? (
        <p class="empty opening" role="status">
          {dataset.step}…
        </p>
      ) : (
        <>
          <ProblemBand text={problem} onOpenLog={() => store.source.openLog()} />
          <p class="opening">
            <button type="button" class="primary" onClick={() => store.source.inspectAgain()}>
              Look again
            </button>
          </p>
        </>
      )}
    </main>
  );
}

function Inspected(props: ViewProps & { dataset: Dataset; inspection: Inspection }) {
  const { store, dataset, inspection } = props;
  const { tables, samples, labels, findings } = inspection;
  const several = tables.length > 1;
  const fitted = tables.filter(({ components }) => components !== null);
  const drawn = useDrawn(['tables', 'features', ...(fitted.length > 0 ? ['components'] : [])]);
  const unsolved = findings.some(({ severity }, i) => severity === 'error' && !dataset.study?.applied.includes(i));
  const blocked = unsolved || !several;
  return (
    <main class="inspection" data-view="inspection" data-ready={drawn.all && dataset.step === null}>
      <header class="run-header">
        <div class="run-title">
          <h1>{list(tables.map(({ name }) => name))}</h1>
          <span class="run-what">
            {plural(tables.length, 'table')} · {plural(samples.union, 'sample')}
            {several && `, ${formatCount(samples.intersection)} in every table`}
            {dataset.study && ` · ${dataset.study.name}`}
          </span>
        </div>
        <span class="muted" role="status">
          {dataset.step !== null && `${dataset.step}…`}
        </span>
        <button
          type="button"
          class="link"
          disabled={dataset.step !== null}
          title="Reads the tables again, with what the study says of them now"
          onClick={() => store.source.inspectAgain()}
        >
          Look again
        </button>
        <button
          type="button"
          class="primary"
          disabled={blocked}
          onClick={() => store.source.trainThese()}
          title={blocked ? 'Needs two tables without errors' : undefined}
        >
          Train on these
        </button>
      </header>
      {props.state.problem !== null && <ProblemBand text={props.state.problem} />}
      <InspectionFindings {...props} />
      {several && <Overlap {...props} />}
      <TableCards {...props} onDrawn={drawn.mark('tables')} />
      {labels && <LabelClasses labels={labels} />}
      {several && <Balance {...props} />}
      <MissingMaps {...props} />
      {fitted.length > 0 && <ComponentsView {...props} onDrawn={drawn.mark('components')} />}
      <FeaturesView {...props} onDrawn={drawn.mark('features')} />
    </main>
  );
}
