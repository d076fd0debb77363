import type { Reservation } from '../api/types/reservation';
import type { Text } from './use-text';

/** What is unlike an ordinary reservation, under its own SKU and told to the ERP: nothing of most. */
export function heldWords(t: Text, { heldAs, partOf, isTold }: Reservation): string[] {
  return [
    ...(partOf === null ? [] : [t('admin/holdfast.reservation.part-of', { skuId: partOf })]),
    ...(heldAs === 'parts' ? [t('admin/holdfast.reservation.as-parts')] : []),
    ...(heldAs === 'none' ? [t('admin/holdfast.reservation.without')] : []),
    ...(isTold ? [] : [t('admin/holdfast.reservation.not-told')]),
  ];
}

/** Less or more left than VTEX reserves. */
export function isLeftOther({ quantity, leftQuantity }: Reservation): boolean {
  return leftQuantity !== null && leftQuantity !== quantity;
}
