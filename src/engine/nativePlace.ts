import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import manifest from './native/package.json' with { type: 'json' };

/** Written last by the installer: a folder without it is not an engine. */
export const STAMP_FILE = 'engine.json';

const Stamp = z.object({
  /** of the recipe in native/package.json; another one means another folder */
  engine: z.string(),
  tfjsNode: z.string(),
  tensorflow: z.string(),
  /** where the TensorFlow library came from */
  source: z.enum(['tfjs-node', 'tensorflow-cpu wheel']),
  installed: z.string(),
});
export type Stamp = z.infer<typeof Stamp>;

/** An installed native engine. */
export interface NativeEngine {
  readonly folder: string;
  readonly stamp: Stamp;
}

/** Version of the recipe: raised whenever the installer would build something else. */
export const ENGINE_VERSION = manifest.version;

/**
 * The one folder per user that command line, extension, demo and tests share.
 * CROSSMODAL_ENGINE_DIR names it outright; without it, it lies in the platform's cache.
 */
export function nativeFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const own = env['CROSSMODAL_ENGINE_DIR'];
  if (own) return resolve(own);
  return join(cacheFolder(env, platform), 'crossmodal', `engine-${ENGINE_VERSION}-${platform}-${process.arch}`);
}

function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (platform === 'win32') return env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local');
  return env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
}

/** The native engine in `folder`, or undefined where none of this version is installed. */
export function findNative(folder = nativeFolder()): NativeEngine | undefined {
  try {
    const stamp = Stamp.parse(JSON.parse(readFileSync(join(folder, STAMP_FILE), 'utf8')));
    return stamp.engine === ENGINE_VERSION ? { folder, stamp } : undefined;
  } catch {
    return undefined;
  }
}
