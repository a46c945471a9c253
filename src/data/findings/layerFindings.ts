import { type Finding, type InspectedTable, info } from './finding.ts';

/** What logged counts reach at most: e^15 is three million. */
const LARGEST_LOGGED = 15;
/** Of the cells: counts of cells and rare species are mostly 0. */
const MOSTLY_ZERO = 0.3;

/**
 * A table that looks like counts that were normalised and logged. The counts themselves are better, and are often in the
 * same file.
 * @param part which table of its file it is
 * @param others the other tables of that file
 */
export function layerFindings(inspected: InspectedTable, part: string, others: readonly string[]): Finding[] {
  const { name, summary, statistics, likelihood } = inspected;
  const { range, samples, features, scale } = summary;
  const zeros = statistics.zeros.reduce((sum, count) => sum + count, 0);
  const logged = range.min === 0 && range.max < LARGEST_LOGGED && zeros >= MOSTLY_ZERO * samples * features;
  if (likelihood !== 'gaussian' || scale === 'counts' || scale === 'binary') return [];
  const counts = others.find((other) => isCountsOf(other, part));
  if (counts === undefined || !(logged || range.min < 0)) return [];
  return [
    info(
      `${name} looks like counts that were normalised (${summary.scaleReason}), and its file holds "${counts}" as well.`,
      'Counts have a likelihood of their own, which knows how little a small count tells.',
      [{ edit: 'setModality', modality: name, set: { part: counts } }],
    ),
  ];
}

/** Whether a table is named as the counts behind another: "layers/counts" of "X", "rna/layers/counts" of "rna". */
function isCountsOf(other: string, part: string): boolean {
  const modality = part === 'X' || part.startsWith('layers/') ? '' : part.replace(/\/(X|layers\/.*)$/, '/');
  const prefix = modality === '' || modality.endsWith('/') ? modality : `${modality}/`;
  return other.startsWith(prefix) && /^layers\/[^/]*count[^/]*$/i.test(other.slice(prefix.length));
}
