import type { Inspection } from '../../run/inspection.ts';
import type { Remedy, StudyEdit } from '../../run/remedy.ts';
import type { LikelihoodName } from '../../run/study.ts';
import type { ColumnStatistics } from '../columnStatistics.ts';
import type { Table } from '../table.ts';
import type { TableSummary } from '../tableSummary.ts';
import type { FitSettings } from '../transforms/fitTransform.ts';

export type Finding = Inspection['findings'][number];

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** A table with what a preflight knows of it. */
export interface InspectedTable {
  readonly name: string;
  readonly table: Table;
  /** of the table as read */
  readonly statistics: ColumnStatistics;
  readonly summary: TableSummary;
  /** row of each sample that has at least one value */
  readonly rows: ReadonlyMap<string, number>;
  /** as the study says, or as training would choose */
  readonly settings: FitSettings;
  readonly likelihood: LikelihoodName;
}

export function error(text: string, fix: string | null = null, edits: readonly StudyEdit[] = []): Finding {
  return { severity: 'error', text, fix, remedy: remedy(edits) };
}

export function warning(text: string, fix: string | null = null, edits: readonly StudyEdit[] = []): Finding {
  return { severity: 'warning', text, fix, remedy: remedy(edits) };
}

export function info(text: string, fix: string | null = null, edits: readonly StudyEdit[] = []): Finding {
  return { severity: 'info', text, fix, remedy: remedy(edits) };
}

function remedy(edits: readonly StudyEdit[]): Remedy | null {
  return edits.length === 0 ? null : { writes: edits.map(inWords).join('; '), edits: [...edits] };
}

/** What an edit writes, as it reads in the study file. */
function inWords(edit: StudyEdit): string {
  switch (edit.edit) {
    case 'setModality': {
      const settings = Object.entries(edit.set).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
      return `${settings.join(', ')} for ${edit.modality}`;
    }
    case 'leaveOutModality':
      return `leaves ${edit.modality} out`;
    case 'leaveOutLabels':
      return 'leaves the label out';
    case 'setSamples':
      return `"samples": "${edit.samples}"`;
    case 'crossValidate':
      return `"evaluation": ${edit.folds}-fold`;
  }
}

/** "1 sample", "2 samples" */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}

/** A share of 1 as a percentage that is never rounded to "0 %" or "100 %". */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return 'less than 0.1 %';
  if (value < 100 && value > 99.9) return 'more than 99.9 %';
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} %`;
}

/** "a, b, c and 4 more" */
export function few(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${(names.length - most).toLocaleString('en')} more` : shown;
}

/** Errors, then warnings, then notes; within each as they were. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
