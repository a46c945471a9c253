import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Box, Tool } from '../state/choice.ts';
import { type SelectMode, selectMode } from '../state/selection.ts';
import type { Frame } from './axes.tsx';
import { beginDrag, corners, type Drag, extendDrag, isClick, type Place } from './drag.ts';
import { insideLasso } from './lasso.ts';
import { insideBox, nearest, type Points } from './points.ts';
import type { useMovingBox } from './useMovingBox.ts';
import { useSpaceKey } from './useSpaceKey.ts';
import { panBox, type View, zoomBox } from './viewBox.ts';

interface Options {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly points: Points;
  readonly view: View;
  readonly frame: Frame;
  readonly moving: ReturnType<typeof useMovingBox>;
  readonly zoomed: boolean;
  /** something is selected */
  readonly selecting: boolean;
  readonly tool: Tool;
  readonly onZoom: (box: Box | null) => void;
  /** null where nothing can be selected */
  readonly onSelect: ((points: Uint8Array, tool: 'lasso' | 'box' | 'point', mode: SelectMode) => void) | null;
  readonly onHover: (point: number) => void;
}

/** Pixels within which the pointer finds a point. */
const REACH = 10;
/** Milliseconds within which a second click makes a double click, which shows all and clears nothing. */
const DOUBLE = 250;

/** Pointer, wheel and keys over a scatter. */
export function useGestures(options: Options) {
  const { canvas, points, view, frame, moving, zoomed, selecting, onZoom, onSelect, onHover } = options;
  const space = useSpaceKey(canvas);
  const [drag, setDrag] = useState<Drag | null>(null);
  /** the drag as the last event left it, which may not be drawn yet */
  const current = useRef<Drag | null>(null);
  const clearing = useRef(0);
  useEffect(() => () => window.clearTimeout(clearing.current), []);

  function become(next: Drag | null): void {
    current.current = next;
    setDrag(next);
  }

  function placeOf(event: MouseEvent): Place {
    const area = canvas.current?.getBoundingClientRect();
    return area ? [event.clientX - area.left, event.clientY - area.top] : [0, 0];
  }

  function showAll(): void {
    moving.rest();
    onZoom(null);
  }

  // By hand: a listener that keeps the page from scrolling must be declared as not passive.
  const wheel = useRef<(event: WheelEvent) => void>(() => {});
  wheel.current = (event) => {
    event.preventDefault();
    const [x, y] = placeOf(event);
    const factor = Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY * 0.002)));
    moving.nudge(zoomBox(moving.newest(), [x / frame.width, 1 - y / frame.height], factor));
  };
  useEffect(() => {
    const element = canvas.current;
    const listener = (event: WheelEvent) => wheel.current(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, [canvas]);

  function onPointerDown(event: PointerEvent): void {
    if (event.button > 1 || current.current) return;
    canvas.current?.setPointerCapture(event.pointerId);
    moving.settle();
    const tool = event.button === 1 || space.current ? 'pan' : options.tool;
    become(beginDrag(tool, placeOf(event), moving.newest()));
  }

  function onPointerMove(event: PointerEvent): void {
    const { current: now } = current;
    const at = placeOf(event);
    if (now === null) onHover(nearest(points, view, at, REACH));
    else if (now.tool !== 'pan') become(extendDrag(now, at));
    else if (!isClick(now, at)) {
      moving.move(panBox(now.box, [(now.from[0] - at[0]) / frame.width, (at[1] - now.from[1]) / frame.height]));
    }
  }

  function onPointerUp(event: PointerEvent): void {
    const { current: now } = current;
    if (now === null) return;
    const at = placeOf(event);
    become(null);
    if (isClick(now, at)) {
      if (event.button === 0) click(event, at);
    } else if (now.tool === 'pan') moving.settle();
    else {
      const path = corners(extendDrag(now, at)).flatMap(([x, y]) => [
        (x - view.left) / view.scaleX,
        (y - view.top) / view.scaleY,
      ]);
      onSelect?.(insideLasso(points, path), now.tool, selectMode(event));
    }
  }

  function click(event: PointerEvent, at: Place): void {
    const mode = selectMode(event);
    const found = nearest(points, view, at, REACH);
    const mask = new Uint8Array(points.x.length);
    window.clearTimeout(clearing.current);
    if (found >= 0) {
      mask[found] = 1;
      onSelect?.(mask, 'point', mode);
    } else if (mode === 'replace' && selecting) {
      clearing.current = window.setTimeout(() => onSelect?.(mask, 'point', mode), DOUBLE);
    }
  }

  function onDblClick(): void {
    window.clearTimeout(clearing.current);
    showAll();
  }

  /** Ends the drag as if it had not been. */
  function cancel(): void {
    if (current.current?.tool === 'pan') moving.rest();
    become(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!pressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @returns whether the key was ours */
  function pressed(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey) return false;
    if (event.key === 'Escape' && current.current) cancel();
    // The page clears the selection.
    else if (event.key === 'Escape' && (selecting || !(zoomed || moving.moves()))) return false;
    else if (event.key === 'Escape' || event.key === '0') showAll();
    else if (event.key === 'Enter' && onSelect) onSelect(insideBox(points, moving.newest()), 'box', selectMode(event));
    else {
      const box = keyBox(event.key, moving.newest());
      if (!box) return false;
      moving.nudge(box);
    }
    return true;
  }

  return {
    /** null while nothing is dragged */
    drag,
    tool: options.tool,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: cancel,
      onPointerLeave: () => {
        onHover(-1);
        if (!current.current) moving.settle();
      },
      // The middle button would scroll the page.
      onMouseDown: (event: MouseEvent) => event.button === 1 && event.preventDefault(),
      onDblClick,
      onKeyDown,
      onBlur: () => moving.settle(),
    },
  };
}

const STEP = 0.1;

/** The box after a key; null where the key moves nothing. */
function keyBox(key: string, box: Box): Box | null {
  switch (key) {
    case 'ArrowLeft':
      return panBox(box, [-STEP, 0]);
    case 'ArrowRight':
      return panBox(box, [STEP, 0]);
    case 'ArrowUp':
      return panBox(box, [0, STEP]);
    case 'ArrowDown':
      return panBox(box, [0, -STEP]);
    case '+':
    case '=':
      return zoomBox(box, [0.5, 0.5], 1 / 1.25);
    case '-':
      return zoomBox(box, [0.5, 0.5], 1.25);
    default:
      return null;
  }
}
