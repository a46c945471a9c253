import { type ChildProcess, fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PROCESSORS_VARIABLE } from '../../src/engine/processors.ts';
import { type TrainRequest, trainerEventSchema } from '../../src/run/events.ts';

/** What a run does, in order; each ends with what the trainer says next. */
export const PHASES = ['start', 'reading', 'engine and graph', 'training', 'ridge', 'bootstrap and files'] as const;
type Phase = (typeof PHASES)[number];

/** Seconds of each phase. */
export type Phases = Readonly<Record<Phase, number>>;

/** Where the seconds of a run go: of the first run of a process, and of the second one of the same study. */
export async function phasesOf(studyFile: string, folder: string): Promise<{ first: Phases; second: Phases }> {
  const begun = performance.now();
  const child = fork(resolve('dist', 'trainer.cjs'), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, [PROCESSORS_VARIABLE]: '1' },
  });
  try {
    const first = await train(child, studyFile, join(folder, 'first'), begun);
    return { first, second: await train(child, studyFile, join(folder, 'second'), performance.now()) };
  } finally {
    child.disconnect();
  }
}

async function train(child: ChildProcess, studyFile: string, out: string, begun: number): Promise<Phases> {
  await rm(out, { recursive: true, force: true });
  const seconds: Record<Phase, number> = {
    start: 0,
    reading: 0,
    'engine and graph': 0,
    training: 0,
    ridge: 0,
    'bootstrap and files': 0,
  };
  let phase: Phase = 'start';
  let since = begun;
  const enter = (next: Phase): void => {
    const now = performance.now();
    seconds[phase] += (now - since) / 1000;
    since = now;
    phase = next;
  };
  return new Promise((done, fail) => {
    const hear = (message: unknown): void => {
      const event = trainerEventSchema.parse(message);
      if (event.type === 'status') {
        if (event.text.startsWith('Reading')) enter('reading');
        if (event.text.startsWith('Loading')) enter('engine and graph');
        if (event.text.startsWith('Ridge')) enter('ridge');
        if (event.text.startsWith('Bootstrap')) enter('bootstrap and files');
      }
      if (event.type === 'started') enter('training');
      if (event.type !== 'done' && event.type !== 'failed') return;
      child.off('message', hear);
      enter(phase);
      if (event.type === 'done') done(seconds);
      else fail(new Error(event.message));
    };
    child.on('message', hear);
    const request: TrainRequest = {
      type: 'train',
      studyFile,
      study: null,
      directory: resolve(studyFile, '..'),
      out,
      resume: null,
    };
    child.send(request);
  });
}
