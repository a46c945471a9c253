import { visitStored } from '../matrix.ts';
import { counted, error, type Finding, few, type InspectedTable, info, percent, warning } from './finding.ts';
import { nameFindings } from './nameFindings.ts';
import { repeatFindings } from './repeatFindings.ts';
import { singleFindings } from './singleFindings.ts';

const MUCH_MISSING = 0.2;
const MOSTLY_MISSING = 0.5;

/** What one table shows by itself: odd names, missing cells, constant features, repeated rows and columns. */
export function tableFindings(inspected: InspectedTable): Finding[] {
  const { name, summary, rows } = inspected;
  if (rows.size === 0) {
    const fix = 'Check the file, or leave the table out.';
    return [
      error(`${name} has no values: every cell is missing.`, fix, [{ edit: 'leaveOutModality', modality: name }]),
    ];
  }
  return [
    ...nameFindings(inspected),
    ...missingFindings(inspected),
    ...constantFindings(inspected),
    ...singleFindings(inspected),
    ...repeatFindings(inspected),
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
  const gaps = new Int32Array(width);
  visitStored(
    table.matrix,
    (value, k) => {
      if (Number.isNaN(value)) gaps[k]++;
    },
    rows.values(),
  );
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

/** −99, −999, −9999: what programs write that have no other way to say "missing". */
const MISSING_CODE = /^-99+$/;

function suspiciousScale({ name, scale, range }: InspectedTable['summary']): Finding[] {
  if (MISSING_CODE.test(String(range.min)) && range.median - range.min > 2 * (range.max - range.median)) {
    return [
      warning(
        `The least value of ${name} is ${range.min}, far below the others: it often stands for "missing".`,
        'If it does, leave those cells empty: here they count as measured.',
      ),
    ];
  }
  if (scale !== 'real' || range.min >= 0 || range.max - range.median < 1000) return [];
  return [
    warning(
      `${name} has negative values and values up to ${Number(range.max.toPrecision(3))}, so no logarithm is taken.`,
      'If negative values stand for "missing" (such as -1 or -9999), leave those cells empty.',
    ),
  ];
}
