import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import type { Theme } from '../theme/useTheme.ts';

/** What every view is given. */
export interface ViewProps {
  readonly store: Store;
  readonly state: State;
  readonly theme: Theme;
}
