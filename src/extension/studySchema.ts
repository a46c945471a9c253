import { z } from 'zod';
import { studySchema } from '../run/study.ts';

/** The JSON schema of study files, for completion, hovers and errors while typing. Draft 7 is what every VS Code knows. */
export function studyJsonSchema(): string {
  const schema = z.toJSONSchema(studySchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'Crossmodal study', ...schema }, null, 2)}\n`;
}
