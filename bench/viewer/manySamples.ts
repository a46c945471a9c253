import type { Page } from 'playwright-core';
import type { FeatureDetail, Latents } from '../../src/run/runData.ts';
import type { FromViewer } from '../../src/run/viewerMessages.ts';

/**
 * Makes latents of so many samples in a page, and has it answer questions about features for all of them. What carries
 * messages here is slower than VS Code.
 */
export function makeSamples(page: Page, samples: number): Promise<void> {
  return page.evaluate((count) => {
    const sampleIds = Array.from({ length: count }, (_, i) => `sample_${i}`);
    const values = (frequency: number) =>
      Float32Array.from({ length: count }, (_, i) => Math.sin(i * frequency) + ((i * 0.618034) % 1));
    const dimensions = (frequency: number) => [values(frequency), values(frequency * 1.7)];
    const codes = (classes: number) => Int32Array.from({ length: count }, (_, i) => i % classes);
    const latents: Latents = {
      sampleIds,
      split: { kind: 'categorical', name: 'split', classes: ['train', 'test'], codes: codes(2) },
      blocks: ['shared', 'private_rnaseq', 'private_mirna'].map((name, k) => ({
        name,
        dimensions: dimensions(12.9898 + k),
      })),
      labels: [{ kind: 'categorical', name: 'C1A.C1B', classes: ['C1A', 'C1B'], codes: codes(2) }],
      errors: [],
    };
    const answer = (message: FromViewer) => {
      if (message.type !== 'ask' || message.ask.about !== 'prediction') return;
      const { about, id, source, target, feature } = message.ask;
      const content: FeatureDetail = {
        source,
        target,
        feature,
        r2: 0.5,
        sampleIds,
        actual: latents.blocks[0].dimensions[0],
        predicted: latents.blocks[0].dimensions[1],
        unit: '',
      };
      window.postMessage({ type: 'answer', answer: { about, id, content } }, '*');
    };
    Object.assign(window, { answer, latents });
  }, samples);
}

/** Sends them to the viewer. @returns milliseconds from their arrival to the frame that shows them */
export function sendSamples(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const arrived = new Promise<number>((resolve) => {
      window.addEventListener('message', () => resolve(performance.now()), { once: true, capture: true });
    });
    const latents: Latents = Reflect.get(window, 'latents');
    window.postMessage({ type: 'latents', latents }, '*');
    const start = await arrived;
    const frame = () => new Promise(requestAnimationFrame);
    // The panel is new: it draws once it knows its size.
    const drawn = () => document.querySelector<HTMLElement>('[data-view="latents"] canvas')?.dataset['points'];
    while (drawn() !== String(latents.sampleIds.length)) await frame();
    await frame();
    const time = performance.now() - start;
    Reflect.deleteProperty(window, 'latents');
    return time;
  });
}
