/**
 * Work that takes real time (a database answers when it answers) on a day whose clock is not real: while any of it is
 * on its way, the clock stands.
 */
export class RealWork {
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) for (const resolve of this.waiting.splice(0)) resolve();
    }
  }

  /** Nothing is under way, and what followed from it has run as far as it gets without the clock. */
  async rest(): Promise<void> {
    await nextTurn();
    while (this.underWay > 0) {
      await new Promise<void>((resolve) => void this.waiting.push(resolve));
      await nextTurn();
    }
  }
}

/** What was begun runs on in promises, and all of these before the next turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
