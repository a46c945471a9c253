import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { RUN_FILES } from '../run/runFolder.ts';
import { Analyst } from './analyst.ts';
import { analyze } from './commands/analyze.ts';
import { compareRuns } from './commands/compareRuns.ts';
import { exportFigure } from './commands/exportFigure.ts';
import { exportRun } from './commands/exportRun.ts';
import { installEngine } from './commands/installEngine.ts';
import { openResults } from './commands/openResults.ts';
import { openSample } from './commands/openSample.ts';
import { resumeTraining } from './commands/resumeTraining.ts';
import { copyRunPath, deleteRun, revealRun } from './commands/runActions.ts';
import { stopTraining } from './commands/stopTraining.ts';
import { continueSweep, openSweep, retrySweep, stopSweep } from './commands/sweepCommands.ts';
import { sweepSettings } from './commands/sweepSettings.ts';
import { train } from './commands/train.ts';
import { COMPARISON_PANEL, comparisonSerializer } from './comparisonPanel.ts';
import { INSPECTION_PANEL, inspectionRestorer } from './inspectionPanel.ts';
import { showProblem } from './messages.ts';
import { RESULTS_EDITOR, ResultsEditor } from './resultsEditor.ts';
import { RunIndex } from './runIndex.ts';
import { RunMonitor } from './runMonitor.ts';
import { RunsView } from './runsView.ts';
import type { Services } from './services.ts';
import { STUDY_FILES, StudyLens } from './studyLens.ts';
import { SweepIndex } from './sweepIndex.ts';
import { SWEEP_DOCUMENTS, SweepLens } from './sweepLens.ts';
import { SweepNews } from './sweepNews.ts';
import { sweepPageActions } from './sweepPageActions.ts';
import { SweepSession } from './sweepSession.ts';
import { sweepStatus } from './sweepStatus.ts';
import { Sweeps } from './sweeps.ts';
import { SweepWatchers } from './sweepWatchers.ts';
import { Trainers } from './trainer.ts';
import { TrainingNews } from './trainingNews.ts';
import { trainingStatus } from './trainingStatus.ts';
import { type ViewerActions, ViewerSession } from './viewerSession.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Crossmodal', { log: true });
  const monitor = new RunMonitor();
  const runs = new RunIndex(monitor, log);
  const watchers = new SweepWatchers();
  const sweepIndex = new SweepIndex(watchers);
  const runsView = new RunsView(runs, sweepIndex);
  const trainers = new Trainers(context, log);
  const analyst = new Analyst(context.extensionUri, log);
  const sweeps = new Sweeps(context, log);
  const services: Services = { extensionUri: context.extensionUri, log, trainers, sweeps, sweepIndex, runs, monitor };
  const actions: ViewerActions = {
    stop: (folder) => stopTraining(services, folder),
    openLog: (folder) => openText(join(folder, RUN_FILES.log)),
    resume: async (folder) => {
      await vscode.commands.executeCommand('crossmodal.resumeTraining', folder);
    },
    saveFile: async (file) => {
      await vscode.commands.executeCommand('crossmodal.exportFigure', file);
    },
    reportViolation: (directive, blocked) => log.error(`Blocked in the viewer: ${directive} ${blocked}`),
  };
  const sweepLens = new SweepLens(sweepIndex);
  const sweepActions = sweepPageActions(services);
  const editor = new ResultsEditor(context.extensionUri, {
    run: (file, webview) => new ViewerSession(file, webview, monitor, analyst, actions),
    sweep: (file, webview) => new SweepSession(file, webview, watchers.of(dirname(file.fsPath)), sweepActions),
  });

  /** Registers a command whose errors are shown to the user. */
  const command = (name: string, run: (...args: readonly unknown[]) => unknown) =>
    vscode.commands.registerCommand(`crossmodal.${name}`, async (...args: readonly unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        await showProblem(log, error);
      }
    });

  context.subscriptions.push(
    log,
    monitor,
    runs,
    sweepIndex,
    runsView,
    trainers,
    sweeps,
    sweepLens,
    analyst,
    trainingStatus(runs),
    new TrainingNews(services),
    sweepStatus(sweepIndex),
    new SweepNews(services),
    vscode.window.registerCustomEditorProvider(RESULTS_EDITOR, editor, { supportsMultipleEditorsPerDocument: true }),
    vscode.window.registerWebviewPanelSerializer(INSPECTION_PANEL, inspectionRestorer(services)),
    vscode.window.createTreeView('crossmodal.runs', { treeDataProvider: runsView, canSelectMany: true }),
    vscode.languages.registerCodeLensProvider(STUDY_FILES, new StudyLens()),
    vscode.languages.registerCodeLensProvider(SWEEP_DOCUMENTS, sweepLens),
    vscode.window.registerWebviewPanelSerializer(COMPARISON_PANEL, comparisonSerializer(services)),
    command('train', (clicked, selection) => train(services, clicked, selection)),
    command('sweep', (clicked, selection) => sweepSettings(services, clicked, selection)),
    command('openSweep', (clicked) => openSweep(clicked)),
    command('stopSweep', (clicked) => stopSweep(services, clicked)),
    command('continueSweep', (clicked) => continueSweep(services, clicked)),
    command('retrySweep', (clicked) => retrySweep(services, clicked)),
    command('analyze', (clicked, selection) => analyze(services, clicked, selection)),
    command('openResults', (clicked) => openResults(services, clicked)),
    command('compareRuns', (clicked, selection) => compareRuns(services, clicked, selection)),
    command('resumeTraining', (clicked) => resumeTraining(services, clicked)),
    command('stopTraining', (clicked) => stopTraining(services, clicked)),
    command('exportFigure', (figure) => exportFigure(editor.active, figure)),
    command('exportRun', (clicked) => exportRun(services, clicked)),
    command('installEngine', () => installEngine(services)),
    command('openSample', () => openSample(services)),
    command('refreshRuns', () => Promise.all([runs.refresh(), sweepIndex.refresh()])),
    command('revealRun', (clicked) => revealRun(clicked)),
    command('copyRunPath', (clicked, selection) => copyRunPath(clicked, selection)),
    command('deleteRun', (clicked, selection) => deleteRun(services, clicked, selection)),
  );
  for (const index of [runs, sweepIndex]) void index.refresh().catch((error: unknown) => showProblem(log, error));
}

async function openText(path: string): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.file(path), { viewColumn: vscode.ViewColumn.Beside });
}
