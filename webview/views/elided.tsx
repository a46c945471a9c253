/** Names up to this length are left alone. */
const SHORT = 12;
const TAIL = 6;

/** A name that is cut in the middle where space is short: both ends of an identifier matter. The whole of it is in the tooltip. */
export function Elided({ text }: { text: string }) {
  if (text.length <= SHORT) return <span class="elided">{text}</span>;
  return (
    <span class="elided" title={text}>
      <span class="elided-head">{text.slice(0, -TAIL)}</span>
      <span class="elided-tail">{text.slice(-TAIL)}</span>
    </span>
  );
}
