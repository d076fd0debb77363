import type { Lease } from '@holdfast/node/store/store';
import type { Life } from './life';

interface Held {
  life: Life;
  isHeld: boolean;
}

/** The database's locks: one holder at a time, and free again when the holder's connection is gone. */
export class Locks {
  private readonly held = new Map<string, Held>();

  take(name: string, life: Life): Lease | null {
    if (life.isOver || this.held.has(name)) return null;
    const mine: Held = { life, isHeld: true };
    this.held.set(name, mine);
    return {
      isHeld: () => mine.isHeld,
      end: async () => {
        if (this.held.get(name) === mine) this.held.delete(name);
        mine.isHeld = false;
      },
    };
  }

  /** The connection broke: its process may be dead, or go on and find out by `isHeld`. */
  loseAllOf(life: Life): void {
    for (const [name, one] of this.held) {
      if (one.life !== life) continue;
      one.isHeld = false;
      this.held.delete(name);
    }
  }

  names(): string[] {
    return [...this.held.keys()];
  }
}
