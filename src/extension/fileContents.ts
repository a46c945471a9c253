import * as vscode from 'vscode';
import { type ContentsDocument, contentsDocumentSchema, type FileContents } from '../run/fileContents.ts';
import { commandLine } from './commandLine.ts';
import { isTextTable } from './dataFiles.ts';
import type { Services } from './services.ts';

/** Knows what files hold; each is looked into once, and by a process of its own. */
export class Contents {
  private readonly services: Services;
  private readonly known = new Map<string, FileContents>();

  constructor(services: Services) {
    this.services = services;
  }

  /**
   * The tables and label columns of files, in their order. A text file is one table, and is not looked into.
   * @throws UserError for a file that is not read
   */
  async of(files: readonly string[]): Promise<FileContents[]> {
    const unknown = files.filter((file) => !isTextTable(file) && !this.known.has(file));
    if (unknown.length > 0) {
      const found = await this.look(unknown);
      for (const contents of found.files) this.known.set(contents.file, contents);
    }
    return files.map((file) => this.known.get(file) ?? textTable(file));
  }

  /**
   * Which way round tables lie, in their order.
   * @param tables FILE or FILE:PART
   * @param labels file of the label and its column; null without one
   * @throws UserError for a file that is not read
   */
  async orientation(
    tables: readonly string[],
    labels: { readonly file: string; readonly column: string } | null,
  ): Promise<ContentsDocument['orientation']> {
    const { orientation } = await this.look([
      ...tables,
      ...(labels ? ['--labels', `${labels.file}:${labels.column}`] : []),
    ]);
    return orientation;
  }

  private async look(args: readonly string[]): Promise<ContentsDocument> {
    const { extensionUri, log } = this.services;
    const document = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Crossmodal: looking into the tables' },
      () => commandLine(extensionUri, ['inspect', '--parts', ...args], log),
    );
    return contentsDocumentSchema.parse(document);
  }
}

function textTable(file: string): FileContents {
  const table = { part: '', modality: null, chosen: true, layout: 'dense', rows: 0, columns: 0, exact: false } as const;
  return { file, tables: [table], labelColumns: [] };
}
