import { existsSync } from 'node:fs';
import { shell, step } from './shell.ts';

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
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = async (...args: string[]) => {
    const [program, ...rest] = [...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args];
    await shell(program, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  await step('Installing Chromium with apt', async () => {
    await apt('update', '-qq');
    await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  });
  return BROWSERS[0];
}
