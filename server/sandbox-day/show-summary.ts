import type { DescribedDay } from './describe-day';

export interface SummaryOptions {
  out: NodeJS.WriteStream;
  read(): Promise<DescribedDay>;
}

const ON_A_TERMINAL_MS = 1_000;
const IN_A_LOG_MS = 10_000;

/** On a terminal the screen is drawn again in place; elsewhere it is printed once, then a line every ten seconds. */
export function showSummary({ out, read }: SummaryOptions): { stop(): void } {
  let drawnLines = 0;
  let stopped = false;

  function draw({ screen, line }: DescribedDay): void {
    if (drawnLines > 0 && !out.isTTY) {
      out.write(`${line}\n`);
      return;
    }
    const back = drawnLines > 0 ? `\u001b[${drawnLines}A\u001b[0J` : '';
    out.write(`${back}${screen.map((text) => fit(text, out)).join('\n')}\n`);
    drawnLines = screen.length;
  }

  async function turn(): Promise<void> {
    const day = await read().catch(() => null);
    if (stopped) return;
    if (day !== null) draw(day);
    timer = setTimeout(turn, out.isTTY ? ON_A_TERMINAL_MS : IN_A_LOG_MS);
  }

  let timer = setTimeout(turn, 0);
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** A line that wraps would be two when the cursor goes back. */
function fit(text: string, out: NodeJS.WriteStream): string {
  return out.isTTY && text.length >= out.columns ? text.slice(0, out.columns - 1) : text;
}
