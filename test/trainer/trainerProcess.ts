import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type TrainerEvent, type TrainRequest, trainerEventSchema } from '../../src/run/events.ts';

export const TRAINER = resolve('dist/trainer.cjs');

/** Forks the built trainer, as the editor and the local executor do. */
export function forkTrainer(env: Readonly<Record<string, string>> = {}): ChildProcess {
  if (!existsSync(TRAINER)) throw new Error('dist/ is missing: npm run build');
  return fork(TRAINER, [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, ...env },
  });
}

/** Has it train once, and waits for the end. @throws in the trainer's words where that failed */
export function trainOnce(child: ChildProcess, studyFile: string, directory: string, out: string): Promise<void> {
  const request: TrainRequest = { type: 'train', studyFile, study: null, directory, out, resume: null };
  return new Promise((done, fail) => {
    const hear = (message: unknown): void => {
      const event: TrainerEvent = trainerEventSchema.parse(message);
      if (event.type === 'done') settle(done);
      if (event.type === 'failed') settle(() => fail(new Error(event.message)));
    };
    const exit = (): void => settle(() => fail(new Error('the trainer ended')));
    const settle = (say: () => void): void => {
      child.off('message', hear);
      child.off('exit', exit);
      say();
    };
    child.on('message', hear);
    child.on('exit', exit);
    child.send(request);
  });
}

/** Disconnects it. @returns its exit code */
export function endTrainer(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.on('exit', done);
    child.disconnect();
  });
}
