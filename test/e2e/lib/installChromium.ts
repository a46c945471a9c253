import { existsSync } from 'node:fs';
import { shell, step } from './shell.ts';

const CHROMIUM = '/usr/bin/chromium';

/** The browser that shows VS Code: Debian's, installed where it is missing (as root, or with sudo). */
export async function installChromium(): Promise<string> {
  if (existsSync(CHROMIUM)) return CHROMIUM;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = async (...args: string[]) => {
    const [program, ...rest] = [...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args];
    await shell(program, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  await step('Installing Chromium from Debian', async () => {
    await apt('update', '-qq');
    await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  });
  return CHROMIUM;
}
