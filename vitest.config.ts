import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    testTimeout: 30_000,
    server: {
      // tfjs-core's gradients exist only in its ES modules, which Node cannot load unbundled.
      deps: { inline: [/@tensorflow\/tfjs-/] },
    },
  },
});
