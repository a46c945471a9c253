import { UserError } from '../../../run/userError.ts';

/** Something that the Parquet format allows and this reader does not know; the message names it. */
export class NotRead extends Error {
  override readonly name = 'NotRead';
}

/** What to tell of a Parquet file that cannot be decoded; errors that are the user's already stay as they are. */
export function parquetProblem(file: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof NotRead) {
    return new UserError(
      `${file} has ${error.message}, which is not read. Save the table again without it, or as CSV.`,
    );
  }
  return new UserError(
    `${file} is damaged: it begins as a Parquet file, and cannot be read as one. Download or copy it again.`,
  );
}
