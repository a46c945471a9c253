import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installServer } from './lib/installServer.ts';
import { ROOT } from './lib/paths.ts';
import { shell, step } from './lib/shell.ts';
import { startServer } from './lib/startServer.ts';

const PORT = 8391;

/** Serves VS Code with the extension and a copy of the sample, until Ctrl+C. */
async function serve(port: number): Promise<void> {
  const program = await installServer();
  await step('Packaging the extension', () => shell('npm', ['run', 'package'], { cwd: ROOT }));
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const server = await step('Starting VS Code', () =>
    startServer(program, {
      vsix: join(ROOT, `crossmodal-${version}.vsix`),
      content: [[join(ROOT, 'samples', 'tcga-acc'), 'tcga-acc']],
      settings: {},
      port,
    }),
  );
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      console.log('\nStopping …');
      void server.stop().then(() => process.exit(0));
    });
  }
  console.log(`\nVS Code with Crossmodal: ${server.url}\nCtrl+C stops it; what was trained in it goes with it.`);
}

const [port = String(PORT)] = process.argv.slice(2);
if (/^\d+$/.test(port)) await serve(Number(port));
else {
  console.error(`"${port}" is not a port. Usage: npm run vscode -- 8391`);
  process.exitCode = 2;
}
