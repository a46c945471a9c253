import { toDense } from '../matrix.ts';
import { counted, error, type Finding, few, type InspectedTable, info, percent, warning } from './finding.ts';

const MUCH_MISSING = 0.2;
const MOSTLY_MISSING = 0.5;
/** Tables with fewer features may well have equal rows by chance. */
const FEATURES_FOR_DUPLICATES = 5;

/** What one table shows by itself: missing cells, constant features, repeated rows. */
export function tableFindings(inspected: InspectedTable): Finding[] {
  const { name, table, summary, rows } = inspected;
  if (rows.size === 0) {
    const fix = 'Check the file, or leave the table out.';
    return [
      error(`${name} has no values: every cell is missing.`, fix, [{ edit: 'leaveOutModality', modality: name }]),
    ];
  }
  return [
    ...missingFindings(inspected),
    ...constantFindings(inspected),
    ...singleFindings(inspected),
    ...equalRows(name, table.sampleIds, inspected),
    ...suspiciousScale(summary),
  ];
}

function missingFindings({ name, table, summary, rows }: InspectedTable): Finding[] {
  const findings: Finding[] = [];
  const width = table.features.length;
  const blank = table.sampleIds.length - rows.size;
  if (blank > 0) {
    findings.push(
      info(
        `${counted(blank, 'row')} of ${name} ${blank === 1 ? 'is' : 'are'} blank; ${blank === 1 ? 'that sample counts' : 'those samples count'} as lacking it.`,
      ),
    );
  }
  const cells = summary.missingCells - blank * width;
  if (cells === 0) return findings;
  const share = cells / (rows.size * width);
  const masked = 'Missing cells are left out of the loss and shown to the encoder as the mean';
  findings.push(
    share > MUCH_MISSING
      ? warning(
          `${percent(share)} of the cells of ${name} are missing.`,
          `${masked}; consider removing the features with the most gaps.`,
        )
      : info(`${percent(share)} of the cells of ${name} are missing.`, `${masked}.`),
  );
  const { values } = toDense(table.matrix);
  const gaps = new Int32Array(width);
  for (const row of rows.values()) {
    for (let k = 0; k < width; k++) if (Number.isNaN(values[row * width + k])) gaps[k]++;
  }
  const mostly = table.features.filter((_, k) => gaps[k] > MOSTLY_MISSING * rows.size);
  if (mostly.length > 0) {
    findings.push(
      warning(
        `${counted(mostly.length, 'feature')} of ${name} ${mostly.length === 1 ? 'is' : 'are'} missing in more than half of its samples: ${few(mostly)}.`,
        'Remove them, unless they matter: their scores rest on few samples.',
      ),
    );
  }
  return findings;
}

function constantFindings({ name, table, summary }: InspectedTable): Finding[] {
  const { constant } = summary;
  if (constant.length === 0) return [];
  if (constant.length === table.features.length) {
    const fix = 'Check the file, or leave the table out.';
    return [
      error(`No feature of ${name} varies between samples.`, fix, [{ edit: 'leaveOutModality', modality: name }]),
    ];
  }
  const are = constant.length === 1 ? 'has' : 'have';
  return [
    info(
      `${counted(constant.length, 'feature')} of ${name} ${are} one value only, or none: ${few(constant)}.`,
      'Nothing to do: training leaves them out and names them.',
    ),
  ];
}

/** Features in which one sample alone differs: it cannot be learned from and held out at once. */
function singleFindings({ name, table: { features, matrix }, rows, summary, settings }: InspectedTable): Finding[] {
  const { values } = toDense(matrix);
  const cells = Array.from(rows.values(), (row) => row * features.length);
  const single = features.filter((_, k) => oneDiffers(values, cells, k));
  if (single.length === 0) return [];
  const others = features.length - single.length - summary.constant.length;
  // Of zeros and ones without gaps, the features in which one sample differs are those of least variance.
  const least = summary.scale === 'binary' && summary.missingCells === 0 && others > 0;
  if (least && settings.topVariance !== undefined && settings.topVariance <= others) return [];
  const [differ, they] = single.length === 1 ? ['differs', 'it gets'] : ['differ', 'they get'];
  return [
    warning(
      `${counted(single.length, 'feature')} of ${name} ${differ} in one sample only: ${few(single)}.`,
      `That sample cannot be learned from and held out at once, so ${they} no R². Leave such features out, or add samples.`,
      least ? [{ edit: 'setModality', modality: name, set: { topVariance: others } }] : [],
    ),
  ];
}

/** Whether all values at `cells`, shifted by `offset`, are the same but one; of three or more, the missing ones aside. */
function oneDiffers(values: Float32Array, cells: readonly number[], offset: number): boolean {
  let [first, other] = [Number.NaN, Number.NaN];
  let [asFirst, asOther] = [0, 0];
  for (const cell of cells) {
    const value = values[cell + offset];
    if (Number.isNaN(value)) continue;
    if (asFirst === 0 || value === first) {
      first = value;
      asFirst++;
    } else if (asOther === 0 || value === other) {
      other = value;
      asOther++;
    } else return false;
    if (asFirst > 1 && asOther > 1) return false;
  }
  return asFirst + asOther > 2 && Math.min(asFirst, asOther) === 1;
}

/** Measurements never repeat to the last digit; whole numbers and 0/1 tables do. */
function equalRows(name: string, ids: readonly string[], { table, summary, rows }: InspectedTable): Finding[] {
  const width = table.features.length;
  if (width < FEATURES_FOR_DUPLICATES || summary.scale === 'binary' || summary.scale === 'counts') return [];
  const all = toDense(table.matrix).values;
  const seen = new Map<string, string>();
  const pairs: string[] = [];
  for (const row of rows.values()) {
    const values = all.subarray(row * width, (row + 1) * width);
    if (values.every((value) => Number.isNaN(value) || Number.isInteger(value))) continue;
    const key = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('latin1');
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, ids[row]);
    else pairs.push(`${twin} and ${ids[row]}`);
  }
  if (pairs.length === 0) return [];
  return [
    warning(
      `${name} has samples with exactly equal values: ${few(pairs)}.`,
      'Keep one of each: a copy in training makes its held-out twin look predictable.',
    ),
  ];
}

function suspiciousScale({ name, scale, range }: InspectedTable['summary']): Finding[] {
  if (scale !== 'real' || range.min >= 0 || range.max - range.median < 1000) return [];
  return [
    warning(
      `${name} has negative values and values up to ${Number(range.max.toPrecision(3))}, so no logarithm is taken.`,
      'If negative values stand for "missing" (such as -1 or -9999), leave those cells empty.',
    ),
  ];
}
