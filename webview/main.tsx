import './viewer.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { editorSource } from './source/editorSource.ts';
import { reportSource } from './source/reportSource.ts';
import { Store } from './state/store.ts';
import { watchFaults } from './views/faults.ts';

watchFaults();
const report = document.getElementById('crossmodal-report');
const root = document.getElementById('app') ?? document.body.appendChild(document.createElement('div'));
const source = report ? reportSource(report.textContent) : editorSource();
document.body.classList.add('crossmodal', `crossmodal-${source.kind}`);
render(<App store={new Store(source)} />, root);
