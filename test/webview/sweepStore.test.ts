import { expect, test } from 'vitest';
import type { FromSweepPage, ToSweepPage } from '../../src/run/sweepMessages.ts';
import type { SweepSource } from '../../webview/source/sweepSource.ts';
import { SweepStore } from '../../webview/state/sweepStore.ts';
import { scoredRow, sweepPlan } from './sweepFixture.ts';

/** A store whose host and frames are this test's. */
function open(saved: unknown = null) {
  const told: FromSweepPage[] = [];
  const kept: { state: unknown } = { state: saved };
  const host: { send: (message: ToSweepPage) => void } = { send: () => {} };
  const frames: (() => void)[] = [];
  const source: SweepSource = {
    kind: 'editor',
    listen: (receive) => {
      host.send = receive;
    },
    tell: (message) => told.push(message),
    saveFile: () => {},
    saved,
    save: (state) => {
      kept.state = structuredClone(state);
    },
  };
  const store = new SweepStore(source, (draw) => frames.push(draw));
  store.start();
  const drawn = { times: 0 };
  store.subscribe(() => {
    drawn.times++;
  });
  return { store, told, kept, frames, drawn, send: (message: ToSweepPage) => host.send(message) };
}

const plan = sweepPlan();

test('rows that arrive between two frames are drawn together, the newest of each run', () => {
  const { store, send, frames, drawn } = open();
  send({ type: 'plan', folder: '/data/sizes.sweep', plan });
  expect(store.state.runs.map(({ row }) => row.state)).toEqual(plan.runs.map(() => 'waiting'));
  const { times } = drawn;
  send({ type: 'rows', rows: [scoredRow(plan, 3, { state: 'running', share: 0.5 })] });
  send({ type: 'rows', rows: [scoredRow(plan, 3), scoredRow(plan, 7)] });
  expect([drawn.times - times, frames.length]).toEqual([0, 1]);
  frames[0]();
  expect(drawn.times - times).toBe(1);
  const finished = store.state.runs.filter(({ row }) => row.state === 'finished');
  expect(finished.map(({ index }) => index)).toEqual([3, 7]);
  send({ type: 'rows', rows: [scoredRow(plan, 9)] });
  expect(frames).toHaveLength(2);
});

test('a run whose row has not changed stays the same object', () => {
  const { store, send, frames } = open();
  send({ type: 'plan', folder: '', plan });
  const before = store.state.runs;
  send({ type: 'rows', rows: [scoredRow(plan, 1)] });
  frames[0]();
  expect(store.state.runs.filter((run, i) => run !== before[i]).map(({ index }) => index)).toEqual([1]);
});

test('a plan replaces what was there; rows of runs that it does not have are left out, and so are they from the selection', () => {
  const { store, send, frames } = open();
  send({ type: 'plan', folder: '', plan });
  store.select([plan.runs[2].name, plan.runs[30].name]);
  const smaller = { ...plan, runs: plan.runs.slice(0, 10) };
  send({ type: 'rows', rows: [scoredRow(plan, 2)] });
  send({ type: 'plan', folder: '', plan: smaller });
  send({ type: 'rows', rows: [scoredRow(plan, 30)] });
  for (const draw of frames) draw();
  expect(store.state.runs.map(({ row }) => row.state)).toEqual(smaller.runs.map(() => 'waiting'));
  expect([...store.state.selected]).toEqual([plan.runs[2].name]);
});

test('choices, the selection and the scroll outlive the page', () => {
  const first = open();
  first.send({ type: 'plan', folder: '', plan });
  first.store.choose({ score: 'auc:shared', groupBy: 'model.name' });
  first.store.select(['run-4', 'run-5']);
  first.store.keepScroll({ runs: 480 });
  const again = open(first.kept.state);
  expect(again.store.state.choice).toEqual(first.store.state.choice);
  expect(again.store.state.choice.scroll).toEqual({ page: 0, runs: 480 });
  expect([...again.store.state.selected]).toEqual(['run-4', 'run-5']);
});

test('what was asked for is pending until the host shows what became of it', () => {
  const { store, send, told } = open();
  send({ type: 'plan', folder: '', plan });
  store.request('continue');
  expect([store.state.pending, told.at(-1)]).toEqual(['continue', { type: 'continue' }]);
  send({ type: 'activity', activity: { executor: 'local', state: 'working', text: '2 trainings side by side' } });
  expect(store.state.pending).toBe(null);
  store.request('stop');
  send({ type: 'problem', message: 'The sweep cannot be stopped from here.' });
  expect([store.state.pending, store.state.problem]).toEqual([null, 'The sweep cannot be stopped from here.']);
});

test('a plot that is not in the page cannot be saved, and says so', () => {
  const { store, send, told } = open();
  send({ type: 'listFigures' });
  expect(told).toEqual([{ type: 'figures', plots: [] }]);
  send({ type: 'saveFigure', plot: 'R²', format: 'svg' });
  expect(store.state.problem).toBe('There is no plot named R² in the page any more.');
});
