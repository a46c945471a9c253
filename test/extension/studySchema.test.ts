import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { studyJsonSchema } from '../../src/extension/studySchema.ts';

test('the schema that VS Code reads is the one of the code; `npm run schema` writes it', async () => {
  expect(await readFile('schemas/study.schema.json', 'utf8')).toBe(studyJsonSchema());
});
