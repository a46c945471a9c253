/** Ids of two tables that would match if they were written alike. */
export interface NearMiss {
  /** what differs, to end a sentence like "the ids differ in …" */
  readonly difference: string;
  /** pairs that would match, 1 or more */
  readonly count: number;
  /** one of the pairs, as written */
  readonly example: readonly [string, string];
}

/** A way of writing ids, undone. */
interface Spelling {
  readonly difference: string;
  readonly simplify: (id: string) => string;
}

const SPELLINGS: readonly Spelling[] = [
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
 * Looks for ids of `a` and `b` that are not equal and would be, were case, spaces, punctuation, a suffix, or what all ids
 * of one table begin or end with left out: the way of writing that explains most of them; null when none does.
 * @param ownAffixes whether each table may have a beginning or end of its own, as tables of one study have; names of other
 * things, such as features, are alike but for that by chance
 */
export function nearMiss(a: readonly string[], b: readonly string[], ownAffixes = true): NearMiss | null {
  const inA = new Set(a);
  const inB = new Set(b);
  const onlyA = a.filter((id) => !inB.has(id));
  const onlyB = b.filter((id) => !inA.has(id));
  let best: NearMiss | null = null;
  for (const { difference, simplify } of [
    ...SPELLINGS,
    ...affixes(onlyA, inB),
    ...affixes(onlyB, inA),
    ...(ownAffixes ? affixesOfBoth(onlyA, onlyB) : []),
  ]) {
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

/** What all of the ids begin or end with, such as "sample_", where the rest are ids of the other table. */
function affixes(ids: readonly string[], others: ReadonlySet<string>): Spelling[] {
  if (ids.length < 2) return [];
  const [start, end] = [commonStart(ids), reversed(commonStart(ids.map(reversed)))];
  const cuts = [
    { what: 'beginning', affix: start, cut: (id: string, length: number) => id.slice(length) },
    { what: 'end', affix: end, cut: (id: string, length: number) => id.slice(0, id.length - length) },
  ];
  return cuts.flatMap(({ what, affix, cut }) => {
    // Ids that count on, such as s10 and s11, have more in common than their prefix.
    const hits = Array.from(affix, (_, i) => ids.filter((id) => others.has(cut(id, i + 1))).length);
    const most = Math.max(0, ...hits);
    if (most === 0) return [];
    const length = hits.indexOf(most) + 1;
    const text = what === 'beginning' ? affix.slice(0, length) : affix.slice(-length);
    const has = what === 'beginning' ? (id: string) => id.startsWith(text) : (id: string) => id.endsWith(text);
    return [{ difference: `the ${what} "${text}"`, simplify: (id) => (has(id) ? cut(id, length) : id) }];
  });
}

/** What all ids of each table begin or end with, up to a separator: "_rna" in the one and "_atac" in the other. */
function affixesOfBoth(a: readonly string[], b: readonly string[]): Spelling[] {
  if (a.length < 2 || b.length < 2) return [];
  const [starts, ends] = [[a, b].map(startOf), [a, b].map((ids) => reversed(startOf(ids.map(reversed))))];
  return [
    {
      difference: `the beginnings "${starts[0]}" and "${starts[1]}"`,
      differ: starts,
      simplify: (id: string) => id.slice(starts.find((start) => start !== '' && id.startsWith(start))?.length ?? 0),
    },
    {
      difference: `the ends "${ends[0]}" and "${ends[1]}"`,
      differ: ends,
      simplify: (id: string) =>
        id.slice(0, id.length - (ends.find((end) => end !== '' && id.endsWith(end))?.length ?? 0)),
    },
  ].filter(({ differ: [one, other] }) => one !== '' && other !== '' && one !== other);
}

/** What all ids begin with, up to a separator. */
function startOf(ids: readonly string[]): string {
  return /^.*[-_.:/ ]/.exec(commonStart(ids))?.[0] ?? '';
}

function commonStart(ids: readonly string[]): string {
  let length = ids[0].length;
  for (const id of ids) while (!id.startsWith(ids[0].slice(0, length))) length--;
  return ids[0].slice(0, length);
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}
