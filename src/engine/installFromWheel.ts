import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, type Installation } from './installation.ts';
import { runTool, type ToolResult } from './installTool.ts';

/** The tools that this way needs, and the Debian packages that bring them. */
const PACKAGES = { python3: 'python3', pip: 'python3-pip', 'g++': 'g++' };

/**
 * Builds tfjs-node's addon against the TensorFlow library of the tensorflow-cpu wheel: newer than tfjs-node's own, and
 * from the Python package index, which is reachable where Google's storage is not.
 * The addon uses Node's stable interface, so one build serves every Node.
 */
export async function buildFromWheel({ folder, recipe, step }: Installation): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw fail(
      `on ${process.platform} ${process.arch} it can only come from tfjs-node's own download, which did not work`,
    );
  }
  await checkTools(folder);
  const tfjsNode = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  const wheels = join(folder, 'wheel');
  const deps = join(tfjsNode, 'deps');
  mkdirSync(wheels);

  await step('downloading the TensorFlow library, 260 MB (pip)', wheels, async (onGrowth) => {
    // The library inside is the same for every Python: one wheel, checked by its hash, serves them all.
    const wanted = ['--only-binary=:all:', '--python-version', '3.11', '--implementation', 'cp', '--require-hashes'];
    const patience = ['--retries', '1', '--timeout', '15', '--disable-pip-version-check', '--progress-bar', 'off'];
    const requirements = join(recipe, 'requirements.txt');
    const args = ['-m', 'pip', 'download', '--no-deps', ...wanted, ...patience, '-d', wheels, '-r', requirements];
    // pip keeps what it has so far in the temporary folder: there we can see it grow.
    const env = { ...process.env, TMPDIR: wheels };
    const result = await runTool('python3', args, { cwd: folder, env, timeoutSeconds: 1200, watch: wheels, onGrowth });
    if (!result.ok) throw fail(`pip could not download tensorflow-cpu: ${pipReason(result)}`);
  });

  await step('unpacking it', deps, async (onGrowth) => {
    const wheel = readdirSync(wheels).find((name) => name.endsWith('.whl'));
    if (!wheel) throw fail('pip left no wheel of tensorflow-cpu');
    const args = [join(recipe, 'unpackWheel.py'), join(wheels, wheel), deps];
    const result = await runTool('python3', args, { cwd: folder, timeoutSeconds: 300, watch: deps, onGrowth });
    if (!result.ok) throw fail(`the wheel of tensorflow-cpu could not be unpacked: ${lastLine(result.output)}`);
    rmSync(wheels, { recursive: true });
  });

  await step('compiling the addon (g++)', join(tfjsNode, 'lib'), async () => {
    mkdirSync(join(tfjsNode, 'lib', 'napi-v8'), { recursive: true });
    const headers = ['-I.', '-Ideps/include', `-I${join(folder, 'node_modules', 'node-api-headers', 'include')}`];
    const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
    const libraries = ['-Ldeps/lib', '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'];
    const flags = ['-O2', '-std=c++17', '-fPIC', '-shared', '-DNAPI_VERSION=8', ...headers];
    const output = ['-o', 'lib/napi-v8/tfjs_binding.node', ...libraries, '-Wl,-rpath,$ORIGIN/../../deps/lib'];
    const result = await runTool('g++', [...flags, ...sources, ...output], { cwd: tfjsNode, timeoutSeconds: 300 });
    const reason = /(?:fatal error|error|undefined reference).*/.exec(result.output)?.[0] ?? lastLine(result.output);
    if (!result.ok) throw fail(`the addon did not compile: ${reason}`);
  });
  rmSync(join(deps, 'include'), { recursive: true });
}

async function checkTools(cwd: string): Promise<void> {
  const missing: string[] = [];
  const python = await runTool('python3', ['--version'], { cwd, timeoutSeconds: 20 });
  if (!python.ok) missing.push(PACKAGES.python3, PACKAGES.pip);
  else if (!(await runTool('python3', ['-m', 'pip', '--version'], { cwd, timeoutSeconds: 60 })).ok)
    missing.push(PACKAGES.pip);
  if (!(await runTool('g++', ['--version'], { cwd, timeoutSeconds: 20 })).ok) missing.push(PACKAGES['g++']);
  if (missing.length > 0) {
    throw fail(`this needs ${missing.join(', ')}; on Debian or Ubuntu: apt-get install ${missing.join(' ')}`);
  }
}

function pipReason({ output, trouble }: ToolResult): string {
  if (trouble === 'timeout') return 'it took more than 20 minutes';
  const connection = /(?:Failed to establish a new connection|Connection to .* timed out|Read timed out)[^'")]*/.exec(
    output,
  )?.[0];
  if (connection) return connection.trim();
  const error = output.split('\n').findLast((line) => line.startsWith('ERROR:'));
  return error?.slice('ERROR:'.length).trim() ?? lastLine(output);
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
