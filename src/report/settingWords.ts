import type { SettingValue } from '../run/sweepFile.ts';

/** The value of a setting as people read it: words without quotation marks; null is a setting that a study leaves out. */
export function settingWords(value: SettingValue): string {
  if (value === null) return 'not set';
  if (typeof value === 'string') return value.replace(/\.crossmodal\.json$/, '');
  if (Array.isArray(value)) return `[${value.map(settingWords).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(([name, one]): [string, string] => [name, settingWords(one)]);
  if (entries.map(([name]) => name).join() === 'from,to') return entries.map(([, one]) => one).join(' to ');
  return entries.map(([name, one]) => `${name} ${one}`).join(', ');
}
