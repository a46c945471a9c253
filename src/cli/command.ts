import type { ParseArgsConfig } from 'node:util';

/** An option that may be given several times is a list. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One subcommand of `crossmodal`. */
export interface Command {
  readonly name: string;
  /** one line for the list of commands */
  readonly summary: string;
  /** the full text of `crossmodal NAME --help` */
  readonly help: string;
  /** options besides --json and --help, which every command has */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Does the work. Throws UserError for the user's mistakes. Resolves to the document that --json prints. */
  run(call: Call): Promise<unknown>;
}

export interface Call {
  readonly positionals: readonly string[];
  readonly options: OptionValues;
  /** true with --json: stdout belongs to the document */
  readonly json: boolean;
  /** For people: a line on stdout, or nothing with --json. */
  print(text: string): void;
  /** Progress and warnings: a line on stderr. */
  progress(text: string): void;
}
