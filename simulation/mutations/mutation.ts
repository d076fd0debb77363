/** One deliberate fault in the compiled product. */
export interface Mutation {
  /** Under `node/dist`. */
  file: string;
  /** Stands there exactly once. */
  from: string;
  to: string;
  /** Why nothing can notice it; null where something must. */
  equivalent: string | null;
}

/** Faults of one file. A third word says why the fault changes nothing that anybody could see. */
export const at =
  (file: string) =>
  (from: string, to: string, equivalent: string | null = null): Mutation => ({ file, from, to, equivalent });

export const told = ({ file, from, to }: Mutation) =>
  `${file}: ${oneLine(from)} -> ${oneLine(to) || '(nothing)'}`;

const oneLine = (text: string) => text.replace(/\s+/g, ' ');
