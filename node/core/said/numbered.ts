/** `1 order`, `2 orders`. */
export function numbered(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
