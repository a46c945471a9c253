/** Ids of two tables that would match if they were written alike. */
export interface NearMiss {
  /** what differs, to end a sentence like "the ids differ in …" */
  readonly difference: string;
  /** pairs that would match, 1 or more */
  readonly count: number;
  /** one of the pairs, as written */
  readonly example: readonly [string, string];
}

const SPELLINGS: readonly { readonly difference: string; readonly simplify: (id: string) => string }[] = [
  { difference: 'upper and lower case', simplify: (id) => id.toLowerCase() },
  { difference: 'spaces', simplify: (id) => id.replace(/\s+/g, '') },
  {
    difference: 'dots, dashes or underscores (R turns "-" into ".")',
    simplify: (id) => id.replace(/^X(?=\d)/, '').replace(/[-_.\s]+/g, '-'),
  },
  {
    difference: 'the end of TCGA barcodes (such as -01A)',
    simplify: (id) => id.replace(/^(TCGA-\w{2}-\w{4})-.+$/i, '$1'),
  },
  { difference: 'a suffix (such as -1 or -01A)', simplify: (id) => id.replace(/-\d{1,2}[A-Z]?$/, '') },
  { difference: 'a version suffix (such as .1)', simplify: (id) => id.replace(/\.\d+$/, '') },
  { difference: 'zeros in front of numbers', simplify: (id) => id.replace(/(?<!\d)0+(?=\d)/g, '') },
  {
    difference: 'case, spaces, punctuation or suffixes',
    simplify: (id) =>
      id
        .toLowerCase()
        .replace(/^x(?=\d)/, '')
        .replace(/[-_.\s]+/g, '-')
        .replace(/^(tcga-\w{2}-\w{4})-.+$/, '$1')
        .replace(/-\d{1,2}[a-z]?$/, ''),
  },
];

/**
 * Looks for ids of `a` and `b` that are not equal and would be, were case, spaces, punctuation or a suffix left out: the way of writing that
 * explains most of them; null when none does.
 */
export function nearMiss(a: readonly string[], b: readonly string[]): NearMiss | null {
  const inA = new Set(a);
  const inB = new Set(b);
  const onlyA = a.filter((id) => !inB.has(id));
  const onlyB = b.filter((id) => !inA.has(id));
  let best: NearMiss | null = null;
  for (const { difference, simplify } of SPELLINGS) {
    const written = new Map(onlyB.map((id) => [simplify(id), id]));
    const pairs: [string, string][] = [];
    for (const id of onlyA) {
      const other = written.get(simplify(id));
      if (other !== undefined) pairs.push([id, other]);
    }
    if (pairs.length > (best?.count ?? 0)) best = { difference, count: pairs.length, example: pairs[0] };
  }
  return best;
}
