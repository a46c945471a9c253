import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';

/** What is wrong where jsonc-parser stopped, by its codes. */
const WORDS: Readonly<Partial<Record<ReturnType<typeof printParseErrorCode>, string>>> = {
  InvalidSymbol: 'text must be in double quotation marks',
  PropertyNameExpected: 'the name of a setting, in quotation marks, is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'nothing may follow the last bracket',
  InvalidCommentToken: 'JSON has no comments, take this one out',
  UnexpectedEndOfComment: 'JSON has no comments, take this one out',
  UnexpectedEndOfString: 'a closing quotation mark is missing',
  InvalidEscapeCharacter: 'a backslash in text is written as two',
};

/** Where a text stops being JSON, and why: "line 4, column 3: a comma is missing". @param text that JSON.parse refuses */
export function jsonProblem(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const offset = Math.min(...errors.map((error) => error.offset), text.length);
  const code = errors.find((error) => error.offset === offset)?.error;
  const before = text.slice(0, offset);
  const lines = before.split('\n');
  const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
  const afterComma = before.trimEnd().endsWith(',') && /^[\]}]/.test(text.slice(offset));
  const said = code === undefined ? undefined : WORDS[printParseErrorCode(code)];
  return `${place}: ${afterComma ? 'the comma before this is one too many' : (said ?? 'this is no JSON')}`;
}
