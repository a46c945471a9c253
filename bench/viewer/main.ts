import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { putSection } from '../sections.ts';
import { firstPaint } from './firstPaint.ts';
import { peerTimes, viewerTimes } from './inPage.ts';
import { largeRun } from './largeRun.ts';
import { formatViewer } from './table.ts';

const SAMPLES = [100_000, 1_000_000];
const PEERS = [
  ['vegaLite', 10_000],
  ['vegaLite', 100_000],
  ['rectangles', 100_000],
  ['rectangles', 1_000_000],
] as const;

/**
 * How fast the viewer is, in a browser without a graphics card, into bench/results.md. The extension must have been built.
 * @param folder where the peers' bundle is, and what is written in passing
 */
export async function main(folder: string): Promise<void> {
  const [load] = loadavg();
  if (load > 1) tell(`The machine is busy (load ${load.toFixed(1)}): times will be too long.`);
  const read = (name: string) => readFile(join('dist', name), 'utf8');
  const [script, style] = await Promise.all([read('viewer.js'), read('viewer.css')]);
  const peersScript = await readFile(join(folder, 'peersOnPage.js'), 'utf8');
  const zip = promisify(gzip);
  const bundle = (await zip(script)).length + (await zip(style)).length;
  const ours = [];
  for (const samples of SAMPLES) {
    tell(`the viewer with ${samples.toLocaleString('en')} samples …`);
    ours.push(await viewerTimes({ script, style }, samples));
  }
  const peers = [];
  for (const [peer, samples] of PEERS) {
    tell(`${peer} with ${samples.toLocaleString('en')} points …`);
    peers.push(await peerTimes(peersScript, peer, samples));
  }
  tell('training a large run, once …');
  const run = await largeRun(folder);
  tell('opening it in VS Code …');
  const text = formatViewer({ load, bundle, ours, peers, paint: await firstPaint(run) });
  process.stdout.write(text);
  putSection(join('bench', 'results.md'), text);
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
