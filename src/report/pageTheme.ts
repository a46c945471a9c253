/** The editor's variables where there is no editor: light, dark where the reader's system is, and light again on paper. */
const LIGHT = variables({
  'editor-background': '#ffffff',
  'editor-foreground': '#262626',
  'editorWidget-background': '#f8f8f8',
  'editorWarning-foreground': '#9a6700',
  errorForeground: '#c72e0f',
  focusBorder: '#005fb8',
  'textLink-foreground': '#005fb8',
  'progressBar-background': '#005fb8',
  'button-background': '#005fb8',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#0258a8',
  'dropdown-background': '#ffffff',
  'dropdown-border': '#cecece',
  'input-background': '#ffffff',
  'input-border': '#cecece',
  'input-foreground': '#262626',
  'input-placeholderForeground': '#6b6b6b',
  'list-hoverBackground': '#f2f2f2',
  'list-inactiveSelectionBackground': '#e4ecf5',
  'list-activeSelectionBackground': '#d6e5f5',
  'list-activeSelectionForeground': '#000000',
  'menu-background': '#ffffff',
  'menu-border': '#cecece',
  'menu-selectionBackground': '#005fb8',
  'menu-selectionForeground': '#ffffff',
  'testing-iconPassed': '#2c7d2f',
});

const DARK = variables({
  'editor-background': '#1f1f1f',
  'editor-foreground': '#d4d4d4',
  'editorWidget-background': '#262626',
  'editorWarning-foreground': '#cca700',
  errorForeground: '#f85149',
  focusBorder: '#0078d4',
  'textLink-foreground': '#4daafc',
  'progressBar-background': '#0078d4',
  'button-background': '#0078d4',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#026ec1',
  'dropdown-background': '#313131',
  'dropdown-border': '#3c3c3c',
  'input-background': '#313131',
  'input-border': '#3c3c3c',
  'input-foreground': '#d4d4d4',
  'input-placeholderForeground': '#989898',
  'list-hoverBackground': '#2a2d2e',
  'list-inactiveSelectionBackground': '#37373d',
  'list-activeSelectionBackground': '#04395e',
  'list-activeSelectionForeground': '#ffffff',
  'menu-background': '#262626',
  'menu-border': '#454545',
  'menu-selectionBackground': '#0078d4',
  'menu-selectionForeground': '#ffffff',
  'testing-iconPassed': '#73c991',
});

const FONTS = `--vscode-font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; --vscode-font-size: 14px;`;

/** Style rules to stand before the viewer's own. */
export const PAGE_THEME = `
:root { ${FONTS} ${LIGHT} color-scheme: light; }
@media screen and (prefers-color-scheme: dark) {
  :root { ${DARK} color-scheme: dark; }
  body.crossmodal-report { --cm-shade: dark; --cm-yellow: #f0e442; }
}
body.crossmodal-report #app { max-width: 1480px; margin: 0 auto; }
`;

function variables(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(' ');
}
