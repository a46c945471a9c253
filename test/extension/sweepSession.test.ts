import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { SweepActions } from '../../src/extension/sweepActions.ts';
import { SweepSession } from '../../src/extension/sweepSession.ts';
import { FolderLock } from '../../src/run/folderLock.ts';
import { SWEEP_FILES } from '../../src/run/sweepFolder.ts';
import type { FromSweepPage, ToSweepPage } from '../../src/run/sweepMessages.ts';
import { UserError } from '../../src/run/userError.ts';
import { SweepWatcher } from '../../src/sweep/sweepWatcher.ts';
import { PATIENCE } from '../patience.ts';
import { sweepOnDisk, writeRun } from '../sweep/sweepOnDisk.ts';

/** A page of a sweep and the session that feeds it. */
function open(folder: string, actions: Partial<SweepActions> = {}) {
  const asked: string[] = [];
  const note = (name: string) => async (_: string, what?: unknown) => {
    asked.push(what === undefined ? name : `${name} ${what}`);
  };
  const all: SweepActions = {
    continue: note('continue'),
    retry: note('retry'),
    stop: note('stop'),
    final: note('final'),
    openFile: note('openFile'),
    openLog: note('openLog'),
    saveReport: note('saveReport'),
    openRun: note('openRun'),
    compareRuns: note('compareRuns'),
    saveFile: async ({ name }) => void asked.push(`saveFile ${name}`),
    reportViolation: (directive) => void asked.push(`violation ${directive}`),
    ...actions,
  };
  const heard: ToSweepPage[] = [];
  let hear: (message: FromSweepPage) => void = () => undefined;
  const session = new SweepSession(
    { fsPath: join(folder, SWEEP_FILES.plan) },
    {
      postMessage: async (message) => heard.push(message) > 0,
      onDidReceiveMessage: (listener) => {
        hear = listener;
        return { dispose: () => undefined };
      },
    },
    new SweepWatcher(folder),
    all,
  );
  onTestFinished(() => session.dispose());
  return { heard, asked, session, tell: (message: FromSweepPage) => hear(message) };
}

/** "plan", "a finished, b running", "activity idle" … */
function inWords(message: ToSweepPage): string {
  if (message.type === 'rows') return message.rows.map(({ name, state }) => `${name} ${state}`).join(', ');
  if (message.type === 'activity') return `activity ${message.activity.state}`;
  if (message.type === 'problem') return `problem ${message.message}`;
  return message.type;
}

test('a page is told nothing until it is ready, then all there is in few messages, then what changes', async () => {
  const { folder } = await sweepOnDisk(['a', 'b', 'c']);
  await writeRun(folder, 'a');
  await writeRun(folder, 'c', { status: 'failed', error: 'no' });
  const { heard, tell } = open(folder);
  expect(heard).toEqual([]);
  tell({ type: 'ready' });
  await vi.waitFor(
    () => expect(heard.map(inWords).sort()).toEqual(['a finished, c failed', 'activity idle', 'plan']),
    PATIENCE,
  );
  expect(heard[0]).toMatchObject({ type: 'plan', folder });
  heard.length = 0;

  const lock = await FolderLock.take(await writeRun(folder, 'b', { status: 'running' }));
  await vi.waitFor(() => expect(heard.map(inWords)).toContain('b running'), PATIENCE);
  await vi.waitFor(() => expect(heard.map(inWords)).toContain('activity working'), PATIENCE);

  heard.length = 0;
  tell({ type: 'ready' });
  await vi.waitFor(() => expect(heard.map(inWords)).toContain('a finished, b running, c failed'), PATIENCE);
  expect(inWords(heard[0])).toBe('plan');
  if (lock instanceof FolderLock) await lock.release();
});

test('what the page asks for is done, and answered also where nothing changes', async () => {
  const { folder } = await sweepOnDisk(['a']);
  const { heard, asked, tell } = open(folder);
  tell({ type: 'ready' });
  await vi.waitFor(() => expect(heard.map(inWords)).toContain('activity idle'), PATIENCE);
  heard.length = 0;
  tell({ type: 'continue' });
  await vi.waitFor(() => expect(asked).toEqual(['continue']), PATIENCE);
  // Until then a second click would ask for the same again.
  expect(heard).toEqual([]);
  await vi.waitFor(() => expect(heard.map(inWords)).toEqual(['activity idle']), PATIENCE);
  tell({ type: 'openRun', run: 'a' });
  tell({ type: 'compareRuns', runs: ['a', 'b'] });
  tell({ type: 'saveFile', name: 'rows', format: 'csv', content: '' });
  tell({ type: 'violation', directive: 'script-src', blocked: 'eval' });
  expect(asked).toEqual(['continue', 'openRun a', 'compareRuns a,b', 'saveFile rows', 'violation script-src']);
});

test('what cannot be done is said in the page', async () => {
  const { folder } = await sweepOnDisk(['a']);
  const refuse = async () => {
    throw new UserError('Somebody else makes it.');
  };
  const { heard, tell } = open(folder, { continue: refuse });
  tell({ type: 'continue' });
  await vi.waitFor(() => expect(heard.map(inWords)).toEqual(['problem Somebody else makes it.']), PATIENCE);
});

test('the plots of the page are asked for where a figure is to be saved', async () => {
  const { folder } = await sweepOnDisk(['a']);
  const { heard, session, tell } = open(folder);
  const plots = session.plots();
  expect(heard.map(inWords)).toEqual(['listFigures']);
  tell({ type: 'figures', plots: ['groups'] });
  expect(await plots).toEqual(['groups']);
});
