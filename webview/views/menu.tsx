import { useEffect, useRef, useState } from 'preact/hooks';

export interface MenuItem {
  readonly text: string;
  /** set where the item is one choice among several: choosing it leaves the menu open */
  readonly checked?: boolean;
  onChoose(): void;
}

interface MenuProps {
  /** what the menu is for; its button shows `sign` only */
  readonly label: string;
  readonly sign: string;
  /** parts of the menu, apart by a line; a part of choices has a name, and `several` of them may hold at once */
  readonly parts: readonly {
    readonly name?: string;
    readonly several?: boolean;
    readonly items: readonly MenuItem[];
  }[];
}

/** A button that opens a short list of things to do. Arrow keys move, Escape closes, and the focus returns to the button. */
export function Menu({ label, sign, parts }: MenuProps) {
  const [open, setOpen] = useState(false);
  /** pixels that keep it inside the page */
  const [shift, setShift] = useState(0);
  const holder = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const entries = () => [...(holder.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];

  useEffect(() => {
    if (!open) return;
    entries()[0]?.focus();
    const place = list.current?.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    if (place) setShift(Math.min(0, clientWidth - place.right) + Math.max(0, -place.left));
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !holder.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => {
      setShift(0);
      document.removeEventListener('pointerdown', closeOutside);
    };
  }, [open]);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Tab') {
      setOpen(false);
      return;
    }
    const items = entries();
    const at = items.findIndex((item) => item.matches(':focus'));
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const step = steps[event.key];
    if (step === undefined && event.key !== 'Escape') return;
    // The key is the menu's: the page must neither scroll nor clear its selection.
    event.preventDefault();
    event.stopPropagation();
    if (step === undefined) close();
    else items.at(step % items.length)?.focus();
  }

  return (
    <div class="menu" ref={holder}>
      <button
        type="button"
        class="menu-button"
        ref={button}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {sign}
      </button>
      {open && (
        <div
          class="menu-items"
          role="menu"
          ref={list}
          aria-label={label}
          tabIndex={-1}
          style={{ translate: `${shift}px` }}
          onKeyDown={onKeyDown}
        >
          {parts.map(({ name, several = false, items }) => (
            <fieldset key={name ?? ''} aria-label={name}>
              {name !== undefined && (
                <span class="muted" aria-hidden="true">
                  {name}
                </span>
              )}
              {items.map((item) => (
                <Entry key={item.text} {...item} several={several} close={close} />
              ))}
            </fieldset>
          ))}
        </div>
      )}
    </div>
  );
}

function Entry({ text, checked, several, onChoose, close }: MenuItem & { several: boolean; close: () => void }) {
  if (checked !== undefined && several) {
    return (
      <button type="button" role="menuitemcheckbox" aria-checked={checked} tabIndex={-1} onClick={onChoose}>
        {text}
      </button>
    );
  }
  if (checked !== undefined) {
    return (
      <button type="button" role="menuitemradio" aria-checked={checked} tabIndex={-1} onClick={onChoose}>
        {text}
      </button>
    );
  }
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onClick={() => {
        close();
        onChoose();
      }}
    >
      {text}
    </button>
  );
}
