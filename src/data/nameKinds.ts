/** What the names of rows or columns look like. */
type NameKind = 'samples' | 'features';

/** Share of the names that must look alike. */
const MOST = 0.6;
/** Names looked at: the first of them are like the rest. */
const ENOUGH = 2000;
/** Of the genes below, so many in one list are no accident. */
const WELL_KNOWN = 3;

/** Ensembl, RefSeq, microRNA, loci, probes of arrays, variants, proteins of UniProt, numbered features. */
const FEATURES =
  /^(ENS[A-Z]{0,6}[GTP]\d{8,}|[NX][MRP]_\d+|[a-z]{3}-(mir|let)-|MIMAT\d+|chr[\dXYM]{1,2}[:_.-]\d+[-_.]\d+|cg\d{8}|ch\.[\dXY]+\.\d+|\d+(_[a-z])?_at|ILMN_\d+|A_\d+_P\d+|rs\d{3,}|[OPQ]\d[A-Z\d]{3}\d|[A-NR-Z]\d[A-Z][A-Z\d]{2}\d|(gene|feature|probe|locus|peak|protein|metabolite|[gf])[\s._-]?\d+$)/i;
/** Barcodes of TCGA and of single cells, accessions of GEO, SRA and ENA, numbered samples. */
const SAMPLES =
  /^(TCGA[-.]\w{2}[-.]\w{4}|([\w-]+[_#:])?[ACGT]{10,}([-_]\d+)?$|GSM\d+|[SED]R[RSX]\d+|SAM[NED]A?\d+|(sample|patient|subject|donor|cell|individual)[\s._-]?\d+$)/i;
const GENES = new Set(
  'ACTB GAPDH TP53 MYC EGFR BRCA1 BRCA2 KRAS PTEN AKT1 ERBB2 ESR1 CD4 CD8A CD3D CD3E CD19 MS4A1 LYZ NKG7 VIM FN1 CDH1 CDK4 CCND1 RB1 STAT3 JUN FOS MALAT1 B2M EEF1A1 RPLP0 RPS6 HPRT1 TUBB HSP90AB1 SOX2 NANOG GATA3 NOTCH1 TNF IL6 VEGFA MKI67 PCNA'.split(
    ' ',
  ),
);

/** What most of the names are by the way they are written; null where that tells nothing. */
function nameKind(names: readonly string[]): NameKind | null {
  const some = names.slice(0, ENOUGH);
  const share = (pattern: RegExp): number => some.filter((name) => pattern.test(name)).length / some.length;
  if (share(FEATURES) >= MOST) return 'features';
  if (share(SAMPLES) >= MOST) return 'samples';
  let known = 0;
  for (const name of names) if (GENES.has(name.toUpperCase())) known++;
  return known >= WELL_KNOWN ? 'features' : null;
}

/**
 * Whether the names of a table's rows and columns speak for features in its rows: 1, for samples there: −1, else 0.
 */
export function turnedByNames(rows: readonly string[], columns: readonly string[]): number {
  const [row, column] = [nameKind(rows), nameKind(columns)];
  if (row === column) return 0;
  return row === 'features' || column === 'samples' ? 1 : -1;
}
