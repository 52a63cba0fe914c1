import type { SignatureView } from "@/lib/contract/sign-offs";
import type { BrokenClaim } from "@/lib/domain/sign-off-claims";

export type SignatureRow = {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectKey: string;
  readonly personName: string;
  readonly team: string;
  readonly inPlaceOf: unknown;
  readonly meaning: string;
  readonly at: Date;
  readonly authentication: string;
  readonly authenticatedAt: Date;
  readonly digest: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly wasOpened: boolean;
  readonly staleAt: Date | null;
  readonly staleBecause: unknown;
  readonly withdrawnAt: Date | null;
  readonly withdrawnByName: string | null;
  readonly withdrawnBecause: string | null;
};

/** A signature as pages show it; `broken`: claims of it that do not hold now, whether recorded or not. */
export const signatureView = (
  row: SignatureRow,
  broken: readonly BrokenClaim[] = [],
): SignatureView => ({
  id: row.id,
  kind: row.subjectKind,
  key: row.subjectKey,
  by: row.personName,
  team: row.team,
  inPlaceOf: row.inPlaceOf as SignatureView["inPlaceOf"],
  meaning: row.meaning as SignatureView["meaning"],
  at: row.at.toISOString(),
  authentication: row.authentication,
  authenticatedAt: row.authenticatedAt.toISOString(),
  digest: row.digest,
  from: row.fromState,
  to: row.toState,
  wasOpened: row.wasOpened,
  stale: row.staleAt
    ? ((row.staleBecause as string[] | null) ?? [])
    : broken.map(({ says }) => says),
  staleAt: row.staleAt?.toISOString() ?? null,
  withdrawn: row.withdrawnAt && {
    by: row.withdrawnByName ?? "",
    at: row.withdrawnAt.toISOString(),
    because: row.withdrawnBecause ?? "",
  },
});
