import { useEffect, useRef, useState } from 'preact/hooks';
import type { Box } from '../state/choice.ts';

/** Milliseconds after the last turn of the wheel or key at which a move has ended. */
const PAUSE = 150;

/** The box while it moves: kept beside the plot and drawn once a frame, so that a gesture redraws one scatter and not the page. */
export function useMovingBox(settled: Box, onZoom: (box: Box | null) => void) {
  const [shown, setShown] = useState<Box | null>(null);
  /** the newest box, which the next frame shows; null = nothing moves */
  const latest = useRef<Box | null>(null);
  const frame = useRef(0);
  const pause = useRef(0);
  const tell = useRef(onZoom);
  tell.current = onZoom;

  function rest(): void {
    cancelAnimationFrame(frame.current);
    window.clearTimeout(pause.current);
    frame.current = 0;
    latest.current = null;
    setShown(null);
  }
  function move(box: Box): void {
    latest.current = box;
    window.clearTimeout(pause.current);
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      setShown(latest.current);
    });
  }
  /** The move has ended: the page may know. */
  function settle(): void {
    const box = latest.current;
    if (!box) return;
    rest();
    tell.current(box);
  }
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      window.clearTimeout(pause.current);
    },
    [],
  );
  return {
    box: shown ?? settled,
    /** where the next step starts, be it drawn already or not */
    newest: () => latest.current ?? settled,
    moves: () => latest.current !== null,
    move,
    settle,
    /** Moves, and settles where nothing follows. */
    nudge(box: Box): void {
      move(box);
      pause.current = window.setTimeout(settle, PAUSE);
    },
    /** Ends a move without keeping it. */
    rest,
  };
}
