import { type SettingValue, settingValue } from '../../run/sweepFile.ts';
import { UserError } from '../../run/userError.ts';

/**
 * A setting and its values, as `--grid PATH=V1,V2` gives them. A value is JSON where it reads as JSON, else a word.
 * @throws UserError where there is no path, or a value is missing or cut off
 */
export function parseGridOption(text: string): { path: string; values: SettingValue[] } {
  const at = text.indexOf('=');
  if (at < 1)
    throw new UserError(`--grid wants a setting and its values, as in --grid model.shared=2,5; not "${text}".`);
  return { path: text.slice(0, at).trim(), values: pieces(text.slice(at + 1)).map((piece) => parseValue(piece, text)) };
}

/** Text between commas; those within brackets or quotation marks belong to a value. */
function pieces(text: string): string[] {
  const found = [''];
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === ',' && depth === 0 && !quoted) {
      found.push('');
      continue;
    }
    found[found.length - 1] += character;
    if (quoted && character === '\\') found[found.length - 1] += text[++i] ?? '';
    else if (character === '"') quoted = !quoted;
    else if (!quoted && '[{'.includes(character)) depth++;
    else if (!quoted && ']}'.includes(character)) depth--;
  }
  return found;
}

function parseValue(piece: string, option: string): SettingValue {
  const text = piece.trim();
  if (text === '') throw new UserError(`--grid ${option}: a value is missing.`);
  try {
    return settingValue.parse(JSON.parse(text));
  } catch {
    if (!/^[[{"]/.test(text)) return text;
    throw new UserError(`--grid ${option}: ${text} is not JSON. Put the option in single quotes for the shell.`);
  }
}
