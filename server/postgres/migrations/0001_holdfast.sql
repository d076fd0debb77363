-- Up Migration
-- Every key leads with the account: accounts can be sharded without touching a query.
-- Instants from VTEX are text in the normalised form of node/core/instant (seven digits, sorts as text):
-- timestamptz would drop the seventh. Our own clock's times are timestamptz.
create schema if not exists holdfast;

create table holdfast.settings (
  account text not null,
  key text not null,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (account, key)
);

create table holdfast.orders (
  account text not null,
  order_id text not null,
  status text,
  -- node/core/order Order, whitelisted fields only: no personal data.
  reading jsonb not null,
  -- No reservation of it can change any more.
  is_over boolean not null default false,
  read_at timestamptz not null,
  primary key (account, order_id)
);
create index orders_under_way on holdfast.orders (account, read_at) where not is_over;
create index orders_by_reading on holdfast.orders (account, read_at, order_id);
create index orders_over on holdfast.orders (account, read_at) where is_over;

create table holdfast.reservations (
  account text not null,
  lock_id text not null,
  sku_id text not null,
  warehouse_id text not null,
  order_id text not null,
  quantity integer not null,
  status text not null,
  version integer not null,
  expires_at text,
  acknowledged_at text,
  was_acknowledged boolean not null default false,
  invoiced_at text,
  deducted_quantity integer not null default 0,
  lost_at text,
  plan_id text,
  updated_at timestamptz not null default now(),
  primary key (account, lock_id, sku_id, warehouse_id)
);
create index reservations_of_order on holdfast.reservations (account, order_id);
create index reservations_at_position on holdfast.reservations (account, sku_id, warehouse_id, status);
create index reservations_expiring on holdfast.reservations (account, expires_at) where status = 'authorized';
create index reservations_settled on holdfast.reservations (account, sku_id, warehouse_id)
  where status in ('invoiced', 'canceled');

-- Append-only: what was told about each reservation, in order.
create table holdfast.reservation_changes (
  account text not null,
  lock_id text not null,
  sku_id text not null,
  warehouse_id text not null,
  version integer not null,
  order_id text not null,
  quantity integer not null,
  status text not null,
  previous_status text,
  expires_at text,
  occurred_at text not null,
  recorded_at timestamptz not null default now(),
  primary key (account, lock_id, sku_id, warehouse_id, version)
);
create index reservation_changes_of_order on holdfast.reservation_changes (account, order_id);

create table holdfast.plans (
  account text not null,
  plan_id text not null,
  sku_id text not null,
  warehouse_id text not null,
  trigger text not null,
  kind text not null,
  state text not null,
  fingerprint text not null,
  gate jsonb not null,
  count_reference text,
  intent jsonb,
  result jsonb,
  decided_by text,
  decision_note text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- When the position was last planned and the plan found to say the same: a plan that waits for an order or a
  -- person would else look older every minute, and its position be planned again every minute.
  stood_at timestamptz,
  -- Order of recording: two plans of one millisecond still have a newest.
  sequence bigint generated always as identity,
  primary key (account, plan_id)
);
create unique index one_intent_per_position on holdfast.plans (account, sku_id, warehouse_id)
  where state = 'executing';
create index plans_of_position on holdfast.plans (account, sku_id, warehouse_id, sequence desc);
create index plans_waiting on holdfast.plans (account, state, created_at desc)
  where state in ('proposed', 'approved', 'executing', 'failed');
create index plans_by_state on holdfast.plans (account, state, sequence);

create index plans_closed on holdfast.plans (account, updated_at) where state in ('superseded', 'executed');

create table holdfast.counts (
  account text not null,
  sku_id text not null,
  warehouse_id text not null,
  reference text not null,
  on_hand integer not null,
  counted_at text not null,
  plan_id text not null,
  received_at timestamptz not null default now(),
  sequence bigint generated always as identity,
  primary key (account, sku_id, warehouse_id, reference)
);
create index counts_of_plan on holdfast.counts (account, plan_id);

create table holdfast.deliveries (
  account text not null,
  id text not null,
  stream text not null,
  sequence bigint generated always as identity,
  type text not null,
  order_id text,
  sku_id text,
  warehouse_id text,
  plan_id text,
  occurred_at text not null,
  data jsonb not null,
  state text not null default 'pending',
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  last_error text,
  accepted_at timestamptz,
  primary key (account, id)
);
create index deliveries_of_stream on holdfast.deliveries (account, stream, sequence) where state <> 'accepted';
create index deliveries_due on holdfast.deliveries (account, next_attempt_at) where state = 'pending';
create index deliveries_parked on holdfast.deliveries (account, sequence) where state = 'parked';
create index deliveries_accepted on holdfast.deliveries (account, accepted_at) where state = 'accepted';
create index deliveries_of_order on holdfast.deliveries (account, order_id);
create index deliveries_by_sequence on holdfast.deliveries (account, sequence);

-- The sync log. A hook notification is a row of kind `notification` here, written together with its job.
create table holdfast.sync_log (
  account text not null,
  at timestamptz not null default now(),
  id bigint generated always as identity,
  kind text not null,
  outcome text not null,
  message text not null,
  order_id text,
  sku_id text,
  warehouse_id text,
  plan_id text,
  delivery_id text,
  duration_ms integer,
  detail jsonb,
  primary key (account, at, id)
) partition by range (at);
create index sync_log_of_order on holdfast.sync_log (account, order_id, at) where order_id is not null;
create index sync_log_of_position on holdfast.sync_log (account, sku_id, warehouse_id, at) where sku_id is not null;
-- What a person filters by; notifications, by far the most rows, cost nothing here.
create index sync_log_of_plan on holdfast.sync_log (account, plan_id, at) where plan_id is not null;
create index sync_log_by_kind on holdfast.sync_log (account, kind, at, id) where kind <> 'notification';
create index sync_log_by_outcome on holdfast.sync_log (account, outcome, at, id) where outcome not in ('ok', 'nothing');
create table holdfast.sync_log_rest partition of holdfast.sync_log default;

-- Down Migration
drop schema holdfast cascade;
