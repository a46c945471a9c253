import type { Locator, Page } from 'playwright-core';

/** Frames a second while the plot is dragged for so long. */
export async function panRate(page: Page, plot: Locator, milliseconds: number): Promise<number> {
  await page.getByRole('radio', { name: 'Move' }).check();
  const { x, y, width, height } = await areaOf(plot);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  const rate = await plot.locator('canvas').evaluate(async (canvas, duration) => {
    const area = canvas.getBoundingClientRect();
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    const start = performance.now();
    let frames = 0;
    for (let now = start; now - start < duration; now = performance.now()) {
      // A circle around the middle of the plot, one step a frame.
      const turn = frames / 20;
      const [clientX, clientY] = [
        area.left + area.width / 2 + 60 * Math.sin(turn),
        area.top + area.height / 2 + 40 * Math.cos(turn),
      ];
      canvas.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerId: 1, clientX, clientY }));
      await frame();
      frames++;
    }
    return (1000 * frames) / (performance.now() - start);
  }, milliseconds);
  await page.mouse.up();
  await settled(page);
  return rate;
}

/** Milliseconds from a turn of the wheel to the frame that shows the plot closer. */
export async function zoomTime(page: Page, plot: Locator): Promise<number> {
  const time = await plot.locator('canvas').evaluate(async (canvas) => {
    const area = canvas.getBoundingClientRect();
    const [clientX, clientY] = [area.left + area.width / 2, area.top + area.height / 2];
    const start = performance.now();
    canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, clientX, clientY, bubbles: true, cancelable: true }));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - start;
  });
  await settled(page);
  return time;
}

/** Milliseconds that one move of the pointer takes to find out who is below it. */
export function hoverTime(plot: Locator): Promise<number> {
  return plot.locator('canvas').evaluate((canvas) => {
    const area = canvas.getBoundingClientRect();
    const moves = 20;
    const start = performance.now();
    for (let k = 0; k < moves; k++) {
      const [clientX, clientY] = [area.left + 10 + 5 * k, area.top + 10 + 5 * k];
      canvas.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX, clientY }));
    }
    return (performance.now() - start) / moves;
  });
}

/** Milliseconds from the release of a lasso of many corners to the frame in which every view shows what it selected. */
export async function brushTime(page: Page, plot: Locator): Promise<number> {
  await page.getByRole('radio', { name: 'Lasso' }).check();
  const { x, y, width, height } = await areaOf(plot);
  const corner = (k: number): [number, number] => [
    x + width * (0.5 + 0.35 * Math.sin(k / 10)),
    y + height * (0.5 + 0.35 * Math.cos(k / 10)),
  ];
  await page.mouse.move(...corner(0));
  await page.mouse.down();
  for (let k = 1; k < 60; k++) await page.mouse.move(...corner(k));
  await page.evaluate(() => {
    const brushed = new Promise<number>((resolve) => {
      const listen = () => {
        const start = performance.now();
        // What is left to do after the frame counts as well.
        const idle = () => requestIdleCallback(() => resolve(performance.now() - start));
        requestAnimationFrame(() => requestAnimationFrame(idle));
      };
      window.addEventListener('pointerup', listen, { once: true, capture: true });
    });
    Object.assign(window, { brushed });
  });
  await page.mouse.up();
  return page.evaluate((): Promise<number> => Reflect.get(window, 'brushed'));
}

async function areaOf(plot: Locator) {
  await plot.scrollIntoViewIfNeeded();
  const area = await plot.boundingBox();
  if (!area) throw new Error('the plot has no place');
  return area;
}

/** After a gesture has ended and the page knows. */
function settled(page: Page): Promise<void> {
  return page.waitForTimeout(400);
}
