import { plural } from '../../../src/report/words.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import type { Dataset } from '../../state/state.ts';
import { Panel } from '../panel.tsx';
import type { ViewProps } from '../viewer.ts';

type Finding = Inspection['findings'][number];

const SEVERITY: Record<Finding['severity'], { sign: string; word: string }> = {
  error: { sign: '✕', word: 'Must be fixed' },
  warning: { sign: '▲', word: 'Caution' },
  info: { sign: '○', word: 'Note' },
};

/** What to know before training, each with what to do, and where a setting does it, a button that writes it into the study. */
export function InspectionFindings({
  store,
  dataset,
  inspection: { findings },
}: Pick<ViewProps, 'store'> & { dataset: Dataset; inspection: Inspection }) {
  const applied = new Set(dataset.study?.applied);
  return (
    <Panel view="inspection-findings" title="What to know before training" ready={true}>
      {findings.length === 0 && <p>Nothing to put right.</p>}
      <ul class="findings">
        {findings.map((finding, i) => (
          <FindingLine
            key={`${i} ${finding.text}`}
            finding={finding}
            applied={applied.has(i)}
            onApply={() => store.source.applyRemedy(i)}
          />
        ))}
      </ul>
      {applied.size > 0 && (
        <p class="muted caption" role="status">
          {plural(applied.size, 'fix', 'fixes')} written to {dataset.study?.name}. “Look again” shows the tables with
          them; undo in that file takes them back.
        </p>
      )}
    </Panel>
  );
}

function FindingLine({ finding, applied, onApply }: { finding: Finding; applied: boolean; onApply: () => void }) {
  const { severity, text, fix, remedy } = finding;
  const { sign, word } = SEVERITY[severity];
  return (
    <li class={`finding finding-${severity}`}>
      <span class="sign" role="img" aria-label={word} title={word}>
        {sign}
      </span>
      <span>
        <span>{text}</span>
        {fix !== null && <span class="muted"> {fix}</span>}
        {remedy !== null && (
          <button
            type="button"
            class="remedy"
            disabled={applied}
            aria-label={`${applied ? 'Applied' : 'Apply'}: ${remedy.writes}`}
            title="Writes this into the study file"
            onClick={onApply}
          >
            <strong>{applied ? 'Applied' : 'Apply'}</strong> <code>{remedy.writes}</code>
          </button>
        )}
      </span>
    </li>
  );
}
