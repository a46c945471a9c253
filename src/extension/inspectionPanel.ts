import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type Inspection, inspectionSchema } from '../run/inspection.ts';
import { isApplied } from '../run/remedy.ts';
import { UserError } from '../run/userError.ts';
import { type FromViewer, fromViewerSchema, type ToViewer } from '../run/viewerMessages.ts';
import { commandLine } from './commandLine.ts';
import { saveFile } from './commands/exportFigure.ts';
import { isStudyFile } from './dataFiles.ts';
import type { Services } from './services.ts';
import { engineSetting } from './settings.ts';
import { writeDraft } from './studyDraft.ts';
import { openStudy, writeRemedy } from './studyFile.ts';
import { showViewer } from './viewerPage.ts';

export const INSPECTION_PANEL = 'crossmodal.inspection';

/** Opens the page "Analyze Dataset" of a study, or of tables. It says what it does from the start. */
export function openInspection(services: Services, files: readonly vscode.Uri[]): void {
  const panel = vscode.window.createWebviewPanel(INSPECTION_PANEL, titleOf(files), vscode.ViewColumn.Active);
  new InspectionPanel(services, panel, files);
}

/** Brings the page back after a reload of the window: it kept the names of its files. */
export function inspectionRestorer(services: Services): vscode.WebviewPanelSerializer {
  return {
    async deserializeWebviewPanel(panel, state: unknown) {
      const files = keptFiles(state);
      if (files.length === 0) panel.dispose();
      else new InspectionPanel(services, panel, files);
    },
  };
}

function keptFiles(state: unknown): vscode.Uri[] {
  const kept = typeof state === 'object' && state !== null && 'dataset' in state ? state.dataset : null;
  if (!Array.isArray(kept)) return [];
  return kept.filter((file) => typeof file === 'string').map((file) => vscode.Uri.file(file));
}

function titleOf(files: readonly vscode.Uri[]): string {
  return `Dataset: ${files.map(({ fsPath }) => basename(fsPath)).join(', ')}`;
}

/** Looks at tables in a process of its own, draws what it finds, and writes remedies into the study. */
class InspectionPanel {
  private readonly services: Services;
  private readonly panel: vscode.WebviewPanel;
  /** one study, or tables; the study that remedies made of the tables takes their place */
  private files: readonly vscode.Uri[];
  private inspection: Inspection | null = null;
  /** ends with the page, or where the tables are looked at again */
  private looking = new vscode.CancellationTokenSource();
  private disposed = false;

  constructor(services: Services, panel: vscode.WebviewPanel, files: readonly vscode.Uri[]) {
    this.services = services;
    this.panel = panel;
    this.files = files;
    panel.iconPath = vscode.Uri.joinPath(services.extensionUri, 'media', 'runs.svg');
    const edited = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === this.study?.toString()) void this.tell(() => this.showStudy());
    });
    panel.webview.onDidReceiveMessage((message) => this.tell(() => this.hear(fromViewerSchema.parse(message))));
    panel.onDidDispose(() => {
      edited.dispose();
      this.disposed = true;
      this.looking.cancel();
    });
    showViewer(panel.webview, services.extensionUri);
  }

  private get study(): vscode.Uri | null {
    return this.files.find(isStudyFile) ?? null;
  }

  private async hear(message: FromViewer): Promise<unknown> {
    switch (message.type) {
      case 'ready':
        return this.inspection ? this.show(this.inspection) : this.inspect();
      case 'inspectAgain':
        return this.inspect();
      case 'trainThese':
        return vscode.commands.executeCommand('crossmodal.train', [...this.files]);
      case 'applyRemedy':
        return this.apply(message.finding);
      case 'saveFile':
        return saveFile(message);
      case 'openLog':
        return this.services.log.show();
      case 'violation':
        return this.services.log.error(`Blocked in the page: ${message.directive} ${message.blocked}`);
      default:
        // Runs offer the others.
        return;
    }
  }

  private async inspect(): Promise<void> {
    const paths = this.files.map(({ fsPath }) => fsPath);
    const say = (step: string) => this.send({ type: 'inspecting', title: titleOf(this.files), files: paths, step });
    this.looking.cancel();
    this.looking = new vscode.CancellationTokenSource();
    const { token } = this.looking;
    await say('Starting');
    const document = await commandLine(this.services.extensionUri, ['inspect', ...paths], this.services.log, {
      token,
      onProgress: (line) => void say(line),
    });
    this.inspection = inspectionSchema.parse(document);
    await this.show(this.inspection);
  }

  private async show(inspection: Inspection): Promise<void> {
    const files = this.files.map(({ fsPath }) => fsPath);
    await this.send({ type: 'inspecting', title: titleOf(this.files), files, step: 'Drawing' });
    await this.send({ type: 'inspection', inspection });
    await this.showStudy();
  }

  /** Tells which remedies the study holds, as it stands in the editor. */
  private async showStudy(): Promise<void> {
    if (!this.study || !this.inspection) return;
    const study = await openStudy(this.study);
    const applied = [...this.inspection.findings.entries()]
      .filter(([, { remedy }]) => remedy !== null && isApplied(study, remedy))
      .map(([index]) => index);
    await this.send({ type: 'study', name: basename(this.study.fsPath), applied });
  }

  /** Writes the remedy of a finding into the study; tables without one get one beside the first of them. */
  private async apply(index: number): Promise<void> {
    const remedy = this.inspection?.findings[index]?.remedy;
    if (!this.inspection || !remedy) throw new Error(`Finding ${index} has no remedy.`);
    const study = this.study ?? vscode.Uri.file(await this.draft(this.inspection));
    await writeRemedy(study, remedy);
    if (!this.study) {
      this.files = [study];
      this.panel.title = titleOf(this.files);
      await this.show(this.inspection);
    } else await this.showStudy();
  }

  private draft({ tables, labels }: Inspection): Promise<string> {
    return writeDraft({
      tables: tables.map(({ name, file, part }) => ({ name, file, part: part === '' ? undefined : part })),
      labels: labels && { file: labels.file, column: labels.column },
      model: 'mmvae++',
      engine: engineSetting(),
    });
  }

  /** Does something; what goes wrong is said in the page. */
  private async tell(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      const message = error instanceof Error ? error.message : String(error);
      this.services.log.error(error instanceof UserError ? message : error instanceof Error ? error : message);
      await this.send({ type: 'problem', message });
    }
  }

  private async send(message: ToViewer): Promise<void> {
    if (!this.disposed) await this.panel.webview.postMessage(message);
  }
}
