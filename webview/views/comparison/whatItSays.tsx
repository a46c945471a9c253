import { useMemo } from 'preact/hooks';
import { comparisonFindings } from '../../../src/report/comparisonFindings.ts';
import { FindingList } from '../findingList.tsx';
import { Panel } from '../panel.tsx';
import type { ComparisonProps } from './comparisonProps.ts';

/** The comparison in plain sentences. */
export function WhatItSays({ compared }: ComparisonProps) {
  const found = useMemo(() => comparisonFindings(compared.runs), [compared]);
  return (
    <Panel view="compared-findings" title="What the comparison says" ready={true}>
      {compared.runs.some(({ run }) => run.status === 'running') && (
        <p class="muted">A run is still training: its numbers move.</p>
      )}
      <FindingList findings={found} />
    </Panel>
  );
}
