import { parseArgs } from 'node:util';
import { UserError } from '../run/userError.ts';
import { VERSION } from '../run/version.ts';
import type { Command, OptionValues } from './command.ts';

/** Loaded when it is asked for: some commands take longer to load than others to run. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  train: async () => (await import('./train.ts')).train,
  inspect: async () => (await import('./inspect.ts')).inspect,
  report: async () => (await import('./report.ts')).report,
  sweep: async () => (await import('./sweep.ts')).sweep,
  compare: async () => (await import('./compare.ts')).compare,
  predict: async () => (await import('./predict.ts')).predict,
  export: async () => (await import('./export.ts')).exportCommand,
  models: async () => (await import('./models.ts')).models,
  synthesize: async () => (await import('./synthesize.ts')).synthesize,
  reproduce: async () => (await import('./reproduce.ts')).reproduce,
  engines: async () => (await import('./engines.ts')).engines,
};

/** Exit codes of the contract. */
const OUR_FAULT = 1;
const USERS_INPUT = 2;

/** Characters of a document that nobody reads by eye. */
const LONG_DOCUMENT = 100_000;

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Usage: crossmodal COMMAND [OPTIONS]',
    '',
    'Finds what several tables of the same samples share, and what belongs to one of them alone.',
    '',
    'Commands:',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'Every command takes --help, and --json for one JSON document on stdout (progress goes to stderr).',
    'Exit codes: 0 done, 2 your input, 1 our fault, 130 interrupted (what was learnt so far is kept).',
  ].join('\n');
}

async function main(argv: readonly string[]): Promise<void> {
  const [name, ...rest] = argv;
  if (name === '--version') return console.log(VERSION);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return console.log(await overview());
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new UserError(`There is no command "${name}".\n\n${await overview()}`);
  const command = await load();

  const { values, positionals } = parse(command, rest);
  if (values['help']) return console.log(command.help);
  const json = values['json'] === true;
  const document = await command.run({
    positionals,
    options: values,
    json,
    print: (text) => {
      if (!json) console.log(text);
    },
    progress: (text) => console.error(text),
  });
  if (json) console.log(jsonText(document));
}

/** Indented for people; of a long document the spaces would be most. */
function jsonText(document: unknown): string {
  const text = JSON.stringify(document);
  return text.length > LONG_DOCUMENT ? text : JSON.stringify(document, null, 2);
}

function parse(command: Command, args: string[]) {
  try {
    const parsed = parseArgs({
      args,
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    return { values: parsed.values as OptionValues, positionals: parsed.positionals };
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}\nSee: crossmodal ${command.name} --help`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof UserError) {
    console.error(`crossmodal: ${error.message}`);
    process.exitCode = USERS_INPUT;
  } else {
    console.error('crossmodal: this is our fault, not yours. Please report it with the lines below.');
    console.error(error instanceof Error ? error.stack : error);
    process.exitCode = OUR_FAULT;
  }
});
