/**
 * License Manager's resources that Holdfast may ask for: key (as a manifest's policies name them) and name (as the
 * Admin shows it). Source: the table "License Manager resources" of VTEX's Help Center. The only place where the two
 * meet; `endpoints.ts` says which endpoint wants which, and a test holds docs and manifest.json to both.
 */
export const RESOURCES = {
  OMSViewer: 'View order',
  ListOrders: 'List Orders',
  AcessaTodosPedidos: 'Orders Full Access',
  FeedHookV3Admin: 'Feed v3 and Hook Admin',
  LogisticsViewer: 'Logistics viewer',
  LogisticsAdmin: 'Logistics full access',
  InventoryViewer: 'Logistics inventory read only',
  InventoryAdmin: 'Logistics inventory full access',
} as const;

export type Resource = keyof typeof RESOURCES;

/** What an app key of Holdfast's own is given, as a person looks for it in the Admin. */
export const NAMES_FOR_OWN_KEY: string[] = [
  RESOURCES.OMSViewer,
  RESOURCES.ListOrders,
  RESOURCES.FeedHookV3Admin,
  RESOURCES.LogisticsAdmin,
];

/** `Logistics viewer or Logistics full access`, as a person looks for them in the Admin. */
export function resourceNames(resources: readonly Resource[]): string {
  return resources.map((key) => RESOURCES[key]).join(' or ');
}
