/** Something went wrong that the user should know: a failed run, a file that cannot be read. */
export function ProblemBand({ text, onOpenLog }: { text: string; onOpenLog?: () => void }) {
  return (
    <div class="band" role="alert">
      <span class="sign" aria-hidden="true">
        ▲
      </span>
      <span class="band-text">{text}</span>
      {onOpenLog && (
        <button type="button" class="link" onClick={onOpenLog}>
          Open log
        </button>
      )}
    </div>
  );
}
