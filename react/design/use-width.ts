import React from 'react';

/** VTEX's builder has a TypeScript that does not know it yet. */
declare const ResizeObserver: new (
  changed: () => void,
) => { observe(target: Element): void; disconnect(): void };

/** The width of an element in px, again whenever it changes; `fallback` until it is known. */
export function useWidth<E extends HTMLElement>(fallback: number): [React.RefObject<E>, number] {
  const element = React.useRef<E>(null);
  const [width, setWidth] = React.useState(fallback);
  React.useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    setWidth(target.clientWidth || fallback);
    const observer = new ResizeObserver(() => setWidth(target.clientWidth || fallback));
    observer.observe(target);
    return () => observer.disconnect();
  }, [fallback]);
  return [element, width];
}
