import * as vscode from 'vscode';

interface Work {
  readonly text: string;
  readonly tooltip: string;
  readonly folder: string;
  /** what a click opens */
  readonly open: unknown;
}

interface WorkStatus {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  /** of the palette, which offers to stop only what is at work */
  readonly context: string;
  readonly command: { readonly command: string; readonly title: string };
  readonly onDidChange: vscode.Event<void>;
  /** all that is at work: the first is named, the others are counted */
  readonly working: () => readonly Work[];
}

/** Tells in the status bar what is at work, and opens it. */
export function workStatus({ id, name, priority, context, command, onDidChange, working }: WorkStatus) {
  const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, priority);
  item.name = name;
  let shown: Work | undefined;
  const changes = onDidChange(() => {
    const [first, ...others] = working();
    if ((first === undefined) !== (shown === undefined)) {
      void vscode.commands.executeCommand('setContext', context, first !== undefined);
    }
    if (first) {
      item.text = `$(sync~spin) ${first.text}${others.length > 0 ? ` (+${others.length})` : ''}`;
      item.tooltip = `${first.tooltip}. Click to open.`;
      // A command that is set anew with every change would be gone when a click arrives.
      if (first.folder !== shown?.folder) item.command = { ...command, arguments: [first.open] };
      item.show();
    } else item.hide();
    shown = first;
  });
  return vscode.Disposable.from(changes, item);
}
