import type { LabelTable } from '../../labelTable.ts';
import { labelText } from './column.ts';
import type { Frame } from './frame.ts';

/** A column of a data frame, as labels: text, or null where missing. */
export function labelColumn(frame: Frame, name: string, shown = name): LabelTable['columns'][number] {
  // Labels repeat: one copy of each text.
  const texts = new Map<string, string>();
  const values = frame.column(name).map((value) => {
    const text = labelText(value);
    if (text === null) return null;
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, text);
    return text;
  });
  return { name: shown, values };
}
