import { cpSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EagerProgram } from '../../src/engine/eagerProgram.ts';
import { findNative } from '../../src/engine/nativePlace.ts';
import { syntheticTables } from '../../src/experiments/synthetic.ts';
import { readCheckpoints } from '../../src/run/checkpoint.ts';
import type { TrainerEvent } from '../../src/run/events.ts';
import { readHistory, readRun, readRunFile } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import { requestStop } from '../../src/run/stopRequest.ts';
import type { StudyInput } from '../../src/run/study.ts';
import { UserError } from '../../src/run/userError.ts';
import { resume } from '../../src/trainer/resume.ts';
import { train } from '../../src/trainer/train.ts';

const SAMPLES = 40;
const EPOCHS = 30;
const HOLD_OUT: Partial<StudyInput> = { evaluation: { split: 'holdout' } };
/** Without a β the model overfits: its best epoch comes early. */
const OVERFITTING: Partial<StudyInput> = {
  ...HOLD_OUT,
  training: { epochs: EPOCHS, batchSize: 4, learningRate: 0.1, beta: 0 },
};
const FOLDS: Partial<StudyInput> = {
  evaluation: { split: 'kfold', folds: 3 },
  training: { epochs: 8, batchSize: 8 },
};

let folder: string;
let count = 0;
const newFolder = (): string => join(folder, `run-${count++}`);
const signal = new AbortController().signal;
const emit = (): void => undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-resume-'));
  await syntheticTables({ samples: SAMPLES, sharedFeatures: 3, privateFeatures: [3, 2], seed: 1 }).write(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Trains in a new folder. */
async function run(
  change: Partial<StudyInput>,
  { onEvent = emit, stop = signal }: { onEvent?: (event: TrainerEvent) => void; stop?: AbortSignal } = {},
): Promise<string> {
  const study = parseStudy(
    {
      modalities: ['view1', 'view2'].map((name) => ({ name, file: `${name}.csv` })),
      labels: { file: 'labels.csv', column: 'y' },
      model: { hidden: [6] },
      training: { epochs: EPOCHS, batchSize: 8 },
      engine: 'wasm',
      ...change,
    },
    'the test’s study',
  );
  const out = newFolder();
  await train({ study, directory: folder, out, signal: stop, emit: onEvent });
  return out;
}

/** Trains to the end; after every event the folder is copied: what a kill at that moment would leave. */
async function runWithKills(change: Partial<StudyInput>): Promise<{ out: string; killed: string[] }> {
  const killed: string[] = [];
  const out = await run(change, {
    onEvent: (event) => {
      if (event.type !== 'epoch' && event.type !== 'evaluation') return;
      const copy = newFolder();
      cpSync(event.folder, copy, { recursive: true });
      killed.push(copy);
    },
  });
  return { out, killed };
}

/** What must be the same to the byte. */
async function results(out: string): Promise<string[]> {
  const files = [
    'r2.csv',
    'features.csv',
    'loadings.csv',
    'errors.csv',
    'latents.csv',
    'weights.safetensors',
    'predictions.safetensors',
  ];
  return Promise.all(files.map((name) => readFile(join(out, name), 'base64')));
}

/** The history without its times; and its epochs in the order that they were written. */
async function losses(out: string) {
  const { metrics, warnings, kept } = await readRunFile(out);
  const history = (await readHistory(out)).map(({ seconds: _, ...entry }) => entry);
  return { history, metrics, warnings, kept };
}

describe.each([
  { name: 'a hold-out run', change: HOLD_OUT },
  { name: 'a k-fold run', change: FOLDS },
  {
    name: 'a run with a label that teaches',
    change: { ...HOLD_OUT, labels: { file: 'labels.csv', column: 'y', supervise: true } },
  },
])('$name', ({ change }) => {
  it('killed anywhere and taken up, ends as if nothing had happened; repeated, too', async () => {
    const { out, killed } = await runWithKills(change);
    const expected = { results: await results(out), ...(await losses(out)) };
    const [, ...resumable] = killed;
    await fc.assert(
      fc.asyncProperty(fc.nat(resumable.length - 1), async (at) => {
        const copy = newFolder();
        cpSync(resumable[at], copy, { recursive: true });
        if ((await readCheckpoints(copy)).size === 0) return;
        const { status } = await resume({ folder: copy, engine: null, signal, emit });
        expect(status).toBe('finished');
        expect({ results: await results(copy), ...(await losses(copy)) }).toEqual(expected);
        expect((await readRunFile(copy)).seconds).toBeGreaterThanOrEqual((await readRunFile(resumable[at])).seconds);
      }),
      { numRuns: 5, examples: [[resumable.length - 1]] },
    );
    const again = await run(change);
    expect(await results(again)).toEqual(expected.results);
  });

  it('stopped after any steps, again and again, loses nothing', async () => {
    const expected = await results(await run(change));
    const midway: number[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 35 }), { minLength: 1, maxLength: 3 }), async (steps) => {
        const out = await run(change, { stop: abortAfter(steps[0]) });
        for (const count of steps.slice(1))
          await resume({ folder: out, engine: null, signal: abortAfter(count), emit });
        for (const { state } of (await readCheckpoints(out)).values()) midway.push(state.step);
        expect((await readRunFile(out)).status).toBe('stopped');
        await resume({ folder: out, engine: null, signal, emit });
        expect(await results(out)).toEqual(expected);
      }),
      { numRuns: 4, examples: [[[7, 30]], [[53]]] },
    );
    expect(Math.max(...midway)).toBeGreaterThan(0);
  });
});

/** Is aborted once the WASM engine has taken this many steps more. */
function abortAfter(steps: number): AbortSignal {
  const interruption = new AbortController();
  const { train } = EagerProgram.prototype;
  let left = steps;
  const spy = vi.spyOn(EagerProgram.prototype, 'train').mockImplementation(function (this: EagerProgram, batch) {
    train.call(this, batch);
    if (--left > 0) return;
    interruption.abort();
    spy.mockRestore();
  });
  return interruption.signal;
}

it('a hold-out run that was stopped shows its best epoch, and goes on from its last', async () => {
  const stopAt = 13;
  const out = await run(HOLD_OUT, {
    onEvent: (event) => event.type === 'epoch' && event.epoch === stopAt && void requestStop(event.folder),
  });
  const reached = (await readCheckpoints(out)).get(0)?.state;
  expect(reached?.epoch).toBeGreaterThanOrEqual(stopAt);
  await writeFile(join(out, 'checkpoint', `stage-0.safetensors.${process.pid}.tmp`), 'half of it');
  await requestStop(out);
  const expected = await results(await run(HOLD_OUT));
  const events: TrainerEvent[] = [];
  await resume({ folder: out, engine: null, signal, emit: (event) => void events.push(event) });
  expect(events.find((event) => event.type === 'epoch')).toMatchObject({ epoch: (reached?.epoch ?? 0) + 1 });
  expect(await results(out)).toEqual(expected);
  const record = await readRunFile(out);
  expect(record).toMatchObject({ status: 'finished', kept: null });
  expect(record.warnings.join()).not.toContain('Stopped');
  expect(await readdir(out)).not.toContain('stop');
  expect(await readdir(join(out, 'checkpoint'))).toEqual(['stage-0.safetensors']);
});

it('the best epoch of a hold-out run may lie before it was taken up', async () => {
  const stoppedAfter = (stopAt: number) => {
    const interruption = new AbortController();
    const onEvent = (event: TrainerEvent) => event.type === 'epoch' && event.epoch === stopAt && interruption.abort();
    return { stop: interruption.signal, onEvent };
  };
  const inOne = await run(OVERFITTING, stoppedAfter(25));
  const inTwo = await run(OVERFITTING, stoppedAfter(20));
  const { stop, onEvent } = stoppedAfter(25);
  await resume({ folder: inTwo, engine: null, signal: stop, emit: onEvent });
  const { kept } = await readRunFile(inTwo);
  expect(kept?.epoch).toBeLessThan(20);
  expect({ results: await results(inTwo), ...(await losses(inTwo)) }).toEqual({
    results: await results(inOne),
    ...(await losses(inOne)),
  });
});

it('a hold-out run stopped in its last epoch shows that epoch once it is taken up', async () => {
  const interruption = new AbortController();
  const out = await run(HOLD_OUT, {
    stop: interruption.signal,
    onEvent: (event) => event.type === 'epoch' && event.epoch === EPOCHS && interruption.abort(),
  });
  expect((await readRunFile(out)).status).toBe('stopped');
  await resume({ folder: out, engine: null, signal, emit });
  expect(await results(out)).toEqual(await results(await run(HOLD_OUT)));
});

it.each([
  { name: 'a hold-out run', change: HOLD_OUT },
  { name: 'a k-fold run', change: FOLDS },
])('$name stopped while its intervals are computed has them once it is taken up', async ({ change }) => {
  const expected = await results(await run(change));
  const stop = new AbortController();
  const out = await run(change, {
    stop: stop.signal,
    onEvent: (event) => {
      if (event.type === 'status' && event.text.startsWith('Bootstrap')) stop.abort();
    },
  });
  const record = await readRunFile(out);
  expect(record.status).toBe('stopped');
  expect(record.warnings.join()).toContain('Stopped before intervals');
  expect((await readRun(out)).r2?.pairs.every(({ statistics }) => statistics === null)).toBe(true);
  await resume({ folder: out, engine: null, signal, emit });
  expect(await results(out)).toEqual(expected);
  expect((await readRunFile(out)).warnings.join()).not.toContain('Stopped');
});

it('a hold-out run stopped once it is trained is scored at its last epoch, not at its best', async () => {
  const stop = new AbortController();
  const out = await run(OVERFITTING, {
    stop: stop.signal,
    onEvent: (event) => {
      if (event.type === 'status' && event.text.startsWith('Ridge')) stop.abort();
    },
  });
  const { status, kept, metrics } = await readRunFile(out);
  expect({ status, kept, epoch: metrics?.epoch }).toEqual({ status: 'stopped', kept: null, epoch: EPOCHS });
});

it('folds that are over are not trained again, even where the run is stopped at once', async () => {
  const interruption = new AbortController();
  const out = await run(FOLDS, {
    stop: interruption.signal,
    onEvent: (event) =>
      event.type === 'epoch' && event.stage === 'fold 2 of 3' && event.epoch === 3 && interruption.abort(),
  });
  const before = await readFile(join(out, 'r2.csv'), 'utf8');
  const events: TrainerEvent[] = [];
  await resume({ folder: out, engine: null, signal: interruption.signal, emit: (event) => void events.push(event) });
  expect(events.filter((event) => event.type === 'epoch')).toEqual([]);
  expect(await readFile(join(out, 'r2.csv'), 'utf8')).toBe(before);
  expect((await readRunFile(out)).warnings.join()).toContain('1 of 3 folds');
});

it.runIf(findNative())('native TensorFlow repeats to the byte as well', async () => {
  const change = { ...HOLD_OUT, training: { epochs: 12, batchSize: 8 }, engine: 'tensorflow' as const };
  const { out, killed } = await runWithKills(change);
  const at = killed[Math.floor(killed.length / 2)];
  await resume({ folder: at, engine: null, signal, emit });
  expect(await results(at)).toEqual(await results(out));
});

describe('is refused, and changes nothing:', () => {
  const refusal = async (out: string, engine: string | null = null): Promise<string> => {
    const before = await readFile(join(out, 'run.crossmodal'), 'utf8');
    const error: unknown = await resume({ folder: out, engine, signal, emit }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(await readFile(join(out, 'run.crossmodal'), 'utf8')).toBe(before);
    return error instanceof Error ? error.message : '';
  };
  const stoppedRun = async (): Promise<string> => {
    const interruption = new AbortController();
    return run(HOLD_OUT, {
      stop: interruption.signal,
      onEvent: (event) => event.type === 'epoch' && event.epoch === 2 && interruption.abort(),
    });
  };
  const edit = async (out: string, change: object): Promise<void> => {
    const record = await readRunFile(out);
    await writeFile(join(out, 'run.crossmodal'), JSON.stringify({ ...record, ...change }));
  };

  it('a finished run', async () => {
    expect(await refusal(await run({ ...HOLD_OUT, training: { epochs: 1 } }))).toMatch(/is finished/);
  });

  it('one that another process still trains', async () => {
    const out = await stoppedRun();
    const holder = { token: 'theirs', host: hostname(), pid: process.ppid, job: null };
    await writeFile(join(out, 'lock'), JSON.stringify(holder));
    expect(await refusal(out)).toMatch(new RegExp(`still being trained, by process ${process.ppid}`));
    await rm(join(out, 'lock'));
    // Earlier versions made no lock.
    await edit(out, { status: 'running', pid: process.ppid, host: '' });
    expect(await refusal(out)).toMatch(new RegExp(`still being trained, by process ${process.ppid}`));
  });

  it('one without a checkpoint, with a damaged one, or none at all', async () => {
    const out = await stoppedRun();
    await writeFile(join(out, 'checkpoint', 'stage-0.safetensors'), 'nothing');
    expect(await refusal(out)).toMatch(/stage-0\.safetensors cannot be read/);
    await rm(join(out, 'checkpoint'), { recursive: true });
    expect(await refusal(out)).toMatch(/starts anew.*crossmodal train STUDY/);
    await expect(resume({ folder, engine: null, signal, emit })).rejects.toThrow(
      /holds no run: .* There are runs in it: name one of them, such as .+/,
    );
  });

  it('one whose data changed', async () => {
    const out = await stoppedRun();
    const file = join(folder, 'view2.csv');
    const text = await readFile(file, 'utf8');
    await appendFile(file, '\n');
    const message = await refusal(out);
    await writeFile(file, text);
    expect(message).toMatch(/view2\.csv has changed/);
  });

  it('one of another size, or for an engine that is none', async () => {
    const out = await stoppedRun();
    expect(await refusal(out, 'abacus')).toMatch(/engine/);
    const { study } = await readRunFile(out);
    await edit(out, { study: { ...study, model: { ...study.model, hidden: [7] } } });
    expect(await refusal(out)).toMatch(/parameters/);
  });
});
