import type { TopLevelSpec } from 'vega-lite';
import type { Ink } from '../theme/ink.ts';
import type { Cloud } from './cloud.ts';

/** A Vega-Lite picture whose data can be exchanged without drawing it anew. */
export interface Chart {
  /** names its data sets, holds none */
  readonly spec: TopLevelSpec;
  readonly data: Readonly<Record<string, readonly object[]>>;
  /** what it shows, as a table to save; without it the first data set is that */
  readonly table?: readonly object[];
  /** points drawn as the picture that its data set `cloud` takes */
  readonly cloud?: Cloud;
  /** pixels */
  readonly height: number;
}

/** One function per chart, in one file each: the same chart in the editor's colours and on paper. */
export type ChartBuilder = (ink: Ink) => Chart;
