import { type AnalysisEvent, type AnalysisRequest, analysisRequestSchema } from '../run/analysisMessages.ts';
import { UserError } from '../run/userError.ts';
import { Answers } from './answers.ts';

/** A forked process that answers questions about runs while it is connected: takes AnalysisRequests, sends AnalysisEvents. */
const answers = new Answers();
const working = new Map<number, AbortController>();

process.on('disconnect', () => process.exit());
process.on('message', (message) => hear(analysisRequestSchema.parse(message)));

function emit(event: AnalysisEvent): void {
  // The connection may end while work goes on: the process ends with it.
  if (process.connected) process.send?.(event);
}

function hear(message: AnalysisRequest): void {
  if (message.type === 'cancel') working.get(message.request)?.abort();
  else void serve(message);
}

async function serve({ request, folder, ask }: Extract<AnalysisRequest, { type: 'ask' }>): Promise<void> {
  const cancel = new AbortController();
  working.set(request, cancel);
  const { signal } = cancel;
  const progress = (text: string): void => emit({ type: 'progress', request, text });
  try {
    emit({ type: 'answer', request, answer: await answers.answer(folder, ask, { progress, signal }) });
  } catch (error) {
    if (signal.aborted) return;
    const user = error instanceof UserError;
    const message = error instanceof Error ? (user ? error.message : (error.stack ?? error.message)) : String(error);
    emit({ type: 'failed', request, kind: user ? 'user' : 'internal', message });
  } finally {
    working.delete(request);
  }
}
