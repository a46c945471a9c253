import { existsSync } from 'node:fs';

/**
 * Takes FILE:REST apart. Paths and what follows may hold colons themselves: the first cut that leaves an existing file or
 * folder counts.
 * @returns null where no cut leaves one
 */
export function cutAfterFile(text: string): { file: string; rest: string } | null {
  const cut = colons(text).find((at) => existsSync(text.slice(0, at)));
  return cut === undefined ? null : { file: text.slice(0, cut), rest: text.slice(cut + 1) };
}

/** Cuts at the last colon. @returns null where there is none with something on both sides */
export function cutAtLastColon(text: string): { file: string; rest: string } | null {
  const cut = colons(text).at(-1);
  return cut === undefined ? null : { file: text.slice(0, cut), rest: text.slice(cut + 1) };
}

function colons(text: string): number[] {
  return [...text.matchAll(/:/g)].map(({ index }) => index).filter((at) => at > 0 && at < text.length - 1);
}

/** A table as people name it: FILE, or FILE:PART where a file holds several. A path that exists as it stands is a file. */
export function fileAndPart(text: string): { file: string; part?: string } {
  const cut = existsSync(text) ? null : cutAfterFile(text);
  return cut ? { file: cut.file, part: cut.rest } : { file: text };
}
