import * as vscode from 'vscode';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface StepOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly (Choice<T> | vscode.QuickPickItem)[];
  readonly step: number;
  readonly totalSteps: number;
  /** false for the first step: there is nothing to go back to */
  readonly back: boolean;
}

/** Thrown where the user goes one step back. */
export class BackError extends Error {}

/** One choice. @throws BackError, or CancellationError where the user leaves */
export async function pickOne<T>(options: StepOptions<T>): Promise<T> {
  const [choice] = await pick(options, false, 1);
  return choice;
}

/** Several choices; `atLeast` of them before Enter is taken. @throws as pickOne */
export function pickMany<T>(options: StepOptions<T>, atLeast: number): Promise<T[]> {
  return pick(options, true, atLeast);
}

function pick<T>(options: StepOptions<T>, many: boolean, atLeast: number): Promise<T[]> {
  const input = vscode.window.createQuickPick<vscode.QuickPickItem>();
  input.title = options.title;
  input.placeholder = options.placeholder;
  input.step = options.step;
  input.totalSteps = options.totalSteps;
  input.canSelectMany = many;
  input.matchOnDescription = true;
  input.ignoreFocusOut = true;
  input.items = options.items;
  if (many) input.selectedItems = options.items.filter((item) => item.picked === true);
  if (options.back) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<T[]>((resolve, reject) => {
    input.onDidTriggerButton(() => reject(new BackError()));
    input.onDidHide(() => reject(new vscode.CancellationError()));
    input.onDidAccept(() => {
      const chosen = input.selectedItems.filter((item): item is Choice<T> => 'value' in item);
      if (chosen.length >= atLeast) return resolve(chosen.map(({ value }) => value));
      input.title = `${options.title}: choose at least ${atLeast}`;
    });
    input.show();
  }).finally(() => input.dispose());
}
