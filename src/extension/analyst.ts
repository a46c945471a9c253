import { type ChildProcess, fork } from 'node:child_process';
import * as vscode from 'vscode';
import {
  type AnalysisAnswer,
  type AnalysisEvent,
  type AnalysisRequest,
  analysisEventSchema,
} from '../run/analysisMessages.ts';
import { UserError } from '../run/userError.ts';
import type { AnalysisAsk } from '../run/viewerMessages.ts';
import type { Log } from './messages.ts';
import { environmentSetting } from './settings.ts';

/** The process is kept so long after its last answer, with the tables that it has read. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly resolve: (answer: AnalysisAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (text: string) => void;
}

/** Asks a process of its own about a run's tables, so that reading and computing never block the extension host. */
export class Analyst implements vscode.Disposable {
  private readonly program: string;
  private readonly log: Log;
  private readonly waiting = new Map<number, Waiting>();
  private child: ChildProcess | null = null;
  private idle: NodeJS.Timeout | undefined;
  private requests = 0;

  constructor(extensionUri: vscode.Uri, log: Log) {
    this.program = vscode.Uri.joinPath(extensionUri, 'dist', 'analysis.cjs').fsPath;
    this.log = log;
  }

  /**
   * Answers one question about a run.
   * @param progress is told what is being done
   * @param signal gives the question up: the promise then rejects with a CancellationError
   * @throws UserError where the run or its tables do not allow an answer
   */
  async ask(
    folder: string,
    ask: AnalysisAsk,
    { progress, signal }: { readonly progress: (text: string) => void; readonly signal: AbortSignal },
  ): Promise<AnalysisAnswer> {
    if (!vscode.workspace.isTrusted) {
      throw new UserError(
        'This starts a program that reads the tables, which waits until you trust the workspace. Choose Manage Workspace Trust, and try again.',
      );
    }
    clearTimeout(this.idle);
    const request = ++this.requests;
    const child = this.running();
    try {
      return await new Promise<AnalysisAnswer>((resolve, reject) => {
        this.waiting.set(request, { resolve, reject, progress });
        signal.addEventListener('abort', () => this.giveUp(request));
        send(child, { type: 'ask', request, folder, ask });
      });
    } finally {
      this.rest();
    }
  }

  private running(): ChildProcess {
    if (this.child?.connected) return this.child;
    const child = fork(this.program, [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: environmentSetting(),
    });
    this.child = child;
    this.log.debug(`Analysis process ${child.pid} starts`);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.log.error(text.trimEnd()));
    child.on('message', (message) => this.hear(message));
    child.on('error', (error) => this.lose(child, error.message));
    child.on('exit', (code, signal) => this.lose(child, signal ?? `exit code ${code}`));
    return child;
  }

  private hear(message: unknown): void {
    const parsed = analysisEventSchema.safeParse(message);
    if (!parsed.success) {
      this.log.error(`The analysis process said something unknown: ${parsed.error.message}`);
      return;
    }
    const event = parsed.data;
    const asked = this.waiting.get(event.request);
    if (event.type === 'progress') {
      asked?.progress(event.text);
      return;
    }
    this.waiting.delete(event.request);
    if (event.type === 'answer') asked?.resolve(event.answer);
    else asked?.reject(this.errorOf(event));
  }

  private errorOf({ kind, message }: Extract<AnalysisEvent, { type: 'failed' }>): Error {
    if (kind === 'user') return new UserError(message);
    this.log.error(message);
    const [firstLine] = message.split('\n    at ');
    return new Error(`${firstLine} The log has the details.`);
  }

  private giveUp(request: number): void {
    const asked = this.waiting.get(request);
    if (!asked) return;
    this.waiting.delete(request);
    if (this.child?.connected) send(this.child, { type: 'cancel', request });
    asked.reject(new vscode.CancellationError());
  }

  /** Every question that waits for a process that is gone fails. */
  private lose(child: ChildProcess, how: string): void {
    if (this.child !== child) return;
    this.child = null;
    this.log.debug(`Analysis process ${child.pid} ended: ${how}`);
    for (const { reject } of this.waiting.values()) {
      reject(
        new Error(
          `The process that reads the tables ended unexpectedly (${how}), perhaps for want of memory. Try again; the log has its last words.`,
        ),
      );
    }
    this.waiting.clear();
  }

  private rest(): void {
    clearTimeout(this.idle);
    if (this.waiting.size > 0 || this.child === null) return;
    this.idle = setTimeout(() => this.dispose(), IDLE_MS);
  }

  /** Ends the process; the next question starts another. */
  dispose(): void {
    for (const request of this.waiting.keys()) this.giveUp(request);
    clearTimeout(this.idle);
    const { child } = this;
    this.child = null;
    child?.kill();
  }
}

function send(child: ChildProcess, request: AnalysisRequest): void {
  child.send(request);
}
