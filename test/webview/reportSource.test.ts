import { expect, test } from 'vitest';
import { embed } from '../../src/report/embedding.ts';
import type { ToViewer, ViewerAsk } from '../../src/run/viewerMessages.ts';
import { reportSource } from '../../webview/source/reportSource.ts';
import { askDistinction, askPrediction, askUmap, askValues } from '../../webview/state/asks.ts';
import { featureFixture, runFixture } from './fixtures.ts';

const data = runFixture();
const samples = data.latents?.sampleIds.length ?? 0;
const values = { modality: 'rnaseq', feature: 'rnaseq_1', unit: 'value', values: new Float32Array(samples).fill(2) };
const [x, y] = [new Float32Array(samples), new Float32Array(samples)];
const umap = { block: 'shared', x, y, fitted: samples, samples, neighbours: 15, seed: 0 };
const prediction = featureFixture(data, 'mirna', 'rnaseq', 'rnaseq_1');
const page = embed([{ data, features: [prediction], values: [values], umaps: [umap] }]);

/** What the page says to a question. */
function replyTo(ask: ViewerAsk): ToViewer | undefined {
  const messages: ToViewer[] = [];
  const source = reportSource(page);
  source.listen((message) => messages.push(message));
  source.ask(ask);
  return messages.at(-1);
}

test.each([
  ['values', askValues('rnaseq', 'rnaseq_1'), values],
  ['a map', askUmap('shared'), umap],
  ['a prediction', askPrediction('mirna', 'rnaseq', 'rnaseq_1'), prediction],
])('a report answers with %s that it holds', (_, ask, content) => {
  expect(replyTo(ask)).toEqual({ type: 'answer', answer: { about: ask.about, id: ask.id, content } });
});

test.each([
  [
    askValues('rnaseq', 'rnaseq_2'),
    'This report holds the values of the features that are predicted best only. Open the run in VS Code to see rnaseq_2.',
  ],
  [
    askValues('protein', 'protein_1'),
    'This report was written without the table of protein. Open the run in VS Code to see protein_1.',
  ],
  [askUmap('private_mirna'), 'This report holds no UMAP of private_mirna. Open the run in VS Code to make one.'],
  [
    askDistinction({ mask: Uint8Array.of(1, 1, 0), count: 2, origin: 'lasso' }),
    'This takes all features of all tables, which a report does not hold. Open the run in VS Code.',
  ],
])('and says what it lacks: %o', (ask, message) => {
  expect(replyTo(ask)).toEqual({ type: 'askFailed', about: ask.about, id: ask.id, message });
});
