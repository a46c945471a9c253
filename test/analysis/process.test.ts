import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AnalysisEvent, type AnalysisRequest, analysisEventSchema } from '../../src/run/analysisMessages.ts';
import { trainSmallRun } from './run.ts';

const PROGRAM = resolve('dist/analysis.cjs');

let folder: string;
let child: ChildProcess;
const heard: AnalysisEvent[] = [];

beforeAll(async () => {
  if (!existsSync(PROGRAM)) throw new Error('dist/ is missing: npm run build');
  ({ folder } = await trainSmallRun());
  child = fork(PROGRAM, [], { execArgv: [], serialization: 'advanced' });
  child.on('message', (message) => heard.push(analysisEventSchema.parse(message)));
});
afterAll(() => child.kill());

function send(request: AnalysisRequest): void {
  child.send(request);
}

/** How a question ended. */
async function endOf(request: number): Promise<AnalysisEvent> {
  for (;;) {
    const end = heard.find((event) => event.request === request && event.type !== 'progress');
    if (end) return end;
    await once(child, 'message');
  }
}

it('answers through its messages, typed arrays and all', async () => {
  send({ type: 'ask', request: 1, folder, ask: { about: 'values', id: 'a', modality: 'protein', feature: 'p2' } });
  const end = await endOf(1);
  expect(end).toMatchObject({ type: 'answer', answer: { about: 'values', id: 'a', content: { feature: 'p2' } } });
  expect(heard).toContainEqual({ type: 'progress', request: 1, text: 'Reading the table of protein' });
});

it('says what the user can mend, and what not', async () => {
  send({ type: 'ask', request: 2, folder, ask: { about: 'umap', id: 'private_x', block: 'private_x' } });
  expect(await endOf(2)).toEqual({
    type: 'failed',
    request: 2,
    kind: 'user',
    message: 'The run has no latent block "private_x".',
  });
});

it('answers other questions while a map is made, and gives one up', async () => {
  send({ type: 'ask', request: 3, folder, ask: { about: 'umap', id: 'shared', block: 'shared' } });
  send({ type: 'ask', request: 4, folder, ask: { about: 'umap', id: 'shared', block: 'shared' } });
  send({ type: 'ask', request: 5, folder, ask: { about: 'values', id: 'b', modality: 'protein', feature: 'p3' } });
  send({ type: 'cancel', request: 3 });
  expect(await endOf(5)).toMatchObject({ type: 'answer', answer: { id: 'b' } });
  expect(heard.some(({ request, type }) => request === 4 && type === 'answer')).toBe(false);
  expect(await endOf(4)).toMatchObject({ type: 'answer', answer: { content: { samples: 40 } } });
  expect(heard.filter(({ request, type }) => request === 3 && type !== 'progress')).toEqual([]);
});

it('ends when nobody listens any more', async () => {
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
