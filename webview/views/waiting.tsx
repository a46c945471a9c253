import type { Asked } from '../state/state.ts';

/** What the user waits for, or why it did not come. */
export type Waiting =
  | { readonly status: 'asked'; readonly text: string }
  | { readonly status: 'failed'; readonly text: string; retry(): void };

/** A question that has no answer yet. @param doing what is done until the host says more @param retry asks again */
export function waitingFor<T>(
  known: Exclude<Asked<T>, { status: 'here' }> | undefined,
  doing: string,
  retry: () => void,
): Waiting {
  if (known?.status === 'failed') return { status: 'failed', text: known.message, retry };
  return { status: 'asked', text: known?.progress || doing };
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
      <button type="button" class="link" onClick={waiting.retry}>
        Retry
      </button>
    </p>
  );
}
