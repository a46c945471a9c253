import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type TrainerEvent, type TrainRequest, trainerEventSchema } from '../run/events.ts';
import { UserError } from '../run/userError.ts';
import type { Log } from './messages.ts';
import { environmentSetting } from './settings.ts';

/**
 * Starts trainers and hears what they say. A trainer is a process of its own that outlives this window:
 * it writes its run folder whether or not anybody listens, and is asked to stop through that folder.
 */
export class Trainers implements vscode.Disposable {
  private readonly children = new Set<ChildProcess>();
  private readonly heard = new vscode.EventEmitter<TrainerEvent>();
  private readonly failed = new vscode.EventEmitter<{ readonly folder: string; readonly error: Error }>();
  private readonly program: string;
  private readonly logFolder: string;
  private readonly log: Log;
  readonly onDidHear = this.heard.event;
  /** A run failed after it had started; before that, the promise of `start` tells. */
  readonly onDidFail = this.failed.event;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'trainer.cjs').fsPath;
    this.logFolder = context.logUri.fsPath;
    this.log = log;
  }

  /**
   * Starts one training.
   * @returns the run folder, as soon as there is one
   * @throws UserError where the study or its tables are wrong
   */
  start(request: TrainRequest): Promise<string> {
    mkdirSync(this.logFolder, { recursive: true });
    const output = join(this.logFolder, `trainer-${Date.now()}.log`);
    // A file, not a pipe: a pipe breaks with the window, and a trainer that then says a word would die of it.
    const descriptor = openSync(output, 'a');
    const child = fork(this.program, [], {
      execArgv: [],
      serialization: 'advanced',
      detached: true,
      stdio: ['ignore', descriptor, descriptor, 'ipc'],
      env: environmentSetting(),
    });
    closeSync(descriptor);
    this.children.add(child);
    this.log.info(`Trainer ${child.pid} starts: ${request.studyFile ?? 'study without a file'}`);
    return new Promise((resolve, reject) => {
      let folder: string | null = null;
      let ended = false;
      const fail = (error: Error) => {
        ended = true;
        if (folder === null) reject(error);
        else this.failed.fire({ folder, error });
      };
      child.on('message', (message) => {
        const event = trainerEventSchema.safeParse(message);
        if (!event.success) return this.log.error(`The trainer said something unknown: ${JSON.stringify(message)}`);
        this.hear(event.data);
        if (event.data.type === 'started') {
          folder = event.data.folder;
          resolve(folder);
        }
        if (event.data.type === 'done') ended = true;
        if (event.data.type === 'failed') fail(asError(event.data));
        // It would wait for another run.
        if (ended && child.connected) child.disconnect();
      });
      child.on('error', fail);
      child.on('exit', (code, signal) => {
        const how = signal ?? `exit code ${code}`;
        this.children.delete(child);
        this.log.info(`Trainer ${child.pid} ended: ${how}`);
        if (!ended) void this.logLastWords(output).then(() => fail(new Error(lostTrainer(how))));
      });
      child.send(request);
    });
  }

  private hear(event: TrainerEvent): void {
    if (event.type === 'status') this.log.info(event.text);
    if (event.type === 'warning') this.log.warn(event.text);
    if (event.type === 'failed') this.log.error(event.message);
    if (event.type === 'epoch') this.log.debug(`${event.stage}: epoch ${event.epoch} of ${event.epochs}`);
    this.heard.fire(event);
  }

  private async logLastWords(output: string): Promise<void> {
    const text = await readFile(output, 'utf8').catch(() => '');
    if (text !== '') this.log.error(text.slice(-4_000));
  }

  /** Lets go of the trainers; they train on. */
  dispose(): void {
    for (const child of this.children) {
      if (child.connected) child.disconnect();
      child.unref();
    }
    this.heard.dispose();
    this.failed.dispose();
  }
}

function asError(event: { kind: 'user' | 'internal'; message: string }): Error {
  return event.kind === 'user' ? new UserError(event.message) : new Error(event.message);
}

function lostTrainer(how: string): string {
  return `The trainer ended unexpectedly (${how}). The log has its last words.`;
}
