import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Whether a program lies in a folder of the PATH. */
export async function hasProgram(name: string, path = process.env['PATH'] ?? ''): Promise<boolean> {
  const places = path.split(delimiter).filter((folder) => folder !== '');
  const found = places.map((folder) =>
    access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).includes(true);
}
