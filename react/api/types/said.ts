/** One sentence of the API, in parts. */
export interface Said {
  id: string;
  values: { [name: string]: string | number | string[] };
}
