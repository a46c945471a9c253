import type { FeatureProfiles } from '../../src/run/inspection.ts';

const COLUMNS = ['missing', 'mean', 'sd', 'zeros', 'min', 'max'] as const;

/** The features of a table with their statistics, in this order. */
export function profileCsv(profiles: FeatureProfiles, order: readonly number[]): string {
  const lines = order.map((i) => {
    const name = profiles.names[i] ?? '';
    const quoted = /[",\n\r]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
    return [quoted, ...COLUMNS.map((column) => profiles[column][i] ?? '')].join(',');
  });
  return `${[['feature', ...COLUMNS].join(','), ...lines].join('\n')}\n`;
}
