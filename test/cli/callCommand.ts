import { parseArgs } from 'node:util';
import type { Command } from '../../src/cli/command.ts';

/** Runs a command as main does: its arguments parsed by its options; what it prints and the document it gives. */
export async function callCommand(command: Command, args: string[]): Promise<{ printed: string; document: unknown }> {
  const { values, positionals } = parseArgs({
    args,
    options: { ...command.options, json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const options: Record<string, string | boolean | string[]> = {};
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) options[name] = value.map(String);
    else if (value !== undefined) options[name] = value;
  }
  const lines: string[] = [];
  const json = options['json'] === true;
  const document = await command.run({
    positionals,
    options,
    json,
    print: (text) => {
      if (!json) lines.push(text);
    },
    progress: () => undefined,
  });
  return { printed: lines.join('\n'), document };
}
