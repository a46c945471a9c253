/** The variables that VS Code sets on a webview, as far as the viewer reads them: Default Dark Modern, Light Modern and Dark High Contrast. */
const FONT = {
  'font-family': '"DejaVu Sans", sans-serif',
  'font-size': '13px',
  'editor-font-family': '"DejaVu Sans Mono", monospace',
};

const DARK = {
  ...FONT,
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  errorForeground: '#f85149',
  focusBorder: '#0078d4',
  'editor-background': '#1f1f1f',
  'editor-foreground': '#cccccc',
  'editorWarning-foreground': '#cca700',
  'editorWidget-background': '#202020',
  'editorHoverWidget-background': '#202020',
  'editorHoverWidget-foreground': '#cccccc',
  'editorHoverWidget-border': '#454545',
  'textLink-foreground': '#4daafc',
  'button-background': '#0078d4',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#026ec1',
  'button-border': '#ffffff1a',
  'dropdown-background': '#313131',
  'dropdown-border': '#3c3c3c',
  'dropdown-foreground': '#cccccc',
  'input-background': '#313131',
  'input-border': '#3c3c3c',
  'input-foreground': '#cccccc',
  'input-placeholderForeground': '#989898',
  'list-hoverBackground': '#2a2d2e',
  'list-inactiveSelectionBackground': '#37373d',
  'list-activeSelectionBackground': '#04395e',
  'list-activeSelectionForeground': '#ffffff',
  'menu-background': '#1f1f1f',
  'menu-border': '#454545',
  'menu-selectionBackground': '#0078d4',
  'menu-selectionForeground': '#ffffff',
  'panelTitle-activeBorder': '#0078d4',
  'progressBar-background': '#0078d4',
  'testing-iconPassed': '#73c991',
  'widget-shadow': '#0000005c',
};

const LIGHT = {
  ...FONT,
  foreground: '#3b3b3b',
  descriptionForeground: '#3b3b3b',
  errorForeground: '#f85149',
  focusBorder: '#005fb8',
  'editor-background': '#ffffff',
  'editor-foreground': '#3b3b3b',
  'editorWarning-foreground': '#bf8803',
  'editorWidget-background': '#f8f8f8',
  'editorHoverWidget-background': '#f8f8f8',
  'editorHoverWidget-foreground': '#3b3b3b',
  'editorHoverWidget-border': '#c8c8c8',
  'textLink-foreground': '#005fb8',
  'button-background': '#005fb8',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#0258a8',
  'button-border': '#0000001a',
  'dropdown-background': '#ffffff',
  'dropdown-border': '#cecece',
  'dropdown-foreground': '#3b3b3b',
  'input-background': '#ffffff',
  'input-border': '#cecece',
  'input-foreground': '#3b3b3b',
  'input-placeholderForeground': '#767676',
  'list-hoverBackground': '#f2f2f2',
  'list-inactiveSelectionBackground': '#e4e6f1',
  'list-activeSelectionBackground': '#e8e8e8',
  'list-activeSelectionForeground': '#000000',
  'menu-background': '#ffffff',
  'menu-border': '#cecece',
  'menu-selectionBackground': '#005fb8',
  'menu-selectionForeground': '#ffffff',
  'panelTitle-activeBorder': '#005fb8',
  'progressBar-background': '#005fb8',
  'testing-iconPassed': '#388a34',
  'widget-shadow': '#00000029',
};

const CONTRAST = {
  ...DARK,
  foreground: '#ffffff',
  descriptionForeground: '#ffffffb3',
  focusBorder: '#f38518',
  contrastBorder: '#6fc3df',
  contrastActiveBorder: '#f38518',
  'editor-background': '#000000',
  'editor-foreground': '#ffffff',
  'textLink-foreground': '#21a6ff',
  'dropdown-background': '#000000',
  'dropdown-border': '#6fc3df',
  'input-background': '#000000',
  'input-border': '#6fc3df',
  'menu-background': '#000000',
};

export type ThemeName = 'dark' | 'light' | 'contrast';

export const THEMES: Record<
  ThemeName,
  { readonly bodyClass: string; readonly variables: Readonly<Record<string, string>> }
> = {
  dark: { bodyClass: 'vscode-dark', variables: DARK },
  light: { bodyClass: 'vscode-light', variables: LIGHT },
  contrast: { bodyClass: 'vscode-high-contrast', variables: CONTRAST },
};

/** The style attribute that VS Code writes on <html>. */
export function themeStyle(theme: ThemeName): string {
  return Object.entries(THEMES[theme].variables)
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(' ');
}
