import { existsSync } from 'node:fs';
import { installWithApt } from './installWithApt.ts';

/** Where Debian, Ubuntu and Google put their builds of the same browser. */
const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The browser that shows VS Code: Debian's, installed where there is none (as root, or with sudo). */
export async function installChromium(): Promise<string> {
  const found = BROWSERS.find((path) => existsSync(path));
  if (found) return found;
  await installWithApt('Chromium', ['chromium', 'fonts-dejavu-core']);
  return BROWSERS[0];
}
