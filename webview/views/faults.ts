/**
 * Makes our own faults visible: uncaught errors in a band at the foot of the page,
 * and everything counted on the body (data-errors, data-violations), where tests and bug reports find it.
 */
export function watchFaults(): void {
  document.body.dataset['errors'] = '0';
  document.body.dataset['violations'] = '0';
  document.addEventListener('securitypolicyviolation', (event) => {
    count('violations');
    document.body.dataset['violation'] = `${event.effectiveDirective} ${event.blockedURI}`;
  });
  window.addEventListener('error', (event) => {
    // The browser's own notice that a resize took two frames; nothing is wrong.
    if (event.message.startsWith('ResizeObserver loop')) return;
    report(event.message);
  });
  window.addEventListener('unhandledrejection', (event) => report(String(event.reason)));
}

function count(name: 'errors' | 'violations'): void {
  document.body.dataset[name] = String(Number(document.body.dataset[name]) + 1);
}

function report(message: string): void {
  count('errors');
  document.body.dataset['error'] = message;
  const id = 'crossmodal-fault';
  const band = document.getElementById(id) ?? document.body.appendChild(document.createElement('div'));
  band.id = id;
  band.className = 'band fault';
  band.setAttribute('role', 'alert');
  band.textContent = `The viewer has a fault, which is ours: ${message}`;
}
