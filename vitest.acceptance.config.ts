import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The long runs that check published numbers; `npm run acceptance`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/acceptance/**/*.test.ts'],
    exclude: ['node_modules/**'],
    fileParallelism: false,
  },
});
