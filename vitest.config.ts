import { defineConfig } from 'vitest/config';

export default defineConfig({
  // One copy of tfjs-core: its CommonJS build would be a second.
  resolve: { alias: [{ find: /^@tensorflow\/tfjs-core$/, replacement: '@tensorflow/tfjs-core/dist/index.js' }] },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/acceptance/**', 'node_modules/**'],
    // Whatever takes longer hangs: nothing fails because a machine is slow or has much else to do.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
    // One worker fewer than processors is vitest's default: on two that is one after another.
    maxWorkers: '100%',
    // tfjs-core's gradients exist only in its ES modules, which Node cannot load by itself. Bundling them once makes
    // each test file start seconds sooner; the WASM engine's start-up code does not survive bundling.
    deps: {
      optimizer: {
        ssr: {
          enabled: true,
          include: ['@tensorflow/tfjs-core/dist/index.js', '@tensorflow/tfjs-core/dist/register_all_gradients.js'],
        },
      },
    },
    server: { deps: { inline: [/@tensorflow\/tfjs-backend/] } },
  },
});
