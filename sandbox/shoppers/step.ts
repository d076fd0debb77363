/** What somebody does next, so many milliseconds (at speed 1) after the step before. */
export interface Step {
  afterMs: number;
  run: () => void;
  /** The rest follows even when the store refuses this. */
  optional?: boolean;
}
