import { expect, test } from 'vitest';
import { childEnvironment } from '../../src/extension/childEnvironment.ts';

test('a child does not inherit the debugger of its window', () => {
  const parent = { PATH: '/bin', NODE_OPTIONS: '--inspect-brk', VSCODE_INSPECTOR_OPTIONS: '{}' };
  expect(childEnvironment(parent, '')).toEqual({ PATH: '/bin' });
});

test('the folder of the settings goes before the one of the environment', () => {
  const parent = { CROSSMODAL_ENGINE_DIR: '/a' };
  expect(childEnvironment(parent, '')).toEqual(parent);
  expect(childEnvironment(parent, '/b')).toEqual({ CROSSMODAL_ENGINE_DIR: '/b' });
});
