import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROCESSORS_VARIABLE } from '../../src/engine/processors.ts';
import { startSlurm } from '../slurm/startSlurm.ts';
import { finishedRun, studies } from './lib/content.ts';
import { installChromium } from './lib/installChromium.ts';
import { installServer } from './lib/installServer.ts';
import { openBrowser } from './lib/openBrowser.ts';
import { RESULTS, ROOT } from './lib/paths.ts';
import { shell, step } from './lib/shell.ts';
import type { Spec, Stage } from './lib/spec.ts';
import { startServer } from './lib/startServer.ts';
import { Workbench } from './lib/workbench.ts';

/** A test that takes longer hangs. */
const LONGEST = 360_000;

/** Installs what is missing, makes the VSIX, and runs the specs in order in one window. Ends the process. */
export async function runSpecs(specs: readonly Spec[]): Promise<void> {
  const begin = Date.now();
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const chromium = await installChromium();
  const program = await installServer();
  await step('Packaging the extension', () => shell('npm', ['run', 'package'], { cwd: ROOT }));
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const { run, tables, muData } = await step('Training a run to look at', () => finishedRun());
  const slurm = specs.some((spec) => spec.slurm) ? await step('Starting Slurm', () => startSlurm()) : null;
  const server = await step('Starting VS Code', async () =>
    startServer(program, {
      vsix: join(ROOT, `crossmodal-${version}.vsix`),
      content: [[tables, 'tables'], [run, 'finished'], [muData, 'mudata/acc.h5mu'], ...(await studies())],
      settings: { 'workbench.colorTheme': 'Default Dark Modern', 'security.workspace.trust.enabled': false },
      // Side by side on many processors, the runs of a sweep would all end before anybody sees one.
      env: { ...slurm?.env, [PROCESSORS_VARIABLE]: '2' },
    }),
  );
  const browser = await openBrowser(chromium);
  browser.page.setDefaultTimeout(30_000);
  const workbench = new Workbench(browser.page);
  const stage: Stage = {
    workbench,
    browser,
    server,
    slurm,
    picture: async (name) => {
      // Menus and lists fade in: the picture is of where that ends.
      await browser.page.screenshot({ path: join(RESULTS, `${name}.png`), animations: 'disabled' });
    },
  };
  let passed = 0;
  let failed = 0;
  try {
    await workbench.open(server.url);
    for (const spec of specs) {
      const start = Date.now();
      const error = await outcome(spec, stage);
      const seconds = ((Date.now() - start) / 1000).toFixed(1);
      if (error === null) passed++;
      else failed++;
      console.log(`${error === null ? 'PASS' : 'FAIL'} ${spec.name} (${seconds} s)`);
      if (error === null) continue;
      console.log(String(error instanceof Error ? error.stack : error).replace(/^/gm, '    '));
      await stage.picture(`failed-${spec.name.replace(/[^\w]+/g, '-').slice(0, 60)}`).catch(() => undefined);
      await workbench.recover().catch(() => undefined);
    }
  } catch (error) {
    failed++;
    console.log('FAIL the window opens');
    console.log(error);
    await stage.picture('failed-window').catch(() => undefined);
  } finally {
    const log = await shell('bash', ['-c', 'cat */exthost*/crossmodal.crossmodal/*.log; true'], {
      cwd: join(server.home, 'user', 'logs'),
    });
    await writeFile(join(RESULTS, 'extension.log'), log);
    await browser.close();
    await server.stop();
    await slurm?.stop();
  }
  console.log(`pictures and logs: ${RESULTS}`);
  console.log(`e2e: ${passed} passed, ${failed} failed (${((Date.now() - begin) / 1000).toFixed(0)} s)`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

async function outcome(spec: Spec, stage: Stage): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(new Error(`still running after ${LONGEST / 1000} s`)), LONGEST);
  });
  try {
    return await Promise.race([spec.run(stage).then(() => null), late]);
  } catch (error) {
    return error;
  } finally {
    clearTimeout(timer);
  }
}
