/**
 * Invented shoppers. Orders carry them as VTEX's do, so that tests can look for these very words in
 * whatever Holdfast stores, logs or sends. Every value holds a marker that appears nowhere else: none is digits
 * alone, which some instant or id has among its own sooner or later.
 */
export const PERSONAL_MARKERS = [
  'Zephyrine',
  'Quillfeather',
  '@shoppers.example',
  'Rue Imaginaire',
  '+5599',
  'QF-90210',
] as const;

const FIRST = ['Zephyrine', 'Zephyrine-Ana', 'Zephyrine-Bo', 'Zephyrine-Li'];

export function personOf(shopper: number) {
  const firstName = FIRST[shopper % FIRST.length] ?? 'Zephyrine';
  const lastName = `Quillfeather${shopper}`;
  return {
    firstName,
    lastName,
    receiverName: `${firstName} ${lastName}`,
    email: `buyer${shopper}@shoppers.example`,
    phone: `+5599${String(shopper).padStart(7, '0')}`,
    document: `QF-90210${String(shopper).padStart(6, '0')}`,
    street: `Rue Imaginaire ${shopper}`,
    postalCode: `QF-90210-${String(shopper % 1000).padStart(3, '0')}`,
  };
}
export type Person = ReturnType<typeof personOf>;
