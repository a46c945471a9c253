/** Pixels of the page. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws on a clear canvas of this size, in pixels of the page. */
export function paint(
  element: HTMLCanvasElement,
  { width, height }: Size,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  const context = element.getContext('2d');
  if (!context) return;
  const ratio = window.devicePixelRatio;
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (element.width === columns && element.height === rows) context.reset();
  else Object.assign(element, { width: columns, height: rows });
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
  context.scale(ratio, ratio);
  draw(context);
}
