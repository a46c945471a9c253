import { delimiter, join } from 'node:path';
import type { Installation } from './installation.ts';
import { runTool } from './installTool.ts';

/** Enough for a slow server's first bytes, and little where a firewall swallows the request. */
const STALL_SECONDS = 20;

/** Tries tfjs-node's own installer, which downloads a ready TensorFlow and addon. True if it says that it succeeded. */
export async function downloadWithTfjs({ folder, step }: Installation): Promise<boolean> {
  const tfjsNode = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  return step("asking tfjs-node's own installer for TensorFlow", tfjsNode, async (onGrowth) => {
    const path = `${join(folder, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
    const result = await runTool(process.execPath, [join('scripts', 'install.js')], {
      cwd: tfjsNode,
      env: { ...process.env, PATH: path, ELECTRON_RUN_AS_NODE: '1' },
      timeoutSeconds: 900,
      watch: tfjsNode,
      onGrowth,
      stallSeconds: STALL_SECONDS,
    });
    return result.ok;
  });
}
