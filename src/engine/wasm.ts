import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { enableProdMode, env, setBackend } from '@tensorflow/tfjs-core';
import { addWasmKernels } from './kernels.ts';

const BINARY = 'tfjs-backend-wasm-simd.wasm';

/** Starts tfjs-backend-wasm, which needs nothing but Node, and makes it current. */
export async function loadWasm() {
  enableProdMode();
  const { getThreadsCount, setWasmPaths, version_wasm } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(wasmFolder() + sep);
  const set = await withoutListeners(() => setBackend('wasm'));
  if (!set) throw new Error(`the WASM engine did not start; is ${join(wasmFolder(), BINARY)} whole?`);
  addWasmKernels();
  const simd = (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
  return {
    name: 'wasm' as const,
    version: `tfjs ${version_wasm} WASM${simd ? ' SIMD' : ''}`,
    threads: getThreadsCount(),
  };
}

/** Where the WASM binaries lie: beside the bundle, where the build puts the binaries; in unbundled tests, in the package. */
export function wasmFolder(): string {
  if (existsSync(join(__dirname, BINARY))) return __dirname;
  return join(
    dirname(createRequire(join(__dirname, 'x.js')).resolve('@tensorflow/tfjs-backend-wasm/package.json')),
    'wasm-out',
  );
}

/** Emscripten's start-up catches the whole process's uncaught errors and rethrows them: not its business. */
async function withoutListeners<T>(start: () => Promise<T>): Promise<T> {
  const exceptions = process.listeners('uncaughtException');
  const rejections = process.listeners('unhandledRejection');
  const result = await start();
  for (const added of process.listeners('uncaughtException')) {
    if (!exceptions.includes(added)) process.off('uncaughtException', added);
  }
  for (const added of process.listeners('unhandledRejection')) {
    if (!rejections.includes(added)) process.off('unhandledRejection', added);
  }
  return result;
}
