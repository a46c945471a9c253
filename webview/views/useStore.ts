import { useEffect, useState } from 'preact/hooks';

/** What the store of a page offers to what draws it. */
interface PageStore<State> {
  readonly state: State;
  /** Calls `listener` after each change. Returns the function that ends it. */
  subscribe(listener: () => void): () => void;
  /** Lets the messages of the source flow. */
  start(): void;
}

/** The state of a page, which is drawn anew with each change. */
export function useStore<State>(store: PageStore<State>): State {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    const end = store.subscribe(() => setState(store.state));
    store.start();
    return end;
  }, [store]);
  return state;
}
