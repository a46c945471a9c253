import type { Shape } from '../theme/palette.ts';

/** SVG path of a shape around (0, 0), sized to look as large as a circle of this radius. */
export function shapePath(shape: Shape, radius: number): string {
  const r = radius;
  switch (shape) {
    case 'circle':
      return `M${-r},0A${r},${r} 0 1,1 ${r},0A${r},${r} 0 1,1 ${-r},0Z`;
    case 'diamond':
      return `M0,${-1.25 * r}L${1.25 * r},0L0,${1.25 * r}L${-1.25 * r},0Z`;
    case 'triangle':
      return `M0,${-1.2 * r}L${1.15 * r},${0.85 * r}L${-1.15 * r},${0.85 * r}Z`;
    case 'triangleDown':
      return `M0,${1.2 * r}L${1.15 * r},${-0.85 * r}L${-1.15 * r},${-0.85 * r}Z`;
    case 'square':
      return `M${-0.9 * r},${-0.9 * r}h${1.8 * r}v${1.8 * r}h${-1.8 * r}Z`;
    case 'cross': {
      const [a, b] = [0.4 * r, 1.15 * r];
      return `M${-a},${-b}h${2 * a}v${b - a}h${b - a}v${2 * a}h${a - b}v${b - a}h${-2 * a}v${a - b}h${a - b}v${-2 * a}h${b - a}Z`;
    }
  }
}
