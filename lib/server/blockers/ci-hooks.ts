import { createHmac, timingSafeEqual } from "node:crypto";
import type { CiHookView } from "@/lib/contract/ci";
import { placeWords } from "@/lib/domain/blocker-reach";
import type { PipelineCover } from "@/lib/domain/pipeline-run";
import { Refusal } from "@/lib/domain/refusal";
import { runtime } from "@/lib/server/runtime";

/** A CI hook's secret, made from the installation's own: nothing of it is stored. */
export const ciHookSecret = (id: string): string =>
  createHmac("sha256", runtime().sessionSecret).update(`ci hook ${id}`).digest("base64url");

export const coversOf = (stored: unknown): readonly PipelineCover[] => stored as PipelineCover[];

type Row = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly covers: unknown;
  readonly owner: string | null;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
};

export const ciHookView = (row: Row, lastCallAt: Date | null = null): CiHookView => ({
  id: row.id,
  name: row.name,
  kind: row.kind as CiHookView["kind"],
  covers: coversOf(row.covers).map(({ pipeline, branch, holds }) => ({
    pipeline,
    branch,
    holds: holds.map((place) => ({ ...place, says: placeWords(place) })),
  })),
  owner: row.owner,
  address: `/api/v1/ci-hooks/${row.id}`,
  createdBy: row.createdByName,
  createdAt: row.createdAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastCallAt: lastCallAt?.toISOString() ?? null,
});

const isSame = (given: string, wanted: string): boolean => {
  // Digests are of one length, so that the time taken tells nothing of the secret's either.
  const [one, other] = [given, wanted].map((text) =>
    createHmac("sha256", "").update(text).digest(),
  );
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
};

/** Refuses a GitHub call that the hook's secret did not sign: `sha256=<HMAC-SHA256 of the body in hexadecimal>`. */
export const refuseUnsignedGithub = (id: string, signature: string | null, body: string): void => {
  if (signature === null) {
    throw new Refusal(
      "unauthenticated",
      "The call is not signed: put the hook's secret into the webhook's Secret field on GitHub.",
    );
  }
  const wanted = createHmac("sha256", ciHookSecret(id)).update(body).digest("hex");
  if (isSame(signature, `sha256=${wanted}`)) return;
  throw new Refusal(
    "unauthenticated",
    "The signature does not fit the body: is this hook's secret in the webhook's Secret field?",
  );
};

/** Refuses a GitLab call that does not carry the hook's secret as its token. */
export const refuseForeignGitlab = (id: string, token: string | null): void => {
  if (token !== null && isSame(token, ciHookSecret(id))) return;
  throw new Refusal(
    "unauthenticated",
    token === null
      ? "The call has no token: put the hook's secret into the webhook's Secret token field on GitLab."
      : "The token is not this hook's secret.",
  );
};
