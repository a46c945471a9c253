import type { FrameLocator, Locator, Page } from 'playwright-core';
import { eventually } from './wait.ts';

const PATIENCE = 30_000;
/** A list that filters shows its answer within this, or the words have to be typed again. */
const LIST = 3_000;
/** Between two looks at a tree that must not move. */
const SETTLED = 700;

/** A VS Code workbench in a page, driven as a person does: palette, quick picks, explorer, menus. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Loads the window and waits until the explorer shows the folder. */
  async open(url: string): Promise<void> {
    await this.page.goto(url, { waitUntil: 'domcontentloaded' });
    await this.ready();
  }

  /** Reloads the window; what is open opens again. */
  async reload(): Promise<void> {
    // A workbench in a browser writes down every five seconds which editors are open: a reload before that forgets the newest.
    await this.page.waitForTimeout(6_000);
    await this.page.reload({ waitUntil: 'domcontentloaded' });
    await this.ready();
  }

  private async ready(): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  quickRow(label: string | RegExp): Locator {
    const hasText = typeof label === 'string' ? exactly(label) : label;
    return this.quickInput.locator('.monaco-list-row').filter({ has: this.page.locator('.label-name', { hasText }) });
  }

  /** Runs a command by its full title, "Category: Title". */
  async run(title: string): Promise<void> {
    await eventually(`the palette offers "${title}"`, PATIENCE, async () => {
      await this.page.keyboard.press('F1');
      return this.choose(`>${title}`, title);
    });
  }

  /** Opens a file of the workspace by name. */
  async openFile(name: string): Promise<void> {
    await eventually(`quick open finds "${name}"`, PATIENCE, async () => {
      await this.page.keyboard.press('Control+P');
      return this.choose(name, name);
    });
  }

  /** Types into the quick input and takes the row with this label; false, with the input closed, where it is not there. */
  private async choose(text: string, label: string): Promise<boolean> {
    const input = this.quickInput.locator('input').first();
    if (!(await appears(input, LIST))) return false;
    // A page that opens at this moment takes the focus, which closes the input: the caller opens it again.
    if (!(await filled(input, text))) return false;
    // Enter takes the focused row: filtering is asynchronous, so wait until that is ours.
    const focused = this.quickInput.locator('.monaco-list-row.focused .label-name').first();
    const found = await appears(focused.filter({ hasText: exactly(label) }), LIST);
    await this.page.keyboard.press(found ? 'Enter' : 'Escape');
    return found;
  }

  /** Waits for a step of our own quick picks by its title. */
  async step(title: string | RegExp): Promise<void> {
    await this.quickInput.locator('.quick-input-title', { hasText: title }).waitFor({ timeout: PATIENCE });
  }

  /** Takes one row of a quick pick. */
  async pick(label: string | RegExp): Promise<void> {
    await this.quickRow(label).first().click();
  }

  /** Ticks rows of a quick pick with boxes, and accepts. */
  async tick(labels: readonly (string | RegExp)[]): Promise<void> {
    for (const label of labels) {
      const row = this.quickRow(label).first();
      const box = row.locator('input[type=checkbox], .monaco-checkbox, [role=checkbox]').first();
      await row.waitFor();
      await row.click();
      await box.waitFor({ state: 'attached' });
    }
    await this.quickInput.locator('input').first().focus();
    await this.page.keyboard.press('Enter');
  }

  /** Puts text into the box of a step, and accepts. */
  async type(text: string): Promise<void> {
    await this.quickInput.locator('input').first().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Takes what the editor offers to complete at the cursor. */
  async complete(label: string): Promise<void> {
    const name = this.page.locator('.label-name', { hasText: exactly(label) });
    const row = this.page.locator('.suggest-widget.visible .monaco-list-row').filter({ has: name });
    await eventually(`the editor offers ${label}`, PATIENCE, async () => {
      await this.page.keyboard.press('Control+Space');
      if (await appears(row, LIST)) return true;
      // Before the schema is read there is nothing to offer.
      await this.page.keyboard.press('Escape');
      return false;
    });
    await row.click();
  }

  /** A row of the explorer's tree; folders on the way are opened. */
  async explorerRow(...path: readonly string[]): Promise<Locator> {
    let place = -1;
    await eventually(`the explorer stands still around ${path.join('/')}`, PATIENCE, async () => {
      // Files that a run has just written move the rows below them.
      const before = place;
      place = await this.explorerPlace(path);
      await this.page.waitForTimeout(SETTLED);
      return place === before;
    });
    return this.rowAt(place);
  }

  /** The number of a row of the explorer's tree. */
  private async explorerPlace(path: readonly string[]): Promise<number> {
    const rows = this.page.locator('.explorer-folders-view .monaco-list-row');
    let above = -1;
    for (const [depth, name] of path.entries()) {
      const label = this.page.locator('.label-name', { hasText: exactly(name) });
      const level = rows.and(this.page.locator(`[aria-level="${depth + 1}"]`)).filter({ has: label });
      // Folders may hold files of one name: the nearest one below its folder is meant.
      above = await eventually(`the explorer shows ${path.slice(0, depth + 1).join('/')}`, PATIENCE, async () => {
        const places = await Promise.all((await level.all()).map((row) => row.getAttribute('data-index')));
        const below = places.map(Number).filter((place) => place > above);
        return below.length > 0 && Math.min(...below);
      });
      const row = this.rowAt(above);
      const folded = (await row.getAttribute('aria-expanded')) === 'false';
      if (folded && depth < path.length - 1) await row.click();
    }
    return above;
  }

  private rowAt(place: number): Locator {
    return this.page.locator(`.explorer-folders-view .monaco-list-row[data-index="${place}"]`);
  }

  /** Takes an entry of a row's context menu. */
  async menu(row: Locator, entry: string): Promise<void> {
    const item = this.page.getByRole('menuitem', { name: entry, exact: true });
    await eventually(`the menu opens at "${entry}"`, PATIENCE, async () => {
      await row.click({ button: 'right' });
      if ((await appears(item, LIST)) && (await item.getAttribute('aria-disabled')) !== 'true') return true;
      // A menu shows its entries as they stood when it opened: before the workspace is known to be trusted, disabled.
      await this.page.keyboard.press('Escape');
      return false;
    });
    // Hover and Enter: a menu does not hear a mouse button in its first 100 ms.
    await item.hover();
    await this.page.keyboard.press('Enter');
    await item.waitFor({ state: 'hidden' });
  }

  /** The visible webview: two frames deep, and hidden ones stay in the page. */
  get webview(): FrameLocator {
    return this.page
      .locator('iframe.webview.ready')
      .filter({ visible: true })
      .first()
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame();
  }

  /** A view of the viewer, drawn. */
  async view(name: string, timeout = PATIENCE): Promise<Locator> {
    const view = this.webview.locator(`[data-view="${name}"][data-ready="true"]`).first();
    await view.waitFor({ state: 'attached', timeout });
    return view;
  }

  /** Waits until window and page have the colours of a theme, and the page's views are drawn in them. */
  async theme(kind: 'light' | 'dark'): Promise<void> {
    await this.page.locator(`.monaco-workbench.${kind === 'light' ? 'vs' : 'vs-dark'}`).waitFor();
    await this.webview.locator(`body.vscode-${kind}`).waitFor();
    const undrawn = this.webview.locator('[data-view][data-ready="false"]');
    await eventually(`the page is drawn in ${kind}`, PATIENCE, async () => (await undrawn.count()) === 0);
  }

  /** A lens above a study. */
  lens(title: string): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: title }).filter({ visible: true }).first();
  }

  /** The rows of the Runs view. */
  get runRows(): Locator {
    return this.page.locator('.pane', { has: this.runsHeader }).locator('.monaco-list-row');
  }

  private get runsHeader(): Locator {
    return this.page.locator('.pane-header', { hasText: 'Crossmodal Runs' });
  }

  /** What the Runs view lists; it is opened where it is folded. */
  async runNames(): Promise<string[]> {
    if ((await this.runsHeader.getAttribute('aria-expanded')) === 'false') await this.runsHeader.click();
    await this.runRows.first().waitFor();
    return this.runRows.allTextContents();
  }

  async closeEditors(): Promise<void> {
    await this.run('View: Close All Editors');
    await this.page.locator('.editor-group-container .tab').first().waitFor({ state: 'detached' });
  }

  /** Back to an empty window after a test that failed half-way. */
  async recover(): Promise<void> {
    await this.reload();
    await this.closeEditors();
  }

  /** Takes all notifications from the screen. */
  async clearNotifications(): Promise<void> {
    await this.run('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'detached' });
  }

  /** Text of all notifications on screen. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allTextContents();
  }
}

function appears(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

function filled(input: Locator, text: string): Promise<boolean> {
  return input.fill(text, { timeout: LIST }).then(
    () => true,
    () => false,
  );
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
