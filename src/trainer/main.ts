import { resolve } from 'node:path';
import { type TrainerEvent, type TrainRequest, trainRequestSchema } from '../run/events.ts';
import { parseStudy, readStudy } from '../run/readStudy.ts';
import { UserError } from '../run/userError.ts';
import { resume } from './resume.ts';
import type { TrainResult } from './runStages.ts';
import { type TrainOptions, train } from './train.ts';

/**
 * A forked trainer: takes one TrainRequest after another, sends TrainerEvents and writes run folders. It ends after the run
 * that it is at when it is disconnected or asked to stop; the engine and the tables of the last run are kept for the next.
 */
const INTERRUPTED = 130;

const interruption = new AbortController();
let idle = true;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interruption.abort();
    if (idle) letGo();
  });
}

// The window may close or reload while training goes on: the run folder is what counts, nobody has to listen.
let connected = true;
process.on('disconnect', () => {
  connected = false;
});
process.on('error', () => {
  connected = false;
});

/** Without its channel nothing keeps an idle process. */
function letGo(): void {
  if (connected && process.connected) process.disconnect();
}

function emit(event: TrainerEvent): void {
  if (!connected) return;
  process.send?.(event, undefined, undefined, (error) => {
    if (error) connected = false;
  });
}

async function answer(request: TrainRequest, listener: Pick<TrainOptions, 'signal' | 'emit'>): Promise<TrainResult> {
  if (request.resume !== null) return resume({ folder: request.resume, engine: null, ...listener });
  const study = request.studyFile ? await readStudy(request.studyFile) : parseStudy(request.study, 'the study');
  return train({ study, directory: resolve(request.directory), out: request.out, ...listener });
}

async function serve(request: TrainRequest): Promise<void> {
  let folder: string | null = null;
  try {
    const listener = {
      signal: interruption.signal,
      emit: (event: TrainerEvent): void => {
        if ('folder' in event) folder = event.folder;
        emit(event);
      },
    };
    const result = await answer(request, listener);
    process.exitCode = interruption.signal.aborted && result.status === 'stopped' ? INTERRUPTED : 0;
  } catch (error) {
    const user = error instanceof UserError;
    const message = error instanceof Error ? (user ? error.message : (error.stack ?? error.message)) : String(error);
    emit({ type: 'failed', folder, kind: user ? 'user' : 'internal', message });
    console.error(message);
    process.exitCode = user ? 2 : 1;
  }
}

/** All requests so far. */
let work = Promise.resolve();
process.on('message', (message) => {
  work = work.then(async () => {
    const request = trainRequestSchema.safeParse(message);
    idle = false;
    if (request.success) await serve(request.data);
    else {
      emit({ type: 'failed', folder: null, kind: 'internal', message: `bad request: ${request.error.message}` });
      process.exitCode = 1;
    }
    idle = true;
    if (interruption.signal.aborted) letGo();
  });
});
