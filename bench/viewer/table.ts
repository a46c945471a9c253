import { availableParallelism, cpus, totalmem } from 'node:os';
import type { FirstPaint } from './firstPaint.ts';
import type { PeerTimes, ViewerTimes } from './inPage.ts';
import { LARGE } from './largeRun.ts';

interface ViewerResults {
  /** processors that others kept busy before the start, on average of a minute */
  readonly load: number;
  /** bytes of the script and the style sheet, gzipped */
  readonly bundle: number;
  readonly ours: readonly ViewerTimes[];
  readonly peers: readonly PeerTimes[];
  readonly paint: { readonly cold: FirstPaint; readonly warm: FirstPaint };
}

const PEERS: Record<PeerTimes['peer'], string> = {
  vegaLite: 'Vega-Lite, canvas',
  rectangles: 'fillRect, a call a point',
};

/** Markdown: what a user waits for, beside what was promised; then the same steps of peers. */
export function formatViewer({ load, bundle, ours, peers, paint }: ViewerResults): string {
  const rows = ours.flatMap(({ samples, arrival, zoom, pan, hover, brush, memory }): Row[] => {
    const large = samples >= 1_000_000;
    return [
      [samples, 'samples arrive, to the frame that shows them', ms(arrival), ''],
      [samples, 'one picture, from a turn of the wheel to its frame', ms(zoom), large ? '300 ms' : ''],
      [samples, 'pan', rate(pan), large ? '' : '30 frames/s'],
      [samples, 'who is under the pointer', ms(hover), ''],
      [samples, 'lasso, from its release until every view shows it', ms(brush), large ? '' : '100 ms'],
      [
        samples,
        'memory of the page, own (and resident)',
        `${mb(memory.own)} (${mb(memory.resident)})`,
        large ? '400 MB' : '',
      ],
    ];
  });
  const peerRows = peers.map(({ peer, samples, first, pan }) => {
    const own = ours.find((times) => times.samples === samples);
    const ratio = own ? (pan / own.zoom).toFixed(1) : '–';
    return [samples.toLocaleString('en'), PEERS[peer], ms(first), ms(pan), ratio];
  });
  return `# What the viewer costs

The whole viewer, every panel drawn and all samples in its scatters, in a headless Chromium that draws with the processor, in
a window of 1,400 × 1,200 pixels; medians of five rounds. Written by \`npm run bench -- viewer\`.

- date: ${new Date().toISOString().slice(0, 10)}
- machine: ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB
- load before the start: ${load.toFixed(1)} of ${availableParallelism()} cores

${markdown(
  ['points', 'what', 'measured', 'budget'],
  rows.map(([samples, ...cells]) => [samples.toLocaleString('en'), ...cells]),
)}

- Script and style sheet: ${(bundle / 1000).toFixed(0)} kB gzipped (budget 500 kB).
- A finished run of ${LARGE.samples.toLocaleString('en')} samples and ${LARGE.tables.length} × ${LARGE.features.toLocaleString('en')} features in a real VS Code, from the double click: header and findings after ${ms(paint.warm.words)}, every view after ${ms(paint.warm.views)} (budget 1,500 ms); the first time in a window, when VS Code starts the extension, ${ms(paint.cold.words)} and ${ms(paint.cold.views)}.
- Times include the wait for two frames, up to 33 ms. Memory: what the process that draws the page holds for itself (heap, arrays,
  canvases), after garbage collection; resident includes the browser's own code.

One picture of the same points by others, without a viewer around it, on 800 × 336 pixels:

${markdown(['points', 'peer', 'first picture', 'picture of a pan', 'by ours'], peerRows)}

- by ours: its picture of a pan by our picture with the whole viewer around it.
`;
}

type Row = readonly [samples: number, what: string, measured: string, budget: string];

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ms`;
const rate = (value: number): string => `${value.toFixed(0)} frames/s`;
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

function markdown(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column < 2 ? '---' : '---:'));
  return [head, rule, ...body].map(line).join('\n');
}
