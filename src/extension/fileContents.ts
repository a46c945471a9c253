import { basename } from 'node:path';
import * as vscode from 'vscode';
import { contentsDocumentSchema, type FileContents } from '../run/fileContents.ts';
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
      const title = `Crossmodal: looking into ${unknown.map((file) => basename(file)).join(', ')}`;
      const document = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
        commandLine(this.services.extensionUri, ['inspect', '--parts', ...unknown], this.services.log),
      );
      for (const contents of contentsDocumentSchema.parse(document).files) this.known.set(contents.file, contents);
    }
    return files.map((file) => this.known.get(file) ?? textTable(file));
  }
}

function textTable(file: string): FileContents {
  const table = { part: '', modality: null, chosen: true, layout: 'dense', rows: 0, columns: 0, exact: false } as const;
  return { file, tables: [table], labelColumns: [] };
}
