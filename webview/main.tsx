import './viewer.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { editorSource } from './source/editorSource.ts';
import { reportSource } from './source/reportSource.ts';
import { sweepEditorSource, sweepReportSource } from './source/sweepSource.ts';
import { Store } from './state/store.ts';
import { SweepStore } from './state/sweepStore.ts';
import { watchFaults } from './views/faults.ts';
import { SweepPage } from './views/sweep/sweepPage.tsx';

watchFaults();
const root = document.getElementById('app') ?? document.body.appendChild(document.createElement('div'));
const sweep = document.getElementById('crossmodal-sweep');
if (sweep || document.body.dataset['page'] === 'sweep') {
  const source = sweep ? sweepReportSource(sweep.textContent) : sweepEditorSource();
  document.body.classList.add('crossmodal', `crossmodal-${source.kind}`);
  render(<SweepPage store={new SweepStore(source)} />, root);
} else {
  const report = document.getElementById('crossmodal-report');
  const source = report ? reportSource(report.textContent) : editorSource();
  document.body.classList.add('crossmodal', `crossmodal-${source.kind}`);
  render(<App store={new Store(source)} />, root);
}
