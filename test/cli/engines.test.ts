import { afterEach, expect, it, vi } from 'vitest';
import { engines } from '../../src/cli/engines.ts';
import { findNative } from '../../src/engine/nativePlace.ts';

afterEach(() => vi.unstubAllEnvs());

async function call(...positionals: string[]) {
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  const document = await engines.run({ positionals, options: {}, json: false, print, progress: () => {} });
  return { document, printed: printed.join('\n') };
}

it('shows version, threads and place of each engine', async () => {
  const { document, printed } = await call();
  expect(document).toMatchObject({
    engines: [
      {
        name: 'tensorflow',
        loads: true,
        version: expect.stringContaining('TensorFlow 2.'),
        threads: expect.any(Number),
      },
      { name: 'wasm', loads: true, version: 'tfjs 4.22.0 WASM SIMD', threads: 1 },
    ],
    auto: 'tensorflow',
  });
  expect(printed).toMatch(/tensorflow {2}TensorFlow 2\.\d+\.\d+ \(tfjs-node 4\.22\.0\), \d+ threads?\n/);
  expect(printed).toContain('The engine "auto" is tensorflow here.');
});

it('says why the native engine does not load and what to do', async () => {
  vi.stubEnv('CROSSMODAL_ENGINE_DIR', '/nowhere');
  const { document, printed } = await call();
  expect(document).toMatchObject({ engines: [{ loads: false, place: '/nowhere' }, { loads: true }], auto: 'wasm' });
  expect(printed).toContain('crossmodal engines install');
});

it('installs, or says that nothing is to be done', async () => {
  expect(findNative()).toBeDefined();
  expect((await call('install')).document).toMatchObject({ auto: 'tensorflow' });
});

it('refuses what it does not know', async () => {
  await expect(call('uninstall')).rejects.toThrow('Write: crossmodal engines [install]');
});
