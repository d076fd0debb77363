export interface Bar {
  at: string;
  value: number;
}

export interface PlacedBar extends Bar {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The next round number at or above the largest value, with a round half: 1, 2, 4, 6, 8, 10, 20, 40 and so on. */
export function roundTop(largest: number): number {
  if (largest <= 1) return 1;
  const size = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 4, 6, 8, 10].find((one) => one * size >= largest) ?? 10;
  return step * size;
}

/** Bars side by side over the whole width; `top` fills the height. */
export function layoutBars(bars: readonly Bar[], width: number, height: number, top: number): PlacedBar[] {
  const step = bars.length === 0 ? width : width / bars.length;
  const gap = step > 4 ? Math.min(3, step * 0.25) : 0;
  return bars.map((bar, index) => {
    const tall = (bar.value / top) * height;
    // What happened once must not vanish beside what happened a thousand times.
    const shown = bar.value > 0 ? Math.max(1.5, tall) : 0;
    return {
      ...bar,
      x: index * step + gap / 2,
      y: height - shown,
      width: Math.max(1, step - gap),
      height: shown,
    };
  });
}
