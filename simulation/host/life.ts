/** One process from its start to its death. What a dead one waits for never comes back to it. */
export class Life {
  isOver = false;

  constructor(readonly name: string) {}

  /** The promise's end, unless this process is dead by then. */
  outlive<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => {
          if (!this.isOver) resolve(value);
        },
        (error) => {
          if (!this.isOver) reject(error);
        },
      );
    });
  }
}

/** Our database said no, or was gone before it could say yes. */
export class DatabaseLost extends Error {}
