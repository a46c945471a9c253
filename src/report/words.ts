/** Numbers and names as people read them. Pure: shared by the viewer, the report and the command line. */

import type { Estimate } from '../run/inspection.ts';

const MINUS = '\u2212';
const NO_VALUE = '–';
/** Made once: each call of toLocaleString would look up the language anew. */
const DECIMAL = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** R² or AUC: two decimals, since the third one is noise unless many runs say it; "–" where there is none. */
export function formatScore(value: number | null, decimals = 2): string {
  if (value === null || Number.isNaN(value)) return NO_VALUE;
  if (value <= -10) return `${MINUS}${Math.round(-value)}`;
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** "0.48 to 0.71": a dash between the ends would read as a minus sign. */
export function formatInterval(low: number, high: number): string {
  return Number.isNaN(low) || Number.isNaN(high) ? NO_VALUE : `${formatScore(low)} to ${formatScore(high)}`;
}

/** A share (0 to 1) in whole percent: "52 %". */
export function formatShare(share: number): string {
  return Number.isFinite(share) ? `${Math.round(share * 100)}\u00a0%` : NO_VALUE;
}

/** A p- or q-value: three decimals where they matter, and never a bare 0. */
export function formatProbability(value: number): string {
  if (Number.isNaN(value)) return NO_VALUE;
  if (value < 0.001) return '<0.001';
  return value.toFixed(value < 0.0995 ? 3 : 2);
}

/** Any quantity with `digits` significant digits and a true minus sign. */
export function formatNumber(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  if (size >= 1e9 || (size > 0 && size < 1e-3)) return value.toExponential(digits - 1).replaceAll('-', MINUS);
  const rounded = Number(size.toPrecision(Math.max(digits, size >= 1 ? Math.ceil(Math.log10(size + 1)) : digits)));
  return (value < 0 && rounded !== 0 ? MINUS : '') + DECIMAL.format(rounded);
}

/** A number among others below each other: its second digit stays where it is a zero, as in "6.0". */
export function formatInColumn(value: number): string {
  const size = Math.abs(value);
  if (size < 1e-3 || !(size < 9.95)) return formatNumber(value);
  return (value < 0 ? MINUS : '') + size.toPrecision(2);
}

/** Where a table lies, without its folder: "rnaseq.csv", or "cells.h5mu · rna" of a file that holds several. */
export function tablePlace(file: string, part: string | undefined): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return part === undefined ? name : `${name} · ${part}`;
}

/** The first few of some values: "ii, iv, …". */
export function firstOf(values: readonly string[], most = 4): string {
  return values.slice(0, most).join(', ') + (values.length > most ? ', …' : '');
}

/** 20000 → "20,000". */
export function formatCount(value: number): string {
  return DECIMAL.format(value);
}

/** "1 sample", "92 samples". */
export function plural(count: number, word: string, words = `${word}s`): string {
  return `${formatCount(count)} ${count === 1 ? word : words}`;
}

/** Seconds as a person says them: "3 s", "2 min 5 s", "1 h 4 min". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return NO_VALUE;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "a", "a and b", "a, b and c". */
export function list(names: readonly string[], last = 'and'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

/** "shared" stays, "private_rnaseq" becomes "private rnaseq". */
export function blockName(block: string): string {
  return block.replace(/^private_/, 'private ');
}

/** The source of a direction in words: "all" stands for every table but the target. */
export function sourceName(source: string): string {
  return source === 'all' ? 'all others' : source;
}

/** "rnaseq → mirna", "all others → mirna", and "mirna → itself" for the self R². */
export function directionName(source: string, target: string): string {
  return source === target ? `${target} → itself` : `${sourceName(source)} → ${target}`;
}

export function engineName(engine: 'tensorflow' | 'wasm'): string {
  return engine === 'tensorflow' ? 'TensorFlow' : 'WASM';
}

/** What a table was read from: "AnnData layers/counts", "CSV, turned round". */
export function tableKind(table: {
  readonly format: string;
  readonly part: string;
  readonly rows: 'samples' | 'features';
}): string {
  const { format, part, rows } = table;
  return `${part === '' ? format : `${format} ${part}`}${rows === 'features' ? ', turned round' : ''}`;
}

/** Bytes of memory or disk: "560 MB", "1.3 GB". */
export function formatBytes(bytes: number): string {
  return bytes < 1e9 ? `${formatNumber(bytes / 1e6)}\u00a0MB` : `${formatNumber(bytes / 1e9)}\u00a0GB`;
}

/** What a training would take, in one sentence. */
export function estimateSentence({ training, machine, seconds, epochs, models, engine }: Estimate): string {
  const times = models === 1 ? '' : ` of ${models} models`;
  const name = engine === 'tensorflow' ? 'native TensorFlow' : 'WASM';
  // An estimate is not good to the second.
  const time = seconds < 5 ? 'a few seconds' : formatDuration(seconds);
  return `Training would take about ${formatBytes(training)} of memory (this machine has ${formatBytes(machine)}) and ${time} for ${plural(epochs, 'epoch')}${times} with ${name}; scores come on top.`;
}
