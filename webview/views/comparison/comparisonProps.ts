import type { Compared } from '../../state/compared.ts';
import type { ViewProps } from '../viewer.ts';

/** What every panel of a comparison is given. */
export interface ComparisonProps extends ViewProps {
  readonly compared: Compared;
}
