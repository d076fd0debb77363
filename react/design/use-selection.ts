import React from 'react';

export interface Selection<Item> {
  chosen: readonly Item[];
  isAll: boolean;
  has(item: Item): boolean;
  toggle(item: Item): void;
  toggleAll(): void;
}

/** Which of the shown items are ticked; one that is shown no longer counts no longer. */
export function useSelection<Item>(items: readonly Item[], idOf: (item: Item) => string): Selection<Item> {
  const [ids, setIds] = React.useState<ReadonlySet<string>>(new Set());
  const chosen = items.filter((item) => ids.has(idOf(item)));
  const isAll = items.length > 0 && chosen.length === items.length;
  return {
    chosen,
    isAll,
    has: (item) => ids.has(idOf(item)),
    toggle: (item) =>
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(idOf(item))) after.add(idOf(item));
        return after;
      }),
    toggleAll: () => setIds(isAll ? new Set() : new Set(items.map(idOf))),
  };
}
