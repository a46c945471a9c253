import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { comparison, runsFixture } from '../comparisonFixture.ts';
import { runFixture } from '../fixtures.ts';
import { inspectionFixture } from '../inspectionFixture.ts';
import { sweepPlan } from '../sweepFixture.ts';
import type { ViewerPage } from './page.ts';
import { openSweep } from './sweepPages.ts';
import { THEMES, type ThemeName, themeStyle } from './themes.ts';
import { CLEAN, drawn, tables, viewerPages } from './viewerPages.ts';

const { open, openRun } = viewerPages();
let axe = '';
beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

const THEME_NAMES: readonly ThemeName[] = ['dark', 'light', 'contrast', 'contrastLight'];

/** Switches the theme as VS Code does: new variables and another class. */
async function wear({ page }: ViewerPage, theme: ThemeName): Promise<void> {
  await page.evaluate(
    ([style, name]) => {
      document.documentElement.setAttribute('style', style);
      document.body.className = `${name} vscode-reduce-motion crossmodal crossmodal-editor`;
    },
    [themeStyle(theme), THEMES[theme].bodyClass] as const,
  );
}

/** What axe finds grave in the page as it is, one line each. */
async function grave({ page }: ViewerPage): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
}

/** Axe looks at each element: fewer rows take less time. */
const SMALL = runFixture({ modalities: tables(12, 8) });

/** The page in each of its states. */
const STATES: Record<string, () => Promise<ViewerPage>> = {
  'results, with a feature chosen': async () => {
    const opened = await openRun(SMALL);
    await opened.page.locator('.ranked-row').nth(2).click();
    return opened;
  },
  training: () => openRun(runFixture({ modalities: tables(12, 8), status: 'running', epoch: 40 })),
  'before the first evaluation': async () => {
    const opened = await open();
    await opened.sendRun(runFixture({ status: 'running', epoch: 2, evaluated: false }));
    await drawn(opened, 'training');
    return opened;
  },
  failed: async () => {
    const opened = await open();
    await opened.sendRun(runFixture({ status: 'failed', epoch: 14, evaluated: false, error: 'The loss became NaN.' }));
    await drawn(opened, 'training');
    return opened;
  },
  'not a run': async () => {
    const opened = await open();
    await opened.send({ type: 'problem', message: 'run.crossmodal is not a run file: it is not JSON.' });
    await opened.page.getByRole('alert').waitFor();
    return opened;
  },
  inspection: async () => {
    const opened = await open();
    await opened.send({ type: 'inspection', inspection: await inspectionFixture() });
    await drawn(opened, 'inspection');
    return opened;
  },
  comparison: async () => {
    const opened = await open();
    const few = { modalities: tables(12, 8) };
    await opened.send(comparison(runsFixture(few, few, { ...few, status: 'failed', evaluated: false })));
    await drawn(opened, 'compared-latents');
    return opened;
  },
  'a sweep under way, with runs selected and a filter': async () => {
    const opened = await openSweep(open, sweepPlan(), { width: 1000 });
    for (const view of ['sweep-parallel', 'sweep-curves']) await drawn(opened, view);
    const { page } = opened;
    await page
      .locator('.ranked-row')
      .nth(1)
      .click({ modifiers: ['Control'] });
    await page
      .locator('.ranked-row')
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'model (which values are shown)' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'mmvae++' }).click();
    await page.locator('.troubles summary').first().click();
    return opened;
  },
};

describe('axe finds nothing serious, in any theme', () => {
  test.each(Object.entries(STATES))('%s', async (_name, show) => {
    const opened = await show();
    for (const theme of THEME_NAMES) {
      await wear(opened, theme);
      expect(await grave(opened), theme).toEqual([]);
    }
    expect(await opened.faults()).toEqual(CLEAN);
    await opened.page.close();
  });
});

describe('by keyboard', () => {
  test('Tab reaches every control from the header to the last panel, and each shows its focus', async () => {
    const opened = await openRun(runFixture({ status: 'stopped', epoch: 40 }), { height: 1400 });
    const { page } = opened;
    const expected = await page.evaluate(() => {
      const controls = 'a[href], button, select, input, summary, textarea, [tabindex]';
      const all = [...document.querySelectorAll<HTMLElement>(controls)].filter(
        (element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility(),
      );
      // Of a group of radio buttons, and of what moves its focus by arrow keys, Tab reaches one.
      const reached = all.filter((element) => !element.matches('input[type=radio]:not(:checked)'));
      for (const [i, element] of reached.entries()) element.dataset['stop'] = String(i);
      return reached.length;
    });
    expect(expected).toBeGreaterThan(20);
    const seen = new Map<string, string>();
    const bare: string[] = [];
    for (let i = 0; i < expected + 10; i++) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return {
          stop: element.dataset['stop'] ?? '',
          name: element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40) ?? element.tagName,
          view: element.closest('[data-view]')?.getAttribute('data-view') ?? '',
          visible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
        };
      });
      if (!focus) continue;
      if (!seen.has(focus.stop)) seen.set(focus.stop, focus.view);
      if (!focus.visible) bare.push(`${focus.view}: ${focus.name}`);
    }
    const missed = await page.evaluate(
      (stops) =>
        [...document.querySelectorAll<HTMLElement>('[data-stop]')]
          .filter((element) => !stops.includes(element.dataset['stop'] ?? ''))
          .map((element) => element.outerHTML.slice(0, 160)),
      [...seen.keys()],
    );
    expect(missed).toEqual([]);
    expect(bare).toEqual([]);
    const order = [...new Set([...seen.values()])];
    expect(order[0]).toBe('header');
    expect(order.indexOf('latents')).toBeLessThan(order.indexOf('r2'));
    await page.close();
  });
});

describe('without sight', () => {
  test('every canvas and every chart says in words what it shows, with numbers', async () => {
    const opened = await openRun(runFixture());
    const pictures = await opened.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('canvas, .chart-holder, svg')]
        .filter(
          (element) => !element.closest('[aria-hidden="true"]') && !element.parentElement?.closest('[role="img"]'),
        )
        .map((element) => ({
          what: element.outerHTML.slice(0, 120),
          role: element.getAttribute('role'),
          words: element.getAttribute('aria-label') ?? '',
        })),
    );
    expect(pictures.length).toBeGreaterThanOrEqual(5);
    for (const { what, role, words } of pictures) {
      expect(['img', 'application'], what).toContain(role);
      expect(words, what).toMatch(/\w+ .*\d/);
    }
    await opened.page.close();
  });
});

describe('with reduced motion', () => {
  test('nothing moves by itself where the editor or the system asks for it, and something does where they do not', async () => {
    const opened = await openRun(runFixture({ status: 'running', epoch: 40 }));
    const { page } = opened;
    const moving = () =>
      page.evaluate(() => {
        const timed = [...document.querySelectorAll('*')].filter((element) =>
          getComputedStyle(element)
            .transitionDuration.split(',')
            .some((time) => Number.parseFloat(time) > 0),
        );
        return document.getAnimations().length + timed.length;
      });
    expect(await moving()).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving()).toBe(0);
    await page.evaluate(() => document.body.classList.remove('vscode-reduce-motion'));
    expect(await moving()).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).toBe(0);
    await page.close();
  });
});

describe('colours', () => {
  test('text stands out from its background by 4.5 : 1 and signs by 3 : 1 in all four themes', async () => {
    const opened = await openRun(runFixture());
    for (const theme of THEME_NAMES) {
      await wear(opened, theme);
      const ratios = await opened.page.evaluate(() => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 1;
        const context = canvas.getContext('2d', { willReadFrequently: true });
        const probe = document.body.appendChild(document.createElement('span'));
        /** Relative luminance (WCAG 2.2) of a variable's colour as it comes out on the background. */
        const luminance = (variable: string): number => {
          if (!context) return Number.NaN;
          for (const name of ['--cm-background', variable]) {
            probe.style.color = `var(${name})`;
            context.fillStyle = getComputedStyle(probe).color;
            context.fillRect(0, 0, 1, 1);
          }
          const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
            const share = value / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const contrast = (a: string, b: string) => {
          const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
          return (high + 0.05) / (low + 0.05);
        };
        const result = {
          text: contrast('--cm-text', '--cm-background'),
          muted: contrast('--cm-muted', '--cm-background'),
          'muted on raised': contrast('--cm-muted', '--cm-raised'),
          link: contrast('--cm-accent', '--cm-background'),
          quiet: contrast('--cm-quiet', '--cm-background'),
          caution: contrast('--cm-caution', '--cm-background'),
          error: contrast('--cm-error', '--cm-background'),
        };
        probe.remove();
        return result;
      });
      for (const name of ['text', 'muted', 'muted on raised', 'link'] as const)
        expect(ratios[name], `${name} in ${theme}`).toBeGreaterThanOrEqual(4.5);
      for (const name of ['quiet', 'caution', 'error'] as const)
        expect(ratios[name], `${name} in ${theme}`).toBeGreaterThanOrEqual(3);
    }
    await opened.page.close();
  });

  test('in high contrast what is a fill elsewhere has a border', async () => {
    const opened = await openRun(runFixture({ status: 'running', epoch: 40 }));
    for (const theme of ['contrast', 'contrastLight'] as const) {
      await wear(opened, theme);
      const borders = await opened.page.evaluate(() => {
        const probe = document.body.appendChild(document.createElement('span'));
        probe.style.color = 'var(--vscode-contrastBorder)';
        const wanted = getComputedStyle(probe).color;
        probe.remove();
        return [...document.querySelectorAll('button.primary, select, input[type=search]')]
          .filter((element) => element.checkVisibility())
          .map(
            (element) => [element.outerHTML.slice(0, 60), getComputedStyle(element).borderTopColor === wanted] as const,
          );
      });
      expect(borders.length).toBeGreaterThan(2);
      for (const [what, drawnIn] of borders) expect(drawnIn, `${what} in ${theme}`).toBe(true);
    }
    await opened.page.close();
  });
});
