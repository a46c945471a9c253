interface TipProps {
  readonly x: number;
  readonly y: number;
  /** of the plot: the tip opens to the side that has room */
  readonly width: number;
  readonly title: string;
  readonly detail: string;
}

/** Who the point under the pointer is. */
export function Tip({ x, y, width, title, detail }: TipProps) {
  const side = x > width / 2 ? { right: `${width - x + 12}px` } : { left: `${x + 12}px` };
  return (
    <div class="tip" style={{ ...side, top: `${Math.max(0, y - 12)}px` }}>
      <strong>{title}</strong>
      {detail !== '' && <span>{detail}</span>}
    </div>
  );
}
