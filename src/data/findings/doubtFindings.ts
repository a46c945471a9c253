import type { Orientation } from '../orientation.ts';
import { type Finding, warning } from './finding.ts';

/** What speaks against the way round that a table was read; the remedy reads it the other way. */
export function doubtFindings(modality: string, { rows, doubt }: Orientation): Finding[] {
  if (doubt === null) return [];
  const other = rows === 'samples' ? 'features' : 'samples';
  return [warning(doubt, null, [{ edit: 'setModality', modality, set: { rows: other } }])];
}
