import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ENGINE_VERSION, findNative, nativeFolder, STAMP_FILE } from '../../src/engine/nativePlace.ts';

const NAME = join('crossmodal', `engine-${ENGINE_VERSION}`);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossmodal-place-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lies in the cache of each platform', () => {
  expect(nativeFolder({}, 'linux')).toBe(join(homedir(), '.cache', `${NAME}-linux-${process.arch}`));
  expect(nativeFolder({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe(join('/c', `${NAME}-linux-${process.arch}`));
  expect(nativeFolder({}, 'darwin')).toBe(join(homedir(), 'Library', 'Caches', `${NAME}-darwin-${process.arch}`));
  expect(nativeFolder({ LOCALAPPDATA: '/local' }, 'win32')).toBe(join('/local', `${NAME}-win32-${process.arch}`));
});

it('lies where CROSSMODAL_ENGINE_DIR says', () => {
  expect(nativeFolder({ CROSSMODAL_ENGINE_DIR: '/somewhere/else', XDG_CACHE_HOME: '/c' }, 'linux')).toBe(
    '/somewhere/else',
  );
});

it('takes only a finished engine of this version for installed', () => {
  const stamp = {
    engine: ENGINE_VERSION,
    tfjsNode: '4.22.0',
    tensorflow: '2.21.0',
    source: 'tensorflow-cpu wheel',
    installed: '2026-01-01T00:00:00Z',
  };
  expect(findNative(folder)).toBeUndefined();
  writeFileSync(join(folder, STAMP_FILE), '{ "engine": ');
  expect(findNative(folder)).toBeUndefined();
  writeFileSync(join(folder, STAMP_FILE), JSON.stringify({ ...stamp, engine: '0.0.1' }));
  expect(findNative(folder)).toBeUndefined();
  writeFileSync(join(folder, STAMP_FILE), JSON.stringify(stamp));
  expect(findNative(folder)).toEqual({ folder, stamp });
});
