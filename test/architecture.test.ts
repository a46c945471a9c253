import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Which folders each folder of src/ may import from, besides itself. Imports point one way: down this list. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  extension: ['sweep', 'analysis', 'report', 'trainer', 'model', 'evaluation', 'data', 'engine', 'math', 'run'],
  cli: [
    'experiments',
    'sweep',
    'export',
    'analysis',
    'report',
    'trainer',
    'model',
    'evaluation',
    'data',
    'engine',
    'math',
    'run',
  ],
  experiments: ['report', 'trainer', 'model', 'evaluation', 'data', 'engine', 'math', 'run'],
  sweep: ['report', 'trainer', 'data', 'engine', 'math', 'run'],
  export: ['analysis', 'data', 'run'],
  report: ['math', 'run'],
  analysis: ['trainer', 'evaluation', 'data', 'math', 'run'],
  trainer: ['model', 'evaluation', 'data', 'engine', 'math', 'run'],
  model: ['engine', 'math', 'run'],
  evaluation: ['math', 'run'],
  data: ['math', 'run'],
  engine: ['math', 'run'],
  math: [],
  run: [],
};

/** The viewer knows what travels over the wire and nothing of how it was computed. */
const WEBVIEW_MAY_IMPORT = ['run', 'math', 'report'];

interface Import {
  readonly file: string;
  readonly line: number;
  /** a package or built-in module, or a path from the root of the project */
  readonly target: string;
  /** `import type` */
  readonly typesOnly: boolean;
}

/** Every static and dynamic import, re-export and require of the TypeScript files under `folder`. */
function importsUnder(folder: string): Import[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => importsOf(join(folder, name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const pattern = /^(?:import|export)\s(?:[^'";]*?\sfrom\s+)?'([^']+)'|\b(?:import|require)\(\s*'([^']+)'/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? '';
    const target = specifier.startsWith('.')
      ? normalize(join(dirname(file), specifier)).replaceAll(sep, '/')
      : specifier;
    const typesOnly = /^(import|export) type /.test(match[0]);
    return { file: file.replaceAll(sep, '/'), line: text.slice(0, match.index).split('\n').length, target, typesOnly };
  });
}

/** The files that a bundle of `entry` holds: imports of types alone leave nothing behind. */
function reachedFrom(entry: string, reached: Set<string> = new Set()): Set<string> {
  if (reached.has(entry)) return reached;
  reached.add(entry);
  for (const { target, typesOnly } of importsOf(entry)) {
    if (!typesOnly && target.startsWith('src/')) reachedFrom(target, reached);
  }
  return reached;
}

/** The folder under src/ that a path lies in. */
function house(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

const show = ({ file, line, target }: Import) => `${file}:${line} imports ${target}`;
const inSrc = importsUnder('src');
const inWebview = importsUnder('webview');

it('sees the imports that it judges', () => {
  expect(inSrc.length).toBeGreaterThan(100);
  expect(inWebview.length).toBeGreaterThan(20);
  expect(inSrc).toContainEqual(
    expect.objectContaining({ file: 'src/engine/wasm.ts', target: '@tensorflow/tfjs-backend-wasm' }),
  );
  expect(importsOf(relative(ROOT, fileURLToPath(import.meta.url))).map(({ target }) => target)).toContain('vitest');
});

it('knows every folder of src/', () => {
  expect(readdirSync(join(ROOT, 'src')).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

it('imports one way only', () => {
  const wrong = inSrc.filter(({ file, target }) => {
    const from = house(file) ?? '';
    const to = house(target);
    return to !== undefined && to !== from && !MAY_IMPORT[from]?.includes(to);
  });
  expect(wrong.map(show)).toEqual([]);
});

it('keeps vscode in the extension', () => {
  const wrong = [...inSrc, ...inWebview].filter(
    ({ file, target }) => target === 'vscode' && house(file) !== 'extension',
  );
  expect(wrong.map(show)).toEqual([]);
});

it('keeps tfjs in the engine and the model', () => {
  const wrong = [...inSrc, ...inWebview].filter(({ file, target }) => {
    return target.startsWith('@tensorflow/') && !['engine', 'model'].includes(house(file) ?? '');
  });
  expect(wrong.map(show)).toEqual([]);
});

it('keeps tfjs out of the process that answers questions: of the trainer it takes what knows no engine', () => {
  const reached = reachedFrom('src/analysis/main.ts');
  expect([...reached]).toContain('src/trainer/data/comparable.ts');
  expect([...reached].filter((file) => ['engine', 'model'].includes(house(file) ?? ''))).toEqual([]);
});

it('keeps the viewer apart: it reads what travels, and nothing in src/ reaches into it', () => {
  const outward = inWebview.filter(({ target }) => {
    const to = house(target);
    return (to !== undefined && !WEBVIEW_MAY_IMPORT.includes(to)) || target.startsWith('node:');
  });
  const inward = inSrc.filter(({ target }) => target.startsWith('webview/'));
  expect([...outward, ...inward].map(show)).toEqual([]);
});

it('keeps the browser out of src/: its types are not known there, and Vega draws figures in experiments only', () => {
  const { compilerOptions } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'));
  expect(compilerOptions.lib.filter((name: string) => name.startsWith('dom'))).toEqual([]);
  const wrong = inSrc.filter(
    ({ file, target }) =>
      /^(preact|vega|playwright)/.test(target) && !(target.startsWith('vega') && house(file) === 'experiments'),
  );
  expect(wrong.map(show)).toEqual([]);
});

it('ships the licence of every package that its bundles hold', () => {
  const listed = readFileSync(join(ROOT, 'scripts/packageLicenses.mjs'), 'utf8');
  const wrong = [...inSrc, ...inWebview].filter(({ target, typesOnly }) => {
    const [name] = /^(@[^/]+\/)?[^/]+/.exec(target) ?? [target];
    // Native TensorFlow is installed on the user's machine.
    const ours = /^(src\/|webview\/|node:|vscode$|@tensorflow\/tfjs-node$)/.test(target);
    return !typesOnly && !ours && !listed.includes(`  '${name}',`);
  });
  expect(wrong.map(show)).toEqual([]);
});
