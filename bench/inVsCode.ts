import { readFile } from 'node:fs/promises';
import { installChromium } from '../test/e2e/lib/installChromium.ts';
import { installServer } from '../test/e2e/lib/installServer.ts';
import { openBrowser } from '../test/e2e/lib/openBrowser.ts';
import { shell } from '../test/e2e/lib/shell.ts';
import { type ServerOptions, startServer } from '../test/e2e/lib/startServer.ts';
import { Workbench } from '../test/e2e/lib/workbench.ts';

interface Session extends Pick<ServerOptions, 'content' | 'settings'> {
  /** fills the workspace once it is there */
  readonly prepare?: (workspace: string) => Promise<unknown>;
  /** runs in every frame */
  readonly watch: () => void;
}

/** Starts a real VS Code with the extension as it is packaged, and ends it after `work`. */
export async function inVsCode<T>(session: Session, work: (workbench: Workbench) => Promise<T>): Promise<T> {
  const chromium = await installChromium();
  const program = await installServer();
  await shell('npm', ['run', 'package']);
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const server = await startServer(program, {
    vsix: `crossmodal-${version}.vsix`,
    content: session.content,
    settings: { 'security.workspace.trust.enabled': false, ...session.settings },
  });
  await session.prepare?.(server.workspace);
  const browser = await openBrowser(chromium);
  try {
    await browser.page.addInitScript(session.watch);
    const workbench = new Workbench(browser.page);
    await workbench.open(server.url);
    return await work(workbench);
  } finally {
    await browser.close();
    await server.stop();
  }
}
