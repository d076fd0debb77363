import type { StoreModel } from '../store/store-model';

/** The SKU everybody wants: several of its orders are in handling at any time, so updates have to hold. */
export const HOT_SKU = '1001';

export const CATALOGUE = [
  { skuId: HOT_SKU, name: 'Coffee mug, blue', price: 3_990 },
  { skuId: '1002', name: 'Tea pot', price: 12_900 },
  { skuId: '1003', name: 'Espresso spoon', price: 1_490 },
  { skuId: '1004', name: 'Bread board', price: 8_900 },
  { skuId: '1005', name: 'Glass jar', price: 2_490 },
  { skuId: '1006', name: 'Kitchen scale', price: 19_900 },
  { skuId: '1007', name: 'Gift card', price: 5_000 },
] as const;

/** Never counted: its stock is unlimited. */
export const UNLIMITED_SKU = '1007';

/** A pot and two spoons, sold as one. It has no stock of its own. */
export const KIT = {
  skuId: '2001',
  price: 14_900,
  kit: [
    { skuId: '1002', quantity: 1 },
    { skuId: '1003', quantity: 2 },
  ],
};

/** Fills the shelves. `hotUnits` small makes the hot SKU scarce. */
export function stockCatalogue(model: StoreModel, hotUnits: number): void {
  for (const { skuId } of CATALOGUE) {
    const quantity = skuId === HOT_SKU ? hotUnits : 5_000;
    model.stock({
      skuId,
      warehouseId: 'main',
      quantity,
      leadTime: '1.00:00:00',
      unlimited: skuId === UNLIMITED_SKU,
    });
    if (skuId !== HOT_SKU && skuId !== UNLIMITED_SKU)
      model.stock({ skuId, warehouseId: 'north', quantity: 2_000, leadTime: '2.00:00:00' });
  }
}
