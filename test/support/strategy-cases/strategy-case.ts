/** A strategy as the contract is checked for it: small numbers, so that short runs reach every phase. */
export interface StrategyCase {
  readonly title: string;
  /** Whether it was told that measuring again says something new. */
  readonly repeats?: boolean;
  /** Nothing in it is random: every seed gives the same proposals. */
  readonly seedless?: boolean;
  /** It asks for cheaper measurements first. */
  readonly fidelities?: boolean;
  /** A proposal costs milliseconds, so that properties are checked with fewer examples. */
  readonly slow?: boolean;
  readonly options: { readonly kind: string } & Readonly<Record<string, unknown>>;
}
