import { expect, test } from 'vitest';
import { jsonProblem } from '../../src/run/jsonProblem.ts';

// Lines and columns counted by hand.
test.each([
  ['', 'it is empty'],
  ['{\n  "study": "a"\n  "grid": {}\n}', 'line 3, column 3: a comma is missing'],
  ['{ "study": "a", }', 'line 1, column 17: the comma before this is one too many'],
  ['{ "a": [\n1,\n2,\n] }', 'line 4, column 1: the comma before this is one too many'],
  ['{ "a": mmvae }', 'line 1, column 8: text must be in double quotation marks'],
  ['{\n  // twice\n  "a": 1 }', 'line 2, column 3: JSON has no comments, take this one out'],
  ['{ "a" 1 }', 'line 1, column 7: a colon is missing'],
  ["{ 'a': 1 }", 'line 1, column 3: text must be in double quotation marks'],
  ['{ "a": 1', 'line 1, column 9: a closing brace is missing'],
  ['{ "a": "b }', 'line 1, column 8: a closing quotation mark is missing'],
  ['{ "a": "C:\\data" }', 'line 1, column 8: a backslash in text is written as two'],
  ['{} {}', 'line 1, column 4: nothing may follow the last bracket'],
])('%j', (text, problem) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonProblem(text)).toBe(problem);
});
