import type { ViewerAsk } from '../../src/run/viewerMessages.ts';
import type { Asked } from '../state/state.ts';
import type { Store } from '../state/store.ts';

/** What the user waits for, or why it did not come. */
export type Waiting =
  | { readonly status: 'asked'; readonly text: string }
  | {
      readonly status: 'failed';
      readonly text: string;
      /** null in a report, which holds no more at the second time */
      readonly retry: (() => void) | null;
    };

/** A question that has no answer yet. @param doing what is done until the host says more */
export function waitingFor<T>(store: Store, ask: ViewerAsk, known: Asked<T> | undefined, doing: string): Waiting {
  if (known?.status === 'failed') {
    const retry = store.source.kind === 'editor' ? () => store.askAgain(ask) : null;
    return { status: 'failed', text: known.message, retry };
  }
  return { status: 'asked', text: (known?.status === 'asked' && known.progress) || doing };
}

export function WaitingText({ waiting }: { waiting: Waiting }) {
  if (waiting.status === 'asked') {
    return (
      <p class="waiting muted" role="status">
        {waiting.text}
      </p>
    );
  }
  return (
    <p class="waiting" role="alert">
      {waiting.text}{' '}
      {waiting.retry && (
        <button type="button" class="link" onClick={waiting.retry}>
          Try again
        </button>
      )}
    </p>
  );
}
