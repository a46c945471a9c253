/** What VS Code gives the page of a webview. */
export interface HostApi<Message> {
  postMessage(message: Message): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi<Message>(): HostApi<Message>;

type Violation = { type: 'violation'; directive: string; blocked: string };

/** The editor that holds the page. It is told of what the page's policy blocks. */
export function hostApi<Message>(): HostApi<Message | Violation> {
  const host = acquireVsCodeApi<Message | Violation>();
  document.addEventListener('securitypolicyviolation', (event) => {
    host.postMessage({ type: 'violation', directive: event.effectiveDirective, blocked: event.blockedURI });
  });
  return host;
}
