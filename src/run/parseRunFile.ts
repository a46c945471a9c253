import { z } from 'zod';
import { RUN_FORMAT, type RunFile, runFileSchema } from './runFile.ts';
import { UserError } from './userError.ts';

const versionSchema = z.object({ format: z.int(), crossmodal: z.string() });

/**
 * Reads the text of run.crossmodal.
 * @param file where it lies, for messages
 * @throws UserError where it is no run, or one that this version cannot read: what it is, and what to do
 */
export function parseRunFile(text: string, file: string): RunFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UserError(
      `${file} is not a run file: it is not JSON. Open the run.crossmodal that a training wrote, or this file with the text editor.`,
    );
  }
  const version = versionSchema.safeParse(json);
  if (version.success && version.data.format > RUN_FORMAT) {
    const { format, crossmodal } = version.data;
    throw new UserError(
      `${file} was written by Crossmodal ${crossmodal} in run format ${format}; this version reads format ${RUN_FORMAT}. Update Crossmodal to open it.`,
    );
  }
  const parsed = runFileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${file} is not a run file of this version: ${issue.path.join('.')}: ${issue.message}. If it was changed by hand, undo that; else train again.`,
  );
}
