/** Whom a token belongs to: plain data that names a row across slices. */
export interface TokenOwner {
  readonly connectionId: string;
  readonly customer: { readonly id: string; readonly name: string };
  /** A team member, or the customer itself as the main user of its account. */
  readonly kind: 'member' | 'customer';
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** Opaque; what type of token a member has depends on it. */
  readonly roleId?: string | undefined;
}
