import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Puts a part of the results in the place of its last one, which has the same title, or at the end. */
export function putSection(file: string, text: string): void {
  const sections = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=# )/m) : [];
  const title = (section: string) => section.split('\n', 1)[0];
  const at = sections.findIndex((section) => title(section) === title(text));
  const all = at < 0 ? [...sections, text] : sections.with(at, text);
  writeFileSync(file, `${all.map((section) => section.trim()).join('\n\n')}\n`);
}
