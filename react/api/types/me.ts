export type Role = 'viewer' | 'approver' | 'admin';

/** Who looks at the panel, and what they may do. */
export interface Me {
  who: string;
  role: Role;
}
