import { counted, type Finding, few, type InspectedTable, warning } from './finding.ts';

/** What a spreadsheet makes of gene symbols such as MARCH1, SEPT2, DEC1, OCT4 and FEB1; repeated names got a suffix. */
const DATE = /^(\d{1,2}-(feb|mar|apr|sep|oct|nov|dec)|(feb|mar|apr|sep|oct|nov|dec)-\d{1,2})(_\d+)?$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(_\d+)?$/i;
/** Below 0, with an exponent or a long fraction: written as measurements are, and ids are not. */
const MEASURED = /^-|e[+-]?\d|\.\d{3}/i;

/** Names of features that a spreadsheet spoilt, and names that are values: the table lacks its header, or its ids. */
export function nameFindings({ name, table: { sampleIds, features } }: InspectedTable): Finding[] {
  return [...dates(name, features), ...values(name, sampleIds, features)];
}

function dates(name: string, features: readonly string[]): Finding[] {
  const found = features.filter((feature) => DATE.test(feature));
  if (found.length === 0) return [];
  return [
    warning(
      `${counted(found.length, 'feature')} of ${name} ${found.length === 1 ? 'has' : 'have'} a date for a name: ${few(found)}.`,
      'A spreadsheet took gene symbols such as MARCH1 and SEPT2 for dates. Export the table again without opening it there.',
    ),
  ];
}

function values(name: string, sampleIds: readonly string[], features: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  // The masses of a spectrum have long fractions, and are above 0.
  if (areValues(features) && features.some((feature) => feature.startsWith('-'))) {
    findings.push(
      warning(
        `The feature names of ${name} are numbers: ${few(features)}. Its first row seems to hold values.`,
        'Put a row with the names of the features above it.',
      ),
    );
  }
  if (areValues(sampleIds)) {
    findings.push(
      warning(
        `The sample ids of ${name} are numbers as they are measured: ${few(sampleIds)}.`,
        'Put a column with the ids of the samples first.',
      ),
    );
  }
  return findings;
}

function areValues(names: readonly string[]): boolean {
  return names.every((name) => NUMBER.test(name)) && names.some((name) => MEASURED.test(name));
}
