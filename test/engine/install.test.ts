import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { installNativeEngine } from '../../src/engine/install.ts';
import { findNative, nativeFolder } from '../../src/engine/nativePlace.ts';
import { UserError } from '../../src/run/userError.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossmodal-install-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** The error of an installation that must fail. */
async function failure(): Promise<Error> {
  return installNativeEngine({ log: () => {} }).then(
    () => new Error('it succeeded'),
    (error: Error) => error,
  );
}

it('answers at once where the engine is installed', async () => {
  expect(findNative(), `no native engine in ${nativeFolder()}: run \`npx crossmodal engines install\``).toBeDefined();
  const lines: string[] = [];
  const engine = await installNativeEngine({ log: (line) => lines.push(line) });
  expect(engine.name).toBe('tensorflow');
  expect(lines).toEqual([expect.stringMatching(/^TensorFlow .* is installed in /)]);
});

it('gives up soon without a network, with one clear sentence, and leaves nothing behind', async () => {
  vi.stubEnv('CROSSMODAL_ENGINE_DIR', join(folder, 'engine'));
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
  vi.stubEnv('npm_config_cache', join(folder, 'cache'));
  const error = await failure();
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).toMatch(
    /^Native TensorFlow was not installed: npm could not download tfjs-node \(.*127\.0\.0\.1:9\)/,
  );
  expect(error.message).toContain('WASM');
  expect(readdirSync(folder).filter((name) => name !== 'cache')).toEqual([]);
});

it('never clears a folder of other files', async () => {
  const mine = join(folder, 'mine');
  mkdirSync(mine);
  writeFileSync(join(mine, 'thesis.txt'), 'years of work');
  vi.stubEnv('CROSSMODAL_ENGINE_DIR', mine);
  const error = await failure();
  expect(error.message).toContain('holds other files');
  expect(readdirSync(mine)).toEqual(['thesis.txt']);
});

it('says which folder cannot be written', async () => {
  writeFileSync(join(folder, 'file'), '');
  vi.stubEnv('CROSSMODAL_ENGINE_DIR', join(folder, 'file', 'engine'));
  expect((await failure()).message).toContain(`the folder ${join(folder, 'file')} cannot be written`);
});
