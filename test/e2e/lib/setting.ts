import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Server } from './startServer.ts';

/** Changes a setting of the folder; the window notices within a second or two. */
export async function setting(server: Server, name: string, value: unknown): Promise<void> {
  const folder = join(server.workspace, '.vscode');
  const file = join(folder, 'settings.json');
  await mkdir(folder, { recursive: true });
  const settings = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  await writeFile(file, JSON.stringify({ ...settings, [name]: value }, null, 2));
}
