import { expect, test } from 'vitest';
import type { Latents } from '../../src/run/runData.ts';
import type { FromViewer, ToViewer } from '../../src/run/viewerMessages.ts';
import type { Source } from '../../webview/source/source.ts';
import { askUmap, askValues } from '../../webview/state/asks.ts';
import { selectedRows } from '../../webview/state/selection.ts';
import { Store } from '../../webview/state/store.ts';

/** A store whose host is this test. */
function open(saved: unknown = null) {
  const kept: { state: unknown } = { state: saved };
  const host: { send: (message: ToViewer) => void } = { send: () => {} };
  const nothing = () => {};
  const source: Source = {
    kind: 'editor',
    runs: [],
    listen: (receive) => {
      host.send = receive;
    },
    showRun: nothing,
    ask: nothing,
    saveGroups: nothing,
    saveFile: (_file: Extract<FromViewer, { type: 'saveFile' }>) => {},
    tellFigures: nothing,
    stop: nothing,
    resume: nothing,
    openLog: nothing,
    openRun: nothing,
    trainThese: nothing,
    applyRemedy: nothing,
    inspectAgain: nothing,
    saved,
    save: (state) => {
      kept.state = state;
    },
  };
  const store = new Store(source);
  store.start();
  return { store, kept, send: (message: ToViewer) => host.send(message) };
}

const latentsOf = (...sampleIds: string[]): Latents => ({
  sampleIds,
  split: { kind: 'categorical', name: 'split', classes: ['train'], codes: new Int32Array(sampleIds.length) },
  blocks: [{ name: 'shared', dimensions: [new Float32Array(sampleIds.length)] }],
  labels: [],
  errors: [],
});

const mapOf = (samples: number) => ({
  block: 'shared',
  x: new Float32Array(samples),
  y: new Float32Array(samples),
  fitted: samples,
  samples,
  neighbours: 2,
  seed: 0,
});

const selectedIds = ({ state }: Store) => {
  const { samples } = state.selections.present;
  return samples ? Array.from(selectedRows(samples), (row) => state.latents?.sampleIds[row]) : [];
};

test('an answer to a question that is out of date is not kept', () => {
  const { store, send } = open();
  const { about, id } = askUmap('shared');
  send({ type: 'latents', latents: latentsOf('a', 'b', 'c') });
  store.ask(askUmap('shared'));
  send({ type: 'latents', latents: latentsOf('a', 'b', 'c', 'd') });
  send({ type: 'askProgress', about, id, text: 'half' });
  send({ type: 'answer', answer: { about, id, content: mapOf(3) } });
  expect(store.state.asked.umap.get(id)).toBeUndefined();
  store.ask(askUmap('shared'));
  send({ type: 'answer', answer: { about, id, content: mapOf(4) } });
  expect(store.state.asked.umap.get(id)).toMatchObject({ status: 'here', content: { samples: 4 } });
});

test('a selection stays with its samples when their rows change, also for the next page', () => {
  const { store, kept, send } = open();
  send({ type: 'latents', latents: latentsOf('a', 'b', 'c') });
  store.selectSamples(Uint8Array.of(0, 1, 1), 'two', 'replace');
  send({ type: 'latents', latents: latentsOf('d', 'c', 'b', 'a') });
  expect(selectedIds(store)).toEqual(['c', 'b']);
  const next = open(kept.state);
  next.send({ type: 'latents', latents: latentsOf('d', 'c', 'b', 'a') });
  expect(selectedIds(next.store)).toEqual(['c', 'b']);
});

test.each([
  ['fewer', ['a', 'b']],
  ['as many others', ['a', 'b', 'd']],
  ['the same in another order', ['b', 'a', 'c']],
  ['others of the same letters', ['ab', '', 'c']],
])('a selection that was kept of other samples is void: %s', (_what, ids) => {
  const { store, kept, send } = open();
  send({ type: 'latents', latents: latentsOf('a', 'b', 'c') });
  store.selectSamples(Uint8Array.of(0, 1, 1), 'two', 'replace');
  const next = open(kept.state);
  next.send({ type: 'latents', latents: latentsOf(...ids) });
  expect(next.store.state.selections.present.samples).toBeNull();
});

test('the newest answers are kept, however many features one looks at', () => {
  const { store, send } = open();
  send({ type: 'latents', latents: latentsOf('a', 'b') });
  for (let i = 0; i < 100; i++) {
    const ask = askValues('rna', `gene ${i}`);
    store.ask(ask);
    const content = { modality: 'rna', feature: ask.feature, unit: '', values: new Float32Array(2) };
    send({ type: 'answer', answer: { about: 'values', id: ask.id, content } });
  }
  const { values } = store.state.asked;
  expect(values.size).toBeLessThan(50);
  expect(values.get(askValues('rna', 'gene 99').id)).toMatchObject({ status: 'here' });
  expect(values.has(askValues('rna', 'gene 0').id)).toBe(false);
});
