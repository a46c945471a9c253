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

/** A line of text to be typed or changed. */
export interface TextOptions extends Omit<StepOptions<string>, 'placeholder' | 'items'> {
  readonly prompt: string;
  /** what stands there at first */
  readonly value: string;
  /** What is wrong with a text; null: nothing. */
  problem(text: string): string | null;
}

/** Asks one question; false where there is nothing to ask. */
export type Step<A> = (answers: A, back: boolean) => Promise<boolean>;

/** Thrown where the user goes one step back. */
class BackError extends Error {}

/** Asks one question after the other, with a way back from each. @throws CancellationError where the user leaves */
export async function askInTurn<A>(steps: readonly Step<A>[], answers: A): Promise<void> {
  const shown: number[] = [];
  for (let at = 0; at < steps.length; ) {
    try {
      if (await steps[at](answers, shown.length > 0)) shown.push(at);
      at++;
    } catch (error) {
      if (!(error instanceof BackError)) throw error;
      at = shown.pop() ?? 0;
    }
  }
}

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

/** A line of text, taken once nothing is wrong with it. @throws as pickOne */
export function askText(options: TextOptions): Promise<string> {
  const input = vscode.window.createInputBox();
  input.title = options.title;
  input.prompt = options.prompt;
  input.value = options.value;
  input.step = options.step;
  input.totalSteps = options.totalSteps;
  input.ignoreFocusOut = true;
  if (options.back) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<string>((resolve, reject) => {
    input.onDidTriggerButton(() => reject(new BackError()));
    input.onDidHide(() => reject(new vscode.CancellationError()));
    input.onDidChangeValue((text) => {
      input.validationMessage = options.problem(text) ?? '';
    });
    input.onDidAccept(() => {
      const problem = options.problem(input.value);
      if (problem === null) resolve(input.value);
      else input.validationMessage = problem;
    });
    input.show();
  }).finally(() => input.dispose());
}
