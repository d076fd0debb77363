import type { RegisteredConnector } from './connector-kind';
import { tryton } from './tryton';
import { webhook } from './webhook';

/** Every connector that `ERP_CONNECTOR` may name: this list is all the server knows of them. */
export const CONNECTORS: readonly RegisteredConnector[] = [webhook, tryton];
