import type { SavedFile } from './source.ts';

const MIME: Record<SavedFile['format'], string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
};

/** Saves a file from a page on disk: through a link. */
export function download({ name, format, content }: SavedFile): void {
  const png = format === 'png';
  const bytes = png ? Uint8Array.from(atob(content), (character) => character.charCodeAt(0)) : content;
  const type = MIME[format];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = `${name}.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
