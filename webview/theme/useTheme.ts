import { useEffect, useState } from 'preact/hooks';
import type { Shade } from './palette.ts';

/** Colours that canvases need as values; SVG and HTML take them from CSS and follow by themselves. */
export interface Theme {
  readonly shade: Shade;
  readonly background: string;
  readonly accent: string;
}

const DARK_PAGE = window.matchMedia('(prefers-color-scheme: dark)');

function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const background = style.getPropertyValue('--cm-background').trim();
  return {
    shade: style.getPropertyValue('--cm-shade').trim() === 'dark' ? 'dark' : 'light',
    background,
    accent: style.getPropertyValue('--cm-accent').trim(),
  };
}

/** The current theme. Editors switch it by new classes and variables, browsers by the colour scheme. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    const update = () =>
      setTheme((old) => {
        const now = readTheme();
        return now.shade === old.shade && now.background === old.background && now.accent === old.accent ? old : now;
      });
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
    observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    DARK_PAGE.addEventListener('change', update);
    return () => {
      observer.disconnect();
      DARK_PAGE.removeEventListener('change', update);
    };
  }, []);
  return theme;
}
