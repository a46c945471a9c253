import type { StudyInput } from './study.ts';
import type { SweepInput } from './sweepFile.ts';

/** Columns that a file of settings keeps to. */
const WIDTH = 120;

/** A study or a sweep as the text of its file: what fits on one line stays on one, as people write it. */
export function settingsText(settings: StudyInput | SweepInput): string {
  return `${layOut(settings, '', 0, true)}\n`;
}

/** @param before characters on the line already */
function layOut(value: unknown, indent: string, before: number, open = false): string {
  const entries = entriesOf(value);
  if (entries === null) return JSON.stringify(value);
  const [left, right] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) return left + right;
  const flat = entries.map(([key, entry]) => key + layOut(entry, '', 0)).join(', ');
  const line = left === '{' ? `{ ${flat} }` : `[${flat}]`;
  const holdsObjects = Array.isArray(value) && value.some((entry) => entriesOf(entry) !== null);
  if (!open && !holdsObjects && !line.includes('\n') && before + line.length < WIDTH) return line;
  const inner = `${indent}  `;
  const lines = entries.map(([key, entry]) => inner + key + layOut(entry, inner, inner.length + key.length));
  return `${left}\n${lines.join(',\n')}\n${indent}${right}`;
}

/** What is between the brackets, each with the key in front of it; null for what has no brackets. */
function entriesOf(value: unknown): [key: string, value: unknown][] | null {
  if (Array.isArray(value)) return value.map((entry) => ['', entry]);
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => [`${JSON.stringify(key)}: `, entry]);
}
