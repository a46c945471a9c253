import type { Inspection } from '../run/inspection.ts';
import type { LikelihoodName, TransformName } from '../run/study.ts';
import { inOrderOf, observedRows } from './cohort.ts';
import { columnStatistics } from './columnStatistics.ts';
import { featureProfiles } from './featureProfiles.ts';
import type { Finding, InspectedTable } from './findings/finding.ts';
import { fitSettings } from './findings/settingsFindings.ts';
import { isForCounts } from './likelihoodValues.ts';
import { missingMap } from './missingMap.ts';
import type { Orientation } from './orientation.ts';
import type { ReadTable } from './readTable.ts';
import { defaultLikelihood, defaultTransform, type Scale } from './scale.ts';
import { tableComponents } from './tableComponents.ts';
import { summarize } from './tableSummary.ts';
import { type TableWeight, tableWeight } from './tableWeight.ts';
import { applySteps } from './transforms/applySteps.ts';

/** A table to look at, with what its study says of it. */
export interface TableToInspect {
  readonly name: string;
  readonly file: string;
  readonly idColumn?: string | undefined;
  readonly part?: string | undefined;
  readonly rows?: 'samples' | 'features' | undefined;
  readonly transform?: readonly TransformName[] | undefined;
  readonly features?: readonly string[] | undefined;
  readonly topVariance?: number | undefined;
  readonly likelihood?: LikelihoodName | undefined;
}

/** A table with what it was read from. */
interface ReadFrom extends Pick<ReadTable, 'table' | 'format' | 'part'> {
  readonly orientation: Pick<Orientation, 'rows'>;
}

/** Why training would choose a likelihood. */
const LIKELIHOOD_FOR: Record<Scale, string> = {
  binary: 'for 0 and 1',
  counts: 'for counts',
  intensities: 'for real numbers, after the transform',
  proportions: 'for real numbers, after the transform',
  real: 'for real numbers',
};

/** What is known of a table before it meets the others. */
export interface LookedAt extends InspectedTable {
  /** what of it is known before its values are */
  readonly facts: Pick<Inspection['tables'][number], 'format' | 'part' | 'rows' | 'stored' | 'likelihoodReason'>;
  readonly findings: readonly Finding[];
  readonly weight: TableWeight | null;
  readonly components: ReturnType<typeof tableComponents>;
}

/** Summarises a table, and sees how it would go into training. */
export function lookAt(given: TableToInspect, read: ReadFrom): LookedAt {
  const { table } = read;
  const { name, features, topVariance } = given;
  const rows = observedRows(table);
  const statistics = columnStatistics(table.matrix);
  const summary = summarize(name, table, statistics);
  const likelihood = given.likelihood ?? defaultLikelihood(summary.scale);
  const transform = [...(given.transform ?? defaultTransform(likelihood, summary.scale))];
  const settings = { transform, features, topVariance, counts: isForCounts(likelihood) };
  const inspected = {
    name,
    table,
    facts: factsOf(given, read, summary.scale),
    statistics,
    summary: { ...summary, transform },
    rows,
    settings,
    likelihood,
  };
  const modality = inOrderOf([...rows.keys()], { name, table, rows });
  const { fitted, findings } = fitSettings(inspected, modality);
  if (fitted === null) return { ...inspected, findings, weight: null, components: null };
  const stepped = applySteps(modality, fitted);
  const after = columnStatistics(stepped);
  return {
    ...inspected,
    findings,
    weight: tableWeight(fitted, statistics, after, rows.size, likelihood),
    components: tableComponents(modality.sampleIds, stepped, fitted, after.variance),
  };
}

function factsOf(
  { likelihood }: TableToInspect,
  { table: { matrix }, format, part, orientation }: ReadFrom,
  scale: Scale,
): LookedAt['facts'] {
  const { layout, rows, columns, values } = matrix;
  return {
    format,
    part,
    rows: orientation.rows,
    stored: layout === 'sparse' ? values.length / Math.max(1, rows * columns) : null,
    likelihoodReason: likelihood === undefined ? LIKELIHOOD_FOR[scale] : 'as the study says',
  };
}

/**
 * All that a preflight shows of a table.
 * @param sampleIds of all tables, in their common order
 * @param totalLoss of all tables, or null where one has none
 * @param labelOf index of a sample's class or its value, null = missing; null without a label
 */
export function tableInspection(
  { table, facts, statistics, summary, likelihood, rows, settings, weight, components }: LookedAt,
  sampleIds: readonly string[],
  totalLoss: number | null,
  labelOf: ((sample: string) => number | null) | null,
): Inspection['tables'][number] {
  return {
    ...facts,
    ...summary,
    likelihood,
    profiles: featureProfiles(table, statistics, settings.transform.includes('log1p') && summary.range.min >= 0),
    missingMap: missingMap(table, rows, sampleIds, summary.missingCells > 0),
    components: components && { ...components, label: labelOf && components.samples.map(labelOf) },
    weight: weight && { ...weight, loss: totalLoss && weight.loss && weight.loss / totalLoss },
  };
}
