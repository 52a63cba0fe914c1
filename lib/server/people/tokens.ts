import type { TokenView } from "@/lib/contract/people";
import type { Scope } from "@/lib/domain/permissions";

/** The columns of a token that may leave the server: never its hash. */
export const tokenFields = {
  id: true,
  name: true,
  hint: true,
  scopes: true,
  createdByName: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  environment: { select: { key: true } },
} as const;

export const tokenView = (token: {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  createdByName: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  environment: { key: string } | null;
}): TokenView => ({
  id: token.id,
  name: token.name,
  hint: token.hint,
  scopes: token.scopes as Scope[],
  environment: token.environment?.key ?? null,
  by: token.createdByName,
  createdAt: token.createdAt.toISOString(),
  expiresAt: token.expiresAt?.toISOString() ?? null,
  revokedAt: token.revokedAt?.toISOString() ?? null,
});
