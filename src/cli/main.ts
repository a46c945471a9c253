import { parseArgs } from 'node:util';
import { UserError } from '../run/userError.ts';
import type { Command, OptionValues } from './command.ts';
import { compare } from './compare.ts';
import { engines } from './engines.ts';
import { exportCommand } from './export.ts';
import { inspect } from './inspect.ts';
import { models } from './models.ts';
import { predict } from './predict.ts';
import { report } from './report.ts';
import { reproduce } from './reproduce.ts';
import { synthesize } from './synthesize.ts';
import { train } from './train.ts';

declare const CROSSMODAL_VERSION: string;

const COMMANDS: readonly Command[] = [
  train,
  inspect,
  report,
  compare,
  predict,
  exportCommand,
  models,
  synthesize,
  reproduce,
  engines,
];

/** Exit codes of the contract. */
const OUR_FAULT = 1;
const USERS_INPUT = 2;

/** Characters of a document that nobody reads by eye. */
const LONG_DOCUMENT = 100_000;

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  return [
    'Usage: crossmodal COMMAND [OPTIONS]',
    '',
    'Finds what several tables of the same samples share, and what belongs to one of them alone.',
    '',
    'Commands:',
    ...COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'Every command takes --help, and --json for one JSON document on stdout (progress goes to stderr).',
    'Exit codes: 0 done, 2 your input, 1 our fault, 130 interrupted (what was learnt so far is kept).',
  ].join('\n');
}

async function main(argv: readonly string[]): Promise<void> {
  const [name, ...rest] = argv;
  if (name === '--version') return console.log(CROSSMODAL_VERSION);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return console.log(overview());
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) throw new UserError(`There is no command "${name}".\n\n${overview()}`);

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
