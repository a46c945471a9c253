/**
 * The environment of our child processes.
 * A debugger's NODE_OPTIONS would make them wait for it, so they are left out.
 * @param engineFolder where native TensorFlow lies, or '' for the place that the user's projects share
 */
export function childEnvironment(parent: NodeJS.ProcessEnv, engineFolder: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, VSCODE_INSPECTOR_OPTIONS: _inspector, ...rest } = parent;
  return engineFolder === '' ? rest : { ...rest, CROSSMODAL_ENGINE_DIR: engineFolder };
}
